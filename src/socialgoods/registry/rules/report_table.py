"""A report laid out to be read: groups of columns, last year beside, and what the definition makes of them. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.registry.rules.accounts import accounts

MONEY, COUNT, DECIMAL = "won", "count", "decimal"


@dataclass(frozen=True)
class Row:
    name: str
    label: str
    now: Any
    before: Any
    kind: str = MONEY
    is_part: bool = False
    """Already counted in the row above it."""


@dataclass(frozen=True)
class Group:
    title: str
    rows: list[Row]
    total: Row | None = None


EARNED = ("sales_private", "sales_public", "+sales_commissioned", "sales_social_economy", "other_income", "+dues")
SUPPORT = ("subsidy_national", "subsidy_province", "subsidy_county", "donations")
COST = ("cost_of_goods", "labour_cost", "other_cost", "+depreciation", "+interest")
PEOPLE = ("workers_paid", "+workers_vulnerable", "+workers_subsidised", "workers_fte", "members", "volunteer_hours")
LOCAL = ("member_capital", "capital_grant", "local_purchases", "local_wages")
KINDS = {name.lstrip("+"): COUNT for name in PEOPLE} | {"workers_fte": DECIMAL}


def groups(now: Mapping[str, Any], last: Mapping[str, Any] | None, names: Mapping[str, str]) -> Iterator[Group]:
    """A column that is known in neither year is left out, but for those every report must say."""
    this, before = accounts(now), accounts(last) if last else None
    for title, columns, label, total in (
        (_("판매와 수입"), EARNED, _("자체 수입"), "earned"),
        (_("받은 지원"), SUPPORT, _("받은 지원 합계"), "support"),
        (_("쓴 돈"), COST, _("운영비"), "cost"),
        (_("사람"), PEOPLE, "", ""),
        (_("그 밖에"), LOCAL, "", ""),
    ):
        rows = [row for row in _rows(columns, now, last, names) if row.now is not None or row.before is not None]
        sum_row = Row(total, label, getattr(this, total), getattr(before, total, None)) if total else None
        if rows or sum_row:
            yield Group(title, rows, sum_row)


def _rows(
    columns: tuple[str, ...], now: Mapping[str, Any], last: Mapping[str, Any] | None, names: Mapping[str, str]
) -> Iterator[Row]:
    for marked in columns:
        name = marked.lstrip("+")
        before = last.get(name) if last else None
        yield Row(name, names.get(name, name), now.get(name), before, KINDS.get(name, MONEY), marked.startswith("+"))
