"""From the lines of a standard income statement, or of a bankbook, to the columns of the annual report. Pure.

`workings` says how each column comes about, part by part; `columns` are only their sums, so that what an auditor is shown is
what was computed.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socialgoods.registry.rules.report import gross_up_parts

FILE = Path(__file__).parent.parent / "data" / "standard_income_statement.toml"

Part = tuple[str, int]
"""What is added, or taken away, and how much."""

COLUMNS = (
    "sales_private",
    "sales_public",
    "sales_commissioned",
    "sales_social_economy",
    "other_income",
    "dues",
    "subsidy_national",
    "subsidy_province",
    "subsidy_county",
    "donations",
    "capital_grant",
    "cost_of_goods",
    "labour_cost",
    "other_cost",
    "depreciation",
    "interest",
)
"""The money columns a statement or a bankbook speaks of; what it leaves open is not known."""


@dataclass(frozen=True)
class Line:
    key: str
    code: str
    name: str
    name_en: str
    into: str
    also: tuple[str, ...] = ()
    is_rare: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.also)

    @property
    def label(self) -> str:
        return _in_language(self.name, self.name_en)


@dataclass(frozen=True)
class Group:
    name: str
    name_en: str
    lines: tuple[Line, ...]
    total: Line | None
    rest: str

    @property
    def label(self) -> str:
        return _in_language(self.name, self.name_en)


def _in_language(korean: str, english: str) -> str:
    return english if (get_language() or "ko").startswith("en") else korean


@dataclass(frozen=True)
class Statement:
    version: str
    form: str
    codes_verified: bool
    groups: tuple[Group, ...]

    @property
    def lines(self) -> Iterator[Line]:
        for group in self.groups:
            yield from (group.total, *group.lines) if group.total else group.lines


@cache
def standard() -> Statement:
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    groups = tuple(_group(row) for row in table["group"])
    return Statement(table["version"], table["form"], table["codes_verified"], groups)


def _group(row: dict[str, Any]) -> Group:
    total = _line(row["total"], "") if "total" in row else None
    return Group(
        row["name"], row["en"], tuple(_line(line, row["into"]) for line in row["lines"]), total, row.get("rest", "")
    )


def _line(row: dict[str, Any], into: str) -> Line:
    also = tuple(row.get("also", ()))
    return Line(row["key"], row["code"], row["name"], row["en"], row.get("into", into), also, row.get("rare", False))


@dataclass(frozen=True)
class Split:
    """What the statement does not tell: who bought, who gave, and which wages stand inside the cost of goods."""

    sales_public: int | None = None
    sales_commissioned: int | None = None
    sales_social_economy: int | None = None
    labour_in_cost: int | None = None
    subsidy_province: int | None = None
    subsidy_county: int | None = None
    wages_netted: int | None = None

    @classmethod
    def of(cls, values: Mapping[str, int | None]) -> "Split":
        return cls(**{field.name: values.get(field.name) for field in fields(cls)})


def left_over(group: Group, lines: Mapping[str, int]) -> int | None:
    """What a group's total holds beyond its lines; None without a total."""
    if group.total is None or lines.get(group.total.key) is None:
        return None
    return lines[group.total.key] - sum(lines.get(line.key) or 0 for line in group.lines)


def _filled(lines: Mapping[str, int]) -> dict[str, list[Part]]:
    """By target: the lines that were filled in, and what totals hold beyond them."""
    found: dict[str, list[Part]] = defaultdict(list)
    for group in standard().groups:
        known = [(line, lines[line.key]) for line in group.lines if lines.get(line.key) is not None]
        for line, amount in known:
            found[line.into].append((line.label, amount))
        rest = left_over(group, lines)
        if rest or (rest is not None and not known):
            found[group.rest].append((_("%(group)s에서 따로 적지 않은 줄") % {"group": group.label}, rest))
    return found


def workings(lines: Mapping[str, int], split: Split) -> dict[str, list[Part]]:
    """How each column comes about. A column that no line speaks of is absent: not known."""
    found = _filled(lines)
    if split.labour_in_cost and found["cost_of_goods"]:
        name = _("매출원가에 든 인건비(노무비)")
        found["cost_of_goods"].append((name, -split.labour_in_cost))
        found["labour_cost"].append((name, split.labour_in_cost))
    if split.wages_netted:
        found["labour_cost"] += gross_up_parts(split.wages_netted)
        found["subsidies"] += gross_up_parts(split.wages_netted)
    rows: dict[str, list[Part]] = {
        **_shared_out(found["sales"], "sales_private", split, ("sales_public", "sales_social_economy"), _("매출 합계")),
        **_shared_out(
            found["subsidies"], "subsidy_national", split, ("subsidy_province", "subsidy_county"), _("보조금 합계")
        ),
        "other_income": found["other_income"],
        "donations": found["donations"],
        "cost_of_goods": found["cost_of_goods"],
        "labour_cost": found["labour_cost"],
        "other_cost": found["other_cost"] + found["depreciation"] + found["interest"],
        "depreciation": found["depreciation"],
        "interest": found["interest"],
    }
    if found["sales"] and split.sales_commissioned is not None:
        rows["sales_commissioned"] = [(_("공공 판매 가운데 위탁"), split.sales_commissioned)]
    if lines.get("dues_income") is not None:
        rows["dues"] = [(_("회비수익"), lines["dues_income"])]
    return {name: parts for name, parts in rows.items() if parts}


def _shared_out(
    parts: list[Part], rest: str, split: Split, names: tuple[str, str], title: str
) -> dict[str, list[Part]]:
    """The named shares as told, and what they leave over; a share nobody told stays not known and in the rest."""
    if not parts:
        return {}
    told = {name: amount for name in names if (amount := getattr(split, name)) is not None}
    labels = {
        "sales_public": _("공공 판매"),
        "sales_social_economy": _("사회적경제 조직 판매"),
        "subsidy_province": _("도비"),
        "subsidy_county": _("군비"),
    }
    whole = parts if not told else [(title, sum(amount for _name, amount in parts))]
    shares = {name: [(labels[name], amount)] for name, amount in told.items()}
    return {rest: [*whole, *((labels[name], -amount) for name, amount in told.items() if amount)], **shares}


def columns(lines: Mapping[str, int], split: Split) -> dict[str, int | None]:
    sums = {name: sum(amount for _name, amount in parts) for name, parts in workings(lines, split).items()}
    return {name: sums.get(name) for name in COLUMNS}


def reasons_against(lines: Mapping[str, int], split: Split) -> dict[str, str]:
    """By field: parts may not be more than their whole, and cost is never below nothing."""
    reasons = {}
    for group in standard().groups:
        if group.total and (left_over(group, lines) or 0) < 0:
            reasons[f"line_{group.total.key}"] = _(
                "줄을 더한 금액이 합계보다 큽니다. 합계나 줄을 서류와 맞춰 주세요. 합계는 비워 두어도 됩니다."
            )
    found = {name: sum(amount for _name, amount in parts) for name, parts in _filled(lines).items()}
    public, social = split.sales_public or 0, split.sales_social_economy or 0
    if public + social > max(0, found.get("sales", 0)):
        reasons["sales_public"] = _("공공과 사회적경제 판매를 더한 금액이 매출보다 큽니다. 나눈 금액을 확인해 주세요.")
    if (split.sales_commissioned or 0) > public:
        reasons["sales_commissioned"] = _("위탁은 공공 판매의 일부입니다. 공공 판매보다 클 수 없습니다.")
    if (split.labour_in_cost or 0) > max(0, found.get("cost_of_goods", 0)):
        reasons["labour_in_cost"] = _("매출원가보다 큽니다. 매출원가에 들어 있는 인건비만 적어 주세요.")
    given = found.get("subsidies", 0) + (split.wages_netted or 0)
    if (split.subsidy_province or 0) + (split.subsidy_county or 0) > given:
        reasons["subsidy_province"] = _("도비와 군비를 더한 금액이 보조금보다 큽니다. 나눈 금액을 확인해 주세요.")
    for column, line in (("cost_of_goods", "line_cost_of_sales"), ("labour_cost", "line_wages")):
        if found.get(column, 0) < 0:
            reasons[line] = _("쓴 돈의 합계가 0보다 작습니다. 부호를 확인해 주세요.")
    return reasons


CASH_LINES = ("sold", "received", "materials", "wages", "others")
"""The five lines of a bankbook: sales money in; support in; materials, people and other money out."""


def cash_columns(lines: Mapping[str, int | None]) -> dict[str, int | None]:
    """A small community's year: sales count as private, support as the county's. What was paid out is gross by nature."""
    known = {
        "sales_private": lines.get("sold"),
        "subsidy_county": lines.get("received"),
        "cost_of_goods": lines.get("materials"),
        "labour_cost": lines.get("wages"),
        "other_cost": lines.get("others"),
    }
    return {name: known.get(name) for name in COLUMNS}
