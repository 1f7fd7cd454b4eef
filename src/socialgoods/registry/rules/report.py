"""What a report is asked before it is handed in. Questions ask; they do not block. Pure: columns in, questions out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.kernel.formats import number, won_words
from socialgoods.registry.rules.accounts import accounts

Values = Mapping[str, Any]

JUMP = 3
"""A figure more than this many times last year's, or less than one part of it, is asked about."""
WATCHED_FROM = {
    "sales_private": 10_000_000,
    "sales_public": 10_000_000,
    "sales_social_economy": 10_000_000,
    "other_income": 10_000_000,
    "cost_of_goods": 10_000_000,
    "labour_cost": 10_000_000,
    "other_cost": 10_000_000,
    "workers_paid": 5,
    "members": 20,
}
"""Below this size a jump is ordinary for a small organisation."""
LOWEST_WAGE_A_YEAR = 1_000_000
SUBSIDIES = ("subsidy_national", "subsidy_province", "subsidy_county")


@dataclass(frozen=True)
class Question:
    code: str
    field: str
    text: str


@dataclass(frozen=True)
class Context:
    """What is known beside the columns."""

    names: Values
    last: Values | None = None
    legal_form: str = ""
    founded_year: int | None = None
    year: int | None = None
    is_cash: bool = False


def gross_up(booked: int | None, netted: int | None) -> int | None:
    """Wages that a subsidy paid are cost: what the book left out is added back."""
    return booked if booked is None or not netted else booked + netted


def gross_up_parts(netted: int) -> list[tuple[str, int]]:
    return [(_("지원금으로 주어 인건비에서 뺀 임금"), netted)]


def has_subsidised_wages(now: Values) -> bool:
    """Whether it must be asked how wages that a subsidy paid were booked."""
    return bool(now.get("labour_cost")) and (bool(now.get("workers_subsidised")) or _subsidies(now) > 0)


def _subsidies(now: Values) -> int:
    return sum(now.get(name) or 0 for name in SUBSIDIES)


def questions(now: Values, context: Context) -> list[Question]:
    return [
        *_about_workers(now),
        *_about_sums(now),
        *_about_parts(now),
        *_about_people(now, context),
        *_jumps(now, context),
    ]


def _about_workers(now: Values) -> Iterator[Question]:
    labour, workers = now.get("labour_cost") or 0, now.get("workers_paid") or 0
    subsidised = now.get("workers_subsidised") or 0
    if labour > 0 and not workers:
        yield Question("labour_without_workers", "workers_paid", _("인건비가 있는데 유급 근로자가 없습니다. 맞나요?"))
    if workers and not labour:
        yield Question("workers_without_labour", "labour_cost", _("유급 근로자가 있는데 인건비가 없습니다. 맞나요?"))
    if workers and 0 < labour < LOWEST_WAGE_A_YEAR * workers:
        text = _("한 사람 인건비가 한 해 100만 원이 안 됩니다. 금액의 단위가 맞나요?")
        yield Question("low_wages", "labour_cost", text)
    if subsidised and not _subsidies(now):
        text = _("인건비 지원을 받는 근로자가 있는데 보조금이 없습니다. 맞나요?")
        yield Question("subsidised_without_subsidy", "subsidy_national", text)
    if workers and _subsidies(now) and now.get("workers_subsidised") == 0:
        text = _("보조금을 받았는데 인건비 지원을 받는 근로자가 없습니다. 인건비 말고 다른 데 쓰는 보조금인가요?")
        yield Question("subsidy_without_subsidised", "workers_subsidised", text)
    for name, code in (("workers_vulnerable", "vulnerable"), ("workers_subsidised", "subsidised")):
        if (now.get(name) or 0) > workers:
            labels = {"vulnerable": _("취약계층 근로자"), "subsidised": _("인건비 지원을 받는 근로자")}
            text = _("‘%(name)s’ 수가 유급 근로자보다 많습니다. 맞나요?") % {"name": labels[code]}
            yield Question(f"more_{code}_than_workers", name, text)
    if (now.get("workers_fte") or 0) > workers:
        text = _("상근으로 환산한 수가 유급 근로자보다 많습니다. 맞나요?")
        yield Question("more_fte_than_workers", "workers_fte", text)


def _about_sums(now: Values) -> Iterator[Question]:
    sums = accounts(now)
    if not sums.cost and (sums.earned or 0) > 0:
        yield Question("no_cost", "other_cost", _("수입이 있는데 쓴 돈이 없습니다. 맞나요?"))
    if not sums.earned and (sums.cost or 0) > 0:
        yield Question("no_income", "sales_private", _("쓴 돈이 있는데 판매와 수입이 없습니다. 맞나요?"))
    if sums.earned == 0 and sums.cost == 0:
        yield Question(
            "nothing_at_all",
            "sales_private",
            _("한 해 동안 들어온 돈도 쓴 돈도 없었나요? 쉬고 있었다면 그렇게 적어 주세요."),
        )
    for name in ("sales_private", "sales_public", "sales_social_economy", "other_income"):
        if (now.get(name) or 0) < 0:
            yield Question(f"negative_{name}", name, _("받은 돈이 0보다 작습니다. 환불이 판매보다 많았나요?"))


def _about_parts(now: Values) -> Iterator[Question]:
    """A part that is more than its whole."""
    other, purchases = now.get("other_cost") or 0, (now.get("cost_of_goods") or 0) + (now.get("other_cost") or 0)
    if (now.get("dues") or 0) > (now.get("other_income") or 0):
        text = _("회비는 기타 영업수입의 일부인데 더 큽니다. 맞나요?")
        yield Question("dues_above_other_income", "dues", text)
    if (now.get("depreciation") or 0) + (now.get("interest") or 0) > other:
        text = _("감가상각비와 이자는 기타 운영비의 일부인데 더 큽니다. 맞나요?")
        yield Question("parts_above_other_cost", "other_cost", text)
    if (now.get("local_purchases") or 0) > purchases:
        text = _("지역 안에서 산 금액이 물건과 운영에 쓴 돈보다 큽니다. 맞나요?")
        yield Question("local_purchases_above_cost", "local_purchases", text)
    if (now.get("local_wages") or 0) > (now.get("labour_cost") or 0):
        text = _("지역 주민에게 준 임금이 인건비보다 큽니다. 맞나요?")
        yield Question("local_wages_above_labour", "local_wages", text)


def _about_people(now: Values, context: Context) -> Iterator[Question]:
    members = now.get("members")
    if (
        "cooperative" in context.legal_form
        and "federation" not in context.legal_form
        and members is not None
        and members < 5
    ):
        text = _(
            "협동조합인데 조합원이 5명보다 적습니다(협동조합기본법 제15조는 다섯 명부터 세울 수 있게 합니다). 맞나요?"
        )
        yield Question("few_members", "members", text)
    if (now.get("member_capital") or 0) > 0 and members == 0:
        yield Question("capital_without_members", "members", _("출자금이 있는데 조합원·회원이 없습니다. 맞나요?"))
    if context.founded_year and context.year and context.year < context.founded_year:
        text = _("등록부에는 %(founded)s년에 세운 것으로 되어 있는데 %(year)s년을 보고합니다. 맞나요?")
        yield Question("before_founding", "note", text % {"founded": context.founded_year, "year": context.year})
    if not context.is_cash and (now.get("sales_private") or 0) > 0 and now.get("sales_public") is None:
        text = _("누구에게 팔았는지 나누지 않아 모두 민간 판매로 셉니다. 맞나요?")
        yield Question("sales_not_split", "sales_public", text)


def _jumps(now: Values, context: Context) -> Iterator[Question]:
    for name, size in WATCHED_FROM.items():
        this, before = now.get(name), (context.last or {}).get(name)
        if this is None or before is None or max(this, before) < size:
            continue
        if this > JUMP * before or before > JUMP * this:
            said = number if name in {"workers_paid", "members"} else won_words
            text = _("‘%(field)s’: 작년 %(before)s, 올해 %(now)s로 세 배 넘게 다릅니다. 맞나요?") % {
                "field": context.names.get(name, name),
                "before": said(before),
                "now": said(this),
            }
            yield Question(f"jump_{name}", name, text)


NEEDED = ("sales_private", "cost_of_goods", "labour_cost", "other_cost", "workers_paid")
"""What a report must say before it is handed in. An amount of nothing is a 0, which is not the same as empty."""


@dataclass(frozen=True)
class Handing:
    """How the report is handed in."""

    names: Values
    year_is_over: bool = True
    by_advisor: bool = False
    read_back: bool = False


def reasons_against_submitting(now: Values, handing: Handing) -> list[Question]:
    """Each with the field it leads to. An empty list means yes."""
    found = [
        Question(
            "empty",
            name,
            _("‘%(field)s’ 칸이 비어 있습니다. 없으면 0을 적어 주세요.") % {"field": handing.names.get(name, name)},
        )
        for name in NEEDED
        if now.get(name) is None
    ]
    if has_subsidised_wages(now) and not now.get("wages_booked"):
        text = _("지원금으로 준 임금을 인건비에 어떻게 적었는지 골라 주세요.")
        found.append(Question("wages", "wages_booked", text))
    if not now.get("evidence"):
        found.append(Question("evidence", "evidence", _("무엇을 보고 적었는지 골라 주세요.")))
    if not handing.year_is_over:
        text = _("이 회계연도는 아직 끝나지 않았습니다. 끝난 뒤에 낼 수 있고, 적은 것은 그대로 남습니다.")
        found.append(Question("year", "note", text))
    if handing.by_advisor and not handing.read_back:
        text = _("대신 적은 보고는 조직에 읽어 드린 날을 적어야 낼 수 있습니다.")
        found.append(Question("read_back", "read_back_on", text))
    return found
