"""The way to a co-operative's end: which steps there are, what is missing to each, by which article, until when. Plain values in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.founding_state import Step
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel.formats import seoul_date, won_words
from socialgoods.kernel.periods import add_months

TAKEN = ("liquidator", "registration", "inventory", "notice", "residue", "report", "end")
"""Steps that somebody takes; the resolution begins the way, the debts are read from the books."""
BY_THE_ASSEMBLY = ("inventory", "report")
NEEDS: dict[str, tuple[str, ...]] = {
    "resolution": (), "liquidator": ("resolution",), "registration": ("liquidator",), "inventory": ("liquidator",),
    "notice": ("liquidator",), "debts": ("notice",), "residue": ("registration", "inventory", "notice", "debts"), "report": ("residue",),
    "end": ("report",),
}  # fmt: skip
"""What must be done before; the creditors do not wait for an assembly."""
CREDITORS = "민법 제88조(협동조합기본법 제60조·제105조 준용)"


@dataclass(frozen=True)
class Figures:
    registration_days: int
    notice_within_months: int
    claim_months: int
    notices: int
    end_days: int


@dataclass(frozen=True)
class Done:
    on: date
    until_on: date | None = None


@dataclass(frozen=True)
class State:
    on: date
    is_social: bool
    began_on: date | None
    """The day of the resolution, once there is one."""
    liquidator: str = ""
    debts_won: int = 0
    """By the books, at the end of the day."""
    heir: str = ""
    done: Mapping[str, Done] = field(default_factory=dict)


def path(state: State, figures: Figures) -> list[Step]:
    steps = [
        _resolution(state), _liquidator(state), _registration(state, figures), _inventory(state), _notice(state, figures), _debts(state),
        _residue(state), _report(state), _end(state, figures),
    ]  # fmt: skip
    done = {step.key for step in steps if step.is_done}
    return [replace(step, is_open=not step.is_done and done.issuperset(NEEDS[step.key])) for step in steps]


def reasons_against_taking(key: str, state: State, figures: Figures) -> list[Reason]:
    """After what it needs; a step that was taken stands."""
    steps = {step.key: step for step in path(state, figures)}
    asked = steps[key]
    if asked.is_done:
        text = _("‘%(title)s’은(는) 이미 마친 걸음입니다.") % {"title": asked.title}
        return [Reason(text, asked.article)]
    reasons = []
    for waiting in (steps[each] for each in NEEDS[key] if not steps[each].is_done):
        text = _("‘%(title)s’을(를) 먼저 마쳐 주세요.") % {"title": waiting.title}
        reasons += [Reason(text, waiting.article), *waiting.reasons]
    return reasons


def first_day(key: str, state: State) -> date | None:
    """Not before what it needs; the residue not before the creditors' days are over."""
    days = [state.done[each].on for each in NEEDS[key] if each in state.done]
    notice = state.done.get("notice")
    if key == "residue" and notice is not None and notice.until_on is not None:
        days.append(notice.until_on + timedelta(days=1))
    return max([*days, *([state.began_on] if state.began_on else [])], default=None)


def reasons_against_day(*, on: date, after: date | None, today: date, article: str) -> list[Reason]:
    if on > today:
        return [Reason(_("아직 오지 않은 날입니다. 한 뒤에 적어 주세요."), article)]
    if after is not None and on < after:
        text = _("앞의 걸음(%(day)s)보다 이릅니다. 날짜를 확인해 주세요.") % {"day": seoul_date(after)}
        return [Reason(text, article)]
    return []


def reasons_against_notice(*, on: date, until_on: date | None, times: int, figures: Figures) -> list[Reason]:
    """Creditors are called so often, and have so long."""
    reasons = []
    if until_on is None or until_on < add_months(on, figures.claim_months):
        text = _("채권자에게 %(months)s개월 이상 주어야 합니다. %(day)s이나 그 뒤까지로 정해 주세요.")
        day = add_months(on, figures.claim_months)
        reasons.append(Reason(text % {"months": figures.claim_months, "day": seoul_date(day)}, CREDITORS))
    if times < figures.notices:
        text = _("채권을 신고하라는 공고는 %(least)s번 이상 합니다. 지금은 %(now)s번입니다.")
        reasons.append(Reason(text % {"least": figures.notices, "now": times}, CREDITORS))
    return reasons


def _step(
    state: State, key: str, title: str, says: str, article: str, reasons: list[Reason], due: date | None = None
) -> Step:
    done = state.done.get(key)
    return Step(key, title, says, article, done.on if done else None, done is not None, [] if done else reasons, due)


def _resolution(state: State) -> Step:
    article = f"{act(29, 1, item='7')}, {act(102) if state.is_social else act(57)}"
    says = _(
        "총회에서 조합원 과반수가 출석하고 출석자 3분의 2 이상이 찬성하여 해산을 의결합니다. 대의원총회는 정할 수 없습니다."
    )
    reasons = [] if state.began_on else [Reason(_("해산을 의결한 안건이 없습니다."), article)]
    return Step("resolution", _("해산 의결"), says, article, state.began_on, state.began_on is not None, reasons)


def _liquidator(state: State) -> Step:
    article = act(103) if state.is_social else act(58)
    says = _("이사장이 청산인이 됩니다. 총회에서 다른 사람을 뽑을 수도 있습니다. 그때부터 새 사업은 하지 않습니다.")
    return _step(state, "liquidator", _("청산인"), says, article, [Reason(_("누가 청산인인지 적어 주세요."), article)])


def _registration(state: State, figures: Figures) -> Step:
    article = f"{act(65)}, {act(66)}"
    says = _("해산과 청산인을 법원에 등기하고, 신고나 인가를 받은 곳에 해산을 알립니다.")
    due = state.began_on + timedelta(days=figures.registration_days) if state.began_on else None
    missing = [Reason(_("해산등기와 청산인등기를 한 날을 적어 주세요."), article)]
    return _step(state, "registration", _("등기와 신고"), says, article, missing, due)


def _inventory(state: State) -> Step:
    article = act(103) if state.is_social else act(58)
    says = _("청산인이 재산목록과 대차대조표를 만들고 재산을 어떻게 처분할지 정하여 총회의 승인을 얻습니다.")
    missing = [Reason(_("재산목록과 처분 방법을 승인한 총회 안건이 없습니다."), article)]
    return _step(state, "inventory", _("재산목록의 승인"), says, article, missing)


def _notice(state: State, figures: Figures) -> Step:
    says = _("채권자에게 %(months)s개월 이상의 기간을 두어 %(times)s번 이상 공고하고, 아는 채권자에게는 따로 알립니다.")
    words = {"months": figures.claim_months, "times": figures.notices}
    taken = state.done.get("liquidator")
    due = add_months(taken.on, figures.notice_within_months) if taken else None
    missing = [Reason(_("채권자에게 공고한 날과 신고를 받는 마지막 날을 적어 주세요."), CREDITORS)]
    return _step(state, "notice", _("채권자 공고"), says % words, CREDITORS, missing, due)


def _debts(state: State) -> Step:
    """Nothing to tick: the time for the creditors is over, and the books owe nobody."""
    article = f"{act(104) if state.is_social else act(59)}, {CREDITORS}"
    notice, reasons = state.done.get("notice"), []
    last = notice.until_on if notice else None
    is_later = "residue" in state.done
    if not is_later:
        if last is None or state.on <= last:
            text = _("채권을 신고하는 기간에는 갚지 않고 기다립니다.")
            if last is not None:
                text = _("채권을 신고하는 기간이 %(day)s까지입니다. 그 뒤에 갚아 주세요.") % {"day": seoul_date(last)}
            reasons.append(Reason(text, CREDITORS))
        if state.debts_won > 0:
            text = _(
                "장부에 갚을 돈이 %(won)s 남았습니다. 떠난 조합원에게 환급할 돈도 빚입니다. 갚고 장부에 적어 주세요."
            )
            reasons.append(Reason(text % {"won": won_words(state.debts_won)}, article))
    says = _("신고된 채권과 장부의 빚을 모두 갚습니다. 빚이 재산보다 많으면 파산 절차를 밟습니다.")
    done_on = last + timedelta(days=1) if last is not None and not reasons else None
    return Step("debts", _("빚 갚기"), says, article, done_on, not reasons, reasons)


def _residue(state: State) -> Step:
    article = act(104) if state.is_social else act(59)
    says = (
        _(
            "남은 재산은 상급 연합회, 비슷한 목적의 사회적협동조합, 비영리법인·공익법인이나 국고에 넘깁니다. 조합원에게 나누지 않습니다."
        )
        if state.is_social
        else _("남은 재산은 정관이 정한 대로 넘깁니다.")
    )
    missing = [Reason(_("남은 재산을 어디에 넘겼는지 적어 주세요. 남은 것이 없으면 0을 적습니다."), article)]
    return _step(state, "residue", _("남은 재산"), says, article, missing)


def _report(state: State) -> Step:
    article = act(103) if state.is_social else act(58)
    says = _("청산인이 결산보고서를 만들어 총회의 승인을 얻습니다.")
    missing = [Reason(_("결산보고서를 승인한 총회 안건이 없습니다."), article)]
    return _step(state, "report", _("결산보고서의 승인"), says, article, missing)


def _end(state: State, figures: Figures) -> Step:
    report = state.done.get("report")
    due = report.on + timedelta(days=figures.end_days) if report else None
    says = _("청산이 끝난 것을 등기합니다. 이날 조합이 없어지고, 명부와 장부는 읽을 수만 있습니다.")
    missing = [Reason(_("청산종결등기를 한 날을 적어 주세요."), act(67))]
    return _step(state, "end", _("청산종결등기"), says, act(67), missing, due)
