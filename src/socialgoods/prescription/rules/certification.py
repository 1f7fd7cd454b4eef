"""How near an organisation stands to a certification, as far as its reports say. Hints: the authority decides on more than this."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from socialgoods.kernel.formats import percent


@dataclass(frozen=True)
class Books:
    """Of the latest confirmed report; None is not known."""

    year: int | None = None
    earned: int | None = None
    labour: int | None = None
    workers: int | None = None
    vulnerable: int | None = None
    members: int | None = None


@dataclass(frozen=True)
class Test:
    label: str
    passed: bool | None
    """None: not known."""
    said: str
    source: str
    is_verified: bool


@dataclass(frozen=True)
class Rule:
    """A dated figure as of the day."""

    value: Fraction | int
    source: str
    is_verified: bool


def _ratio(part: int | None, whole: int | None) -> Fraction | None:
    return None if part is None or not whole else Fraction(part, whole)


def social_enterprise(
    books: Books, *, legal_form: str, forms: Collection[str], forms_source: str, revenue: Rule, vulnerable: Rule
) -> list[Test]:
    cover = _ratio(books.earned, books.labour)
    share = _ratio(books.vulnerable, books.workers)
    return [
        Test(
            _("정해진 조직 형태"), (legal_form in forms) if legal_form else None,
            _("등록부의 법적 형태를 보았습니다."), forms_source, True,
        ),
        Test(
            _("유급 근로자 한 명 이상"), None if books.workers is None else books.workers >= 1,
            _("%(year)s년 보고의 유급 근로자는 %(count)s명입니다.") % {"year": books.year, "count": books.workers}
            if books.workers is not None else _("보고에 유급 근로자 수가 없습니다."),
            "사회적기업 육성법 제8조제1항제2호", True,
        ),
        Test(
            _("영업 수입이 인건비의 %(share)s 이상") % {"share": percent(revenue.value, 0)},
            None if cover is None else cover >= revenue.value,
            _("%(year)s년 보고에서는 %(share)s입니다. 심사는 신청 전 여섯 달을 봅니다.") % {"year": books.year, "share": percent(cover)}
            if cover is not None else _("보고에 영업 수입이나 인건비가 없습니다."),
            revenue.source, revenue.is_verified,
        ),
        Test(
            _("일자리제공형이면 취약계층 근로자 %(share)s 이상") % {"share": percent(vulnerable.value, 0)},
            None if share is None else share >= vulnerable.value,
            _("%(year)s년 보고에서는 %(share)s입니다. 다른 유형은 다른 기준을 봅니다.") % {"year": books.year, "share": percent(share)}
            if share is not None else _("보고에 취약계층 근로자 수가 없습니다. 다른 유형은 다른 기준을 봅니다."),
            vulnerable.source, vulnerable.is_verified,
        ),
    ]  # fmt: skip


def village_enterprise(
    books: Books, *, legal_form: str, unincorporated: Collection[str], legal: Rule, founders: Rule
) -> list[Test]:
    return [
        Test(
            _("법인"), (legal_form not in unincorporated) if legal_form else None, _("등록부의 법적 형태를 보았습니다."),
            legal.source, legal.is_verified,
        ),
        Test(
            _("출자한 주민 %(count)s명 이상") % {"count": founders.value},
            None if books.members is None else books.members >= founders.value,
            _("%(year)s년 보고의 조합원·회원은 %(count)s명입니다.") % {"year": books.year, "count": books.members}
            if books.members is not None else _("보고에 조합원·회원 수가 없습니다."),
            founders.source, founders.is_verified,
        ),
    ]  # fmt: skip
