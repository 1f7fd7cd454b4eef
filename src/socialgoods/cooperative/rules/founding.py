"""The way to a registered co-operative: which steps there are, what is missing to each, by which article, until when."""

from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.founding_state import Consenter, Figures, State, Step
from socialgoods.cooperative.rules.law import Reason, act, decree
from socialgoods.cooperative.rules.medical import reasons_against_medical, reasons_against_medical_capital
from socialgoods.cooperative.rules.naming import reasons_against_name
from socialgoods.cooperative.rules.shares import reasons_against_founding_holdings
from socialgoods.kernel.formats import seoul_date

__all__ = ["Consenter", "Figures", "State", "Step", "path", "reasons_against_name", "step"]


def path(state: State, figures: Figures) -> list[Step]:
    steps = [
        _promoters(state, figures),
        _articles(state),
        _consents(state, figures),
        _notice(state, figures),
        _assembly(state),
        _minutes(state, figures),
        _filing(state),
        _acceptance(state, figures),
        _payment(state, figures),
        _registration(state, figures),
    ]
    first = next((index for index, step in enumerate(steps) if not step.is_done), len(steps))
    return [step if index != first else replace(step, is_open=True) for index, step in enumerate(steps)]


def step(key: str, state: State, figures: Figures) -> Step:
    return next(found for found in path(state, figures) if found.key == key)


def founding_article(state: State, paragraph: int | None = None) -> str:
    return act(85, paragraph) if state.is_social else act(15, paragraph)


def assembly_decree(state: State) -> str:
    return decree(17) if state.is_social else decree(6)


def _promoters(state: State, figures: Figures) -> Step:
    if state.is_federation:
        return _federation_members(state, figures)
    article = founding_article(state, 1)
    reasons = []
    if state.promoters < figures.promoters:
        text = _("발기인이 %(least)s명 이상 있어야 합니다. 지금은 %(now)s명입니다.")
        reasons.append(Reason(text % {"least": figures.promoters, "now": state.promoters}, article))
    says = _("함께 시작할 발기인을 %(least)s명 이상 모읍니다.") % {"least": figures.promoters}
    return Step("promoters", _("발기인"), says, article, None, not reasons, reasons)


def _federation_members(state: State, figures: Figures) -> Step:
    """Of a federation co-operatives are the promoters: social ones of a social federation."""
    article = act(114) if state.is_social else act(71)
    words = {"kind": _("사회적협동조합") if state.is_social else _("협동조합"), "least": figures.promoters}
    reasons = []
    if state.promoters - len(state.strangers) < figures.promoters:
        text = _("%(kind)s %(least)s곳 이상이 발기인이어야 합니다. 지금은 %(now)s곳입니다.")
        reasons.append(Reason(text % {**words, "now": state.promoters - len(state.strangers)}, article))
    if state.strangers:
        text = _("연합회의 발기인은 %(kind)s이어야 합니다. 다시 살펴볼 곳: %(names)s.")
        reasons.append(Reason(text % {**words, "names": ", ".join(state.strangers)}, article))
    says = _("함께할 %(kind)s을 %(least)s곳 이상 모읍니다.") % words
    return Step("promoters", _("발기인"), says, article, None, not reasons, reasons)


def _articles(state: State) -> Step:
    article = act(86) if state.is_social else act(16)
    reasons = reasons_against_name(
        state.name, is_social=state.is_social, is_federation=state.is_federation, is_taken=state.is_name_taken
    )
    if not state.has_purpose:
        reasons.append(Reason(_("정관에 적을 목적을 써 주세요."), article))
    says = _("이름, 목적, 1좌 금액, 임원 수처럼 정관에 들어갈 것을 정합니다.")
    return Step("articles", _("정관"), says, article, None, not reasons, reasons)


def _consents(state: State, figures: Figures) -> Step:
    article = founding_article(state, 2)
    reasons = [] if state.consents else [Reason(_("설립동의서를 낸 사람이 아직 없습니다."), article)]
    if state.consents and len(state.consents) < figures.promoters:
        reasons.append(
            Reason(
                _("설립동의자가 %(least)s명 이상이어야 합니다. 지금은 %(now)s명입니다.")
                % {"least": figures.promoters, "now": len(state.consents)},
                article,
            )
        )
    if state.is_social and not state.is_federation and state.consents:
        reasons += _against_kinds(state, figures)
    if state.is_medical:
        reasons += reasons_against_medical(state.consents, figures)
    says = _("함께할 조합원에게 설립동의서와 출자 약속을 받습니다. 손으로 쓴 것도, 화면에서 낸 것도 똑같이 셉니다.")
    return Step("consents", _("설립동의서"), says, article, None, not reasons, reasons)


def _against_kinds(state: State, figures: Figures) -> list[Reason]:
    kinds = {row.stakeholder for row in state.consents}
    if len(kinds) >= figures.kinds:
        return []
    text = _("사회적협동조합의 설립동의자는 조합원 유형이 %(least)s가지 이상이어야 합니다. 지금은 %(now)s가지입니다.")
    return [Reason(text % {"least": figures.kinds, "now": len(kinds)}, decree(19, 1, item="2"))]


def _notice(state: State, figures: Figures) -> Step:
    article = assembly_decree(state)
    reasons = []
    if state.noticed_on is None:
        text = _("창립총회를 열기 %(days)s일 전까지 총회를 공고해야 합니다.") % {"days": figures.notice_days}
        reasons.append(Reason(text, article))
    elif state.held_on is not None and (state.held_on - state.noticed_on).days < figures.notice_days:
        text = _("공고한 날부터 창립총회까지 %(days)s일이 되지 않습니다. 총회를 %(day)s이나 그 뒤로 미루어 주세요.")
        day = state.noticed_on + timedelta(days=figures.notice_days)
        reasons.append(Reason(text % {"days": figures.notice_days, "day": seoul_date(day)}, article))
    due = state.held_on - timedelta(days=figures.notice_days) if state.held_on else None
    says = _("언제 어디서 무엇을 정하는지 %(days)s일 전에 널리 알립니다.") % {"days": figures.notice_days}
    return Step("notice", _("창립총회 공고"), says, article, state.noticed_on, not reasons, reasons, due)


def _assembly(state: State) -> Step:
    article = founding_article(state, 2 if state.is_social else None)
    reasons = []
    if state.is_passed is None:
        reasons.append(
            Reason(
                _("창립총회에서 설립을 의결해야 합니다. 동의자 과반수가 나오고 그 3분의 2 이상이 찬성해야 합니다."),
                article,
            )
        )
    elif not state.is_passed:
        reasons.append(Reason(_("창립총회에서 설립이 부결되었습니다. 다시 공고하고 총회를 열어 주세요."), article))
    if state.is_passed and not state.officers >= {"chair"}:
        reasons.append(
            Reason(
                _("창립총회에서 이사장을 뽑아야 합니다."), f"{act(92)}, {act(34, 1)}" if state.is_social else act(34, 1)
            )
        )
    reasons += reasons_against_founding_holdings({row.name: row.shares for row in state.consents}, state.cap)
    says = _("정관과 사업계획, 임원을 창립총회에서 정합니다.")
    return Step(
        "assembly", _("창립총회"), says, article, state.held_on if state.is_passed else None, not reasons, reasons
    )


def _minutes(state: State, figures: Figures) -> Step:
    article = assembly_decree(state)
    reasons = []
    if not state.is_closed:
        reasons.append(Reason(_("총회를 마쳐야 의사록에 서명할 수 있습니다."), article))
    if not state.is_signed_by_chair:
        reasons.append(Reason(_("의장이 의사록에 서명해야 합니다."), article))
    if state.signatures < figures.signers:
        text = _("총회에서 뽑은 %(least)s명 이상이 의사록에 서명해야 합니다. 지금은 %(now)s명입니다.")
        reasons.append(Reason(text % {"least": figures.signers, "now": state.signatures}, article))
    says = _("의사록을 만들고 의장과 %(least)s명 이상이 서명합니다.") % {"least": figures.signers}
    return Step("minutes", _("의사록"), says, article, None, not reasons, reasons)


def _filing(state: State) -> Step:
    if state.is_social:
        title, says = _("설립인가 신청"), _("주사업을 맡은 중앙행정기관에 설립인가를 신청합니다.")
        article = act(85, 1)
    else:
        title, says, article = _("설립신고"), _("도지사에게 설립을 신고합니다."), act(15, 1)
    reasons = [] if state.filed_on else [Reason(_("서류를 낸 날을 적어 주세요."), article)]
    return Step("filing", title, says, article, state.filed_on, not reasons, reasons)


def deemed_on(filed_on: date, figures: Figures) -> date:
    """The day on which silence becomes a yes."""
    return filed_on + timedelta(days=figures.reply_days + 1)


def _acceptance(state: State, figures: Figures) -> Step:
    article = act(85, 5) if state.is_social else act(15, 3)
    title = _("설립인가") if state.is_social else _("신고 수리")
    due = deemed_on(state.filed_on, figures) if state.filed_on else None
    reasons = []
    if state.accepted_on is None:
        text = _("답을 기다립니다. %(days)s일 안에 답이 없으면 그다음 날 받아들인 것으로 봅니다.")
        reasons.append(Reason(text % {"days": figures.reply_days}, article))
    says = _("답을 받은 날과 번호를 적습니다. 동의한 사람들이 조합원이 되고 약속한 출자가 청약이 됩니다.")
    return Step("acceptance", title, says, article, state.accepted_on, not reasons, reasons, due)


def reasons_against_deeming(state: State, figures: Figures) -> list[Reason]:
    if state.filed_on is not None and state.on < deemed_on(state.filed_on, figures):
        text = _("아직 답을 기다려야 합니다. %(day)s부터 받아들인 것으로 볼 수 있습니다.")
        article = act(85, 5) if state.is_social else act(15, 3)
        return [Reason(text % {"day": seoul_date(deemed_on(state.filed_on, figures))}, article)]
    return []


def _payment(state: State, figures: Figures) -> Step:
    article = act(18)
    reasons = []
    if state.accepted_on is None or state.subscribed_won == 0:
        reasons.append(Reason(_("신고나 인가 뒤에 출자금을 받습니다."), article))
    elif state.paid_won < state.subscribed_won:
        left = f"{state.subscribed_won - state.paid_won:,}"
        text = _("청약한 출자금 가운데 %(left)s원이 아직 들어오지 않았습니다. 받거나 청약을 취소해 주세요.")
        reasons.append(Reason(text % {"left": left}, article))
    if state.is_medical and state.accepted_on:
        reasons += reasons_against_medical_capital(state.paid_won, figures)
    says = _("조합원이 약속한 출자금을 냅니다. 현물도 값을 매겨 받을 수 있습니다.")
    return Step("payment", _("출자금 납입"), says, article, state.last_paid_on, not reasons, reasons)


def registration_due(state: State, figures: Figures) -> date | None:
    begins = state.accepted_on if state.is_social else state.last_paid_on
    return begins + timedelta(days=figures.register_days) if begins else None


def _registration(state: State, figures: Figures) -> Step:
    article = act(106) if state.is_social else act(61)
    reasons = list(reasons_against_founding_holdings(state.holdings, state.cap)) if state.holdings else []
    due = registration_due(state, figures)
    if state.registered_on is None:
        begins = _("인가받은 날") if state.is_social else _("출자금을 다 받은 날")
        text = _("%(begins)s부터 %(days)s일 안에 주된 사무소가 있는 곳의 등기소에 등기해야 합니다.")
        reasons.append(Reason(text % {"begins": begins, "days": figures.register_days}, article))
        if due is not None and state.on > due:
            late = _(
                "등기할 날인 %(day)s이 지났습니다. 과태료를 물거나 인가가 취소될 수 있습니다. 곧바로 등기해 주세요."
            )
            reasons.append(
                Reason(late % {"day": seoul_date(due)}, act(112, 1, item="5") if state.is_social else act(119))
            )
    says = _("등기를 마치면 조합이 태어납니다. 사업자등록은 그 뒤에 세무서에 신청합니다.")
    return Step("registration", _("설립등기"), says, article, state.registered_on, not reasons, reasons, due)
