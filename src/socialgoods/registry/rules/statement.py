"""From the lines of a standard income statement, or of a bankbook, to the columns of the annual report. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

FILE = Path(__file__).parent.parent / "data" / "standard_income_statement.toml"


@dataclass(frozen=True)
class Group:
    name: str
    into: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Statement:
    version: str
    groups: tuple[Group, ...]


@cache
def standard() -> Statement:
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    groups = tuple(
        Group(row["name"], row["into"], tuple((code, name) for code, name in row["lines"])) for row in table["group"]
    )
    return Statement(table["version"], groups)


@dataclass(frozen=True)
class Split:
    """What the statement does not tell: who bought, and who gave."""

    sales_public: int = 0
    sales_commissioned: int = 0
    sales_social_economy: int = 0
    subsidy_province: int = 0
    subsidy_county: int = 0


def totals(lines: Mapping[str, int]) -> dict[str, int]:
    """The sum of each column's lines; a column none of whose lines was filled in is absent: not known."""
    sums: dict[str, int] = {}
    for group in standard().groups:
        filled = [lines[code] for code, _name in group.lines if lines.get(code) is not None]
        if filled:
            sums[group.into] = sums.get(group.into, 0) + sum(filled)
    return sums


def reasons_against_split(lines: Mapping[str, int], split: Split) -> dict[str, str]:
    """By field: the parts may not be more than their whole."""
    sums, reasons = totals(lines), {}
    if split.sales_public + split.sales_social_economy > max(0, sums.get("sales", 0)):
        reasons["sales_public"] = _("공공과 사회적경제 판매를 더한 금액이 매출 합계보다 큽니다. 나눈 금액을 확인해 주세요.")
    if split.sales_commissioned > split.sales_public:
        reasons["sales_commissioned"] = _("위탁은 공공 판매의 일부입니다. 공공 판매보다 클 수 없습니다.")
    if split.subsidy_province + split.subsidy_county > sums.get("subsidies", 0):
        reasons["subsidy_province"] = _("도비와 군비를 더한 금액이 보조금 합계보다 큽니다. 나눈 금액을 확인해 주세요.")
    return reasons


def columns(lines: Mapping[str, int], split: Split) -> dict[str, int | None]:
    """What is not split is private, and national."""
    sums = totals(lines)
    sales, subsidies = sums.get("sales"), sums.get("subsidies")
    parts = [sums[name] for name in ("other_cost", "depreciation", "interest") if name in sums]
    return {
        "sales_private": None if sales is None else sales - split.sales_public - split.sales_social_economy,
        "sales_public": None if sales is None else split.sales_public,
        "sales_commissioned": None if sales is None else split.sales_commissioned,
        "sales_social_economy": None if sales is None else split.sales_social_economy,
        "other_income": sums.get("other_income"),
        "dues": lines.get("dues_income"),
        "subsidy_national": None if subsidies is None else subsidies - split.subsidy_province - split.subsidy_county,
        "subsidy_province": None if subsidies is None else split.subsidy_province,
        "subsidy_county": None if subsidies is None else split.subsidy_county,
        "donations": sums.get("donations"),
        "cost_of_goods": sums.get("cost_of_goods"),
        "labour_cost": sums.get("labour_cost"),
        "other_cost": sum(parts) if parts else None,
        "depreciation": sums.get("depreciation"),
        "interest": sums.get("interest"),
    }


CASH_LINES = ("sold", "received", "materials", "wages", "others")
"""The five lines of a bankbook: sales money in; support in; materials, people and other money out."""


def cash_columns(lines: Mapping[str, int | None]) -> dict[str, int | None]:
    """A small community's year: sales count as private and support as the county's, unless it says otherwise elsewhere."""
    return {
        "sales_private": lines.get("sold"),
        "subsidy_county": lines.get("received"),
        "cost_of_goods": lines.get("materials"),
        "labour_cost": lines.get("wages"),
        "other_cost": lines.get("others"),
    }
