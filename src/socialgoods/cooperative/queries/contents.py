"""The articles of association, article by article, by what the Act wants in them (§16, §86). Our own words, filled from the variables."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.cooperative import assembly_parameters as parameters
from socialgoods.cooperative.models import Articles, Cooperative
from socialgoods.cooperative.queries import demand
from socialgoods.cooperative.queries.register import cap_of
from socialgoods.cooperative.rules.business import required
from socialgoods.kernel.formats import won_words

Chapter = tuple[str, list[str]]


@dataclass(frozen=True)
class Of:
    row: Cooperative
    articles: Articles
    cap: int

    def said(self, name: str) -> str:
        """As these articles say it; older ones keep the words of their day."""
        return self.articles.more.get(name) or getattr(self.row, name)


Lines = list[tuple[str, str]]
"""Title and sentence."""


def chapters(cooperative: Cooperative, articles: Articles, on: date) -> list[Chapter]:
    of = Of(cooperative, articles, cap_of(cooperative, on).percent)
    parts = [
        (_("제1장 총칙"), _of_itself(of)),
        (_("제2장 조합원"), _of_members(of)),
        (_("제3장 출자"), _of_shares(of)),
        (_("제4장 총회"), _of_assemblies(of)),
        (_("제5장 임원과 이사회"), _of_officers(of)),
        (_("제6장 사업"), _of_business(of)),
        (_("제7장 회계"), _of_accounts(of)),
        (_("제8장 해산"), _of_the_end(of)),
    ]
    found, number = [], 0
    for heading, lines in parts:
        said = []
        for title, text in lines:
            number += 1
            said.append(_("제%(number)s조(%(title)s) %(text)s") % {"number": number, "title": title, "text": text})
        found.append((heading, said))
    return found


def _of_itself(of: Of) -> Lines:
    office = of.said("office") or _("(정할 곳)")
    named = _("이 연합회는 ‘%(name)s’라 한다.") if of.row.is_federation else _("이 조합은 ‘%(name)s’이라 한다.")
    return [
        (_("명칭"), named % {"name": of.said("name")}),
        (
            _("목적"),
            _("이 조합은 다음을 목적으로 한다: %(purpose)s") % {"purpose": of.said("purpose") or _("(정할 것)")},
        ),
        (_("주된 사무소"), _("주된 사무소는 %(office)s에 둔다.") % {"office": office}),
        (_("공고"), _("알릴 일은 주된 사무소의 게시판과 조합의 누리집에 알린다. 필요하면 조합원에게 따로 알린다.")),
    ]


def _of_members(of: Of) -> Lines:
    kinds = _("조합의 목적에 뜻을 같이하는 개인과 단체는 조합원이 될 수 있다.")
    if of.row.is_federation:
        kinds = _("목적이 같은 협동조합은 회원이 될 수 있다.")
    elif of.row.is_social:
        kinds = _("조합원은 생산자, 소비자, 직원, 자원봉사자, 후원자로서 둘 이상의 유형이 함께한다.")
    days = of.articles.withdrawal_notice_days
    leave = (
        _("탈퇴하려는 조합원은 %(days)s일 전에 알린다.") % {"days": days}
        if days
        else _("조합원은 언제든 알리고 탈퇴할 수 있다.")
    )
    back = (
        _("탈퇴하거나 제명된 조합원은 낸 출자금의 환급을 다음 회계연도부터 청구할 수 있다.")
        if of.row.is_social
        else _(
            "탈퇴하거나 제명된 조합원은 그 회계연도 말의 자산과 부채로 계산한 지분의 환급을 다음 회계연도부터 청구할 수 있다."
        )
    )
    return [
        (_("조합원의 자격"), kinds),
        (_("가입"), _("가입을 신청하고 출자금을 낸 때부터 조합원이 된다. 정당한 까닭 없이 가입을 거절하지 않는다.")),
        (_("권리와 의무"), _("조합원은 사업을 이용하고, 총회에서 의결하고, 임원을 뽑고 될 수 있다. 출자하고 정관과 의결을 지킨다.")),
        (_("탈퇴"), leave + " " + _("사망하거나 해산하거나 자격을 잃으면 당연히 탈퇴한다.")),
        (_("제명"), _("제명은 총회에서 출석한 조합원 3분의 2 이상의 찬성으로 한다. 10일 전까지 까닭을 알리고 말할 기회를 준다.")),
        (_("환급"), back + " " + _("2년 동안 청구하지 않으면 청구권은 없어지고, 조합에 진 빚을 다 갚을 때까지 환급을 미룰 수 있다.")),
    ]  # fmt: skip


def _of_shares(of: Of) -> Lines:
    price = won_words(of.articles.share_price_won)
    pay = _("출자금은 이사장이 알린 날까지 돈이나 현물로 낸다. 나누어 낼 수 있으며, 현물은 값을 매겨 받는다.")
    return [
        (_("출자 1좌의 금액"), _("출자 1좌의 금액은 균일하게 %(won)s으로 한다.") % {"won": price}),
        (_("납입"), pay),
        (
            _("출자좌수"),
            _("조합원은 %(least)s좌 이상 출자한다. 한 조합원의 출자좌수는 총출자좌수의 100분의 %(cap)s을 넘지 못한다.")
            % {"least": of.articles.least_shares, "cap": of.cap}
            + (" " + _("특수관계인의 출자좌는 함께 센다.") if of.articles.more.get("related_together") else ""),
        ),
        (_("출자금의 성격"), _("출자금은 담보로 쓸 수 없고 조합에 진 빚과 상계하지 않는다. 조합원의 책임은 낸 출자금까지이다.")),
        (_("양도"), _("조합원의 지위와 출자좌는 총회의 의결을 얻어 다른 사람에게 넘길 수 있다.")),
    ]  # fmt: skip


def _of_assemblies(of: Of) -> Lines:
    vote = _("조합원은 출자좌수에 관계없이 하나의 의결권과 선거권을 가진다.")
    if of.row.is_federation:
        vote = _("회원의 의결권과 선거권은 정관으로 정한 기준에 따라 다르게 할 수 있다.")
        vote += _votes_said(of.articles.more.get("votes") or {})
    since = max(of.articles.starts_on, parameters.IN_FORCE)
    numbers = {
        "part": (demand.said(of.articles, "demanded_by") or parameters.DEMANDED_BY.since(since)).value,
        "days": (demand.said(of.articles, "demand_days") or parameters.DEMAND_DAYS.since(since)).value,
    }
    asked = _("조합원 %(part)s분의 1 이상이 까닭을 적어 요구하면 이사장은 %(days)s일 안에 총회를 소집한다.")
    lines = [
        (_("총회"), _("총회는 조합원으로 이룬다. 정기총회는 해마다 한 번, 임시총회는 필요할 때 이사장이 소집한다.")),
        (
            _("소집"),
            _("총회는 %(days)s일 전까지 목적, 안건, 날짜와 장소를 정하여 알린다.") % {"days": of.articles.notice_days},
        ),
        (
            _("의결"),
            _("총회는 조합원 과반수의 출석과 출석한 조합원 과반수의 찬성으로 의결한다. "
            "정관의 변경, 합병, 분할, 해산, 휴업, 제명처럼 법이 정한 것은 출석한 조합원 3분의 2 이상의 찬성으로 의결한다."),
        ),
        (_("소집의 요구"), asked % numbers),
        (_("의결권"), vote),
        (_("대리인"), _("조합원은 다른 조합원이나 함께 사는 가족을 대리인으로 하여 의결할 수 있다. "
                "대리인은 한 사람만 대리하며 서면으로 증명한다.")),
        (_("의사록"), _("총회의 의사록은 의장과 총회에서 뽑은 조합원 3명 이상이 서명한다.")),
    ]  # fmt: skip
    if of.articles.has_delegates:
        lines.append(
            (
                _("대의원총회"),
                _(
                    "조합원이 200명을 넘으면 총회를 갈음하는 대의원총회를 둔다. "
                    "대의원총회는 합병, 분할, 해산을 의결하지 못한다."
                ),
            )
        )
    ways = [
        (of.articles.allows_written_votes, _("서면")),
        (of.articles.allows_electronic_votes, _("전자적 방법")),
    ]
    allowed = [name for is_allowed, name in ways if is_allowed]
    if allowed:
        text = _("법이 허용하는 때에는 %(ways)s으로도 의결권을 행사할 수 있다.") % {"ways": ", ".join(allowed)}
        lines.append((_("의결의 방법"), text))
    return lines


def _votes_said(said: dict[str, Any]) -> str:
    """A federation's votes as the articles weigh them (§75, §115②)."""
    bands = [
        _("%(least)s좌 이상 %(votes)s표") % {"least": f"{least:,}", "votes": votes}
        for least, votes in said.get("by_shares", [])
    ]
    each = [
        _("%(number)s번 %(votes)s표") % {"number": number, "votes": votes}
        for number, votes in said.get("by_member", {}).items()
    ]
    if not bands and not each:
        return ""
    what = _("회원마다 한 표를 가지되, 회원 번호에 따라 %(votes)s로 한다.")
    if bands:
        what = _("회원마다 한 표를 가지되, 출자좌수에 따라 %(votes)s로 한다.")
    return " " + what % {"votes": ", ".join(bands or each)}


def _of_officers(of: Of) -> Lines:
    board = _(
        "이사회는 이사장과 이사로 이루고, 구성원 과반수의 출석과 출석한 사람 과반수의 찬성으로 의결한다. "
        "업무의 집행과 총회에 올릴 안건을 정한다."
    )
    if not of.articles.has_board:
        board = _("조합원이 10명보다 적은 동안 이사회를 두지 않고 그 일을 총회에서 한다.")
    size = _("이사장을 포함한 이사 %(directors)s명 이상, 감사 %(auditors)s명 이상을 총회에서 뽑는다.")
    return [
        (_("임원"), size % {"directors": of.articles.directors_least, "auditors": of.articles.auditors_least}),
        (
            _("임기"),
            _("임원의 임기는 %(years)s년으로 한다. 이사장은 두 번까지 연임할 수 있다.")
            % {"years": of.articles.term_years},
        ),
        (_("직무"), _("이사장은 조합을 대표한다. 감사는 업무와 회계를 감사하여 총회에 보고한다.")),
        (_("겸직"), _("이사장은 다른 조합의 이사장이 될 수 없고, 감사는 이사나 직원이 될 수 없다.")),
        (_("해임"), _("조합원 5분의 1 이상의 동의로 총회에 임원의 해임을 요구할 수 있다.")),
        (_("이사회"), board),
    ]


def _of_business(of: Of) -> Lines:
    lines = [
        (
            _("사업"),
            _("이 조합은 다음 사업을 한다: %(business)s.")
            % {"business": ", ".join([*of.articles.more.get("business", []), *required()])},
        )
    ]
    if of.row.is_social and not of.row.is_federation:
        text = _("주사업은 ‘%(kind)s’이며 전체 사업의 100분의 40 이상으로 한다.")
        lines.append((_("주사업"), text % {"kind": of.row.get_main_business_display() or _("(정할 것)")}))
    lines.append((_("하지 않는 사업"), _("금융업과 보험업은 하지 않는다.")))
    others = _("조합원이 이용하는 데 지장이 없으면 조합원이 아닌 사람도 사업을 이용할 수 있다.")
    if of.articles.loan_limit_won and of.row.is_social:
        others += " " + _("소액대출과 상호부조는 조합원만 이용한다.")
        text = _(
            "조합원에게 한 사람 %(won)s까지 소액대출을 할 수 있다. "
            "모두 합해 낸 출자금의 3분의 2를 넘지 못하고 연체이율은 %(rate)s%%로 한다."
        )
        words = {"won": won_words(of.articles.loan_limit_won), "rate": of.articles.loan_late_rate}
        lines.append((_("소액대출"), text % words))
    return [*lines, (_("조합원이 아닌 사람의 이용"), others)]


def _of_accounts(of: Of) -> Lines:
    rest = _("조합원에게 배당하지 않는다. 법정적립금을 쌓고 남은 잉여금은 임의적립금으로 쌓는다.")
    if not of.row.is_social:
        text = _(
            "적립하고 남은 잉여금은 배당할 수 있다. "
            "이용실적에 따른 몫을 100분의 %(percent)s 이상으로 하고, 출자금에 대한 몫은 낸 출자금의 100분의 10을 넘지 않는다."
        )
        rest = text % {"percent": of.articles.usage_dividend_percent}
    reserve = _(
        "잉여금의 100분의 %(percent)s 이상을 낸 출자금의 3배가 될 때까지 법정적립금으로 쌓는다. "
        "법정적립금은 손실을 메우거나 해산할 때만 쓴다."
    )
    month = of.articles.end_month
    year = (
        _("회계연도는 1월 1일부터 12월 31일까지로 한다.")
        if month == 12
        else _("회계연도는 %(month)s월 말에 끝난다.") % {"month": month}
    )
    return [
        (_("회계연도"), year),
        (_("적립금"), reserve % {"percent": of.articles.reserve_percent}),
        (_("잉여금"), rest),
        (_("손실금"), _("손실은 미처분이월금, 임의적립금, 법정적립금의 차례로 메우고 모자라면 다음 해로 넘긴다.")),
        (_("결산"), _("결산보고서는 정기총회 7일 전까지 감사에게 내고, 감사의 의견을 붙여 정기총회의 승인을 얻는다.")),
        (
            _("서류의 비치"),
            _("정관, 의사록, 조합원 명부와 회계장부를 주된 사무소에 두고 조합원과 채권자가 보고 베낄 수 있게 한다."),
        ),
    ]


def _of_the_end(of: Of) -> Lines:
    if of.row.is_social:
        residue = _(
            "빚을 갚고 남은 재산은 상급 연합회, 비슷한 목적의 사회적협동조합, 비영리법인·공익법인이나 국고에 귀속한다."
        )
    else:
        residue = _(
            "빚을 갚고 남은 재산은 총회가 정하는 바에 따라 조합원에게 낸 출자금에 따라 나누거나 다른 곳에 넘긴다."
        )
    return [
        (_("해산"), _("총회에서 출석한 조합원 3분의 2 이상이 찬성하거나, 합병, 분할, 파산한 때에 해산한다.")),
        (_("청산인"), _("해산하면 이사장이 청산인이 된다. 총회에서 다른 사람을 뽑을 수 있다.")),
        (_("남은 재산"), residue),
    ]
