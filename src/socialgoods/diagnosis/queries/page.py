"""One organisation's diagnosis as its page, its sheet and its scores read it: stored figures, named and in order."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django.db import models
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from socialgoods.analysis.definitions import COST, DIMENSIONS, EARNED, SUPPORT
from socialgoods.analysis.scoring.instrument import Indicator, Instrument, Item
from socialgoods.diagnosis.models import Assessment, AssessmentState, Diagnosis, Purpose, View
from socialgoods.diagnosis.queries.instrument import found_or_none
from socialgoods.diagnosis.rules.readings import BESIDE, READINGS, Reading
from socialgoods.kernel.formats import percent, won_words
from socialgoods.registry import codes
from socialgoods.registry.models import AnnualReport, Organization, ReportState
from socialgoods.registry.models.report import Evidence

CAUSES = {
    "sales_private": gettext_lazy("민간 판매"), "sales_public": gettext_lazy("공공 판매"),
    "sales_social_economy": gettext_lazy("사회적경제 조직 판매"), "other_income": gettext_lazy("기타 영업수입"),
    "cost_of_goods": gettext_lazy("매출원가"), "labour_cost": gettext_lazy("인건비"),
    "other_cost": gettext_lazy("기타 운영비"),
}  # fmt: skip
COLUMNS = ("self_reliance_ratio", "support_dependence", "cover", "labour_cover")
"""Readings that are columns of the stored row; the others stand in its detail."""


@dataclass(frozen=True)
class Advice:
    """One change that would raise a score."""

    dimension: str
    name: str
    text: str
    is_item: bool
    now: float
    then: float
    rise: float


@dataclass(frozen=True)
class Score:
    dimension: str
    name: str
    value: float | None
    middle: float | None
    peers: str
    count: int | None
    percentile: float | None
    advice: list[Advice]


@dataclass(frozen=True)
class Account:
    """A figure of a report, with the report it comes from."""

    name: str
    value: Any
    is_won: bool = True
    is_sum: bool = False
    places: int = 0


@dataclass(frozen=True)
class Part:
    """An answer or an indicator below a score."""

    code: str
    text: str
    points: float
    share: float
    answer: int | None = None
    scale: int | None = None
    reading: Reading | None = None
    value: str = ""
    accounts: tuple[Account, ...] = ()

    @property
    def is_item(self) -> bool:
        return self.reading is None

    @property
    def contribution(self) -> float:
        return self.points * self.share


@dataclass
class Page:
    organization: Organization
    row: Diagnosis
    all_rows: list[Diagnosis]

    @property
    def readings(self) -> dict[str, Any]:
        return self.row.detail.get("readings", {})

    def reading(self, name: str) -> float | None:
        return getattr(self.row, name) if name in COLUMNS else self.readings.get(name)

    @property
    def is_known(self) -> bool:
        return self.row.self_reliance_ratio is not None

    @cached_property
    def by_year(self) -> list[Diagnosis]:
        return sorted(self.all_rows, key=lambda row: row.year)

    @cached_property
    def ratio_chart(self) -> dict[str, Any]:
        points = [[row.year, row.self_reliance_ratio] for row in self.by_year]
        return {
            "unit": "share",
            "series": [{"name": _("자립도"), "points": points}],
            "target": {"value": 1.0, "label": _("자립 기준")},
        }

    @cached_property
    def advice(self) -> list[Advice]:
        names, parts = codes.dimensions(), self.parts_named
        found = []
        for dimension, item, now, then, rise in self.row.detail.get("advice", []):
            text, is_item = parts.get(item, (item, True))
            found.append(Advice(dimension, names[dimension], text, is_item, now, then, rise))
        return found

    @property
    def best_advice(self) -> list[Advice]:
        """The two changes that would raise any score most."""
        return sorted(self.advice, key=lambda each: -each.rise)[:2]

    @cached_property
    def scores(self) -> list[Score]:
        names, said = codes.dimensions(), self.row.detail.get("scores", {})
        found = []
        for dimension in DIMENSIONS:
            here = said.get(dimension, {})
            advice = [each for each in self.advice if each.dimension == dimension]
            found.append(
                Score(
                    dimension, names[dimension], getattr(self.row, dimension), here.get("middle"),
                    peers_words(here, self.readings), here.get("count"), here.get("percentile"), advice,
                )
            )  # fmt: skip
        return found

    @cached_property
    def score_chart(self) -> dict[str, Any]:
        rows = [{"label": score.name, "value": score.value, "mark": score.middle} for score in self.scores]
        return {"unit": "points", "max": 100, "rows": rows, "mark_label": _("비슷한 곳의 가운데")}

    @cached_property
    def known_scores(self) -> list[Score]:
        return [score for score in self.scores if score.value is not None]

    @cached_property
    def instrument(self) -> Instrument | None:
        found = found_or_none(self.row.instrument)
        return found if isinstance(found, Instrument) else None

    @cached_property
    def asked(self) -> dict[str, Item | Indicator]:
        found = self.instrument
        if found is None:
            return {}
        return {**{item.code: item for item in found.items}, **{each.code: each for each in found.indicators}}

    @cached_property
    def parts_named(self) -> dict[str, tuple[str, bool]]:
        """Text of each item and indicator, and whether it is a question."""
        english = (get_language() or "ko").startswith("en")
        return {
            code: (part.en if english else part.ko, not hasattr(part, "reading")) for code, part in self.asked.items()
        }

    @cached_property
    def score_years(self) -> list[tuple[Diagnosis, list[float | None], bool]]:
        """Years with a score, oldest first; whether other questions were asked than the year before."""
        found: list[tuple[Diagnosis, list[float | None], bool]] = []
        for row in self.by_year:
            values = [getattr(row, dimension) for dimension in DIMENSIONS]
            if any(value is not None for value in values):
                before = found[-1][0].instrument if found else row.instrument
                found.append((row, values, row.instrument != before))
        return found

    @property
    def asked_differently(self) -> bool:
        return any(differs for *_rest, differs in self.score_years)

    @cached_property
    def causes(self) -> list[tuple[str, float]]:
        causes = self.row.detail.get("causes") or {}
        found = [(str(label), causes[name]) for name, label in CAUSES.items() if causes.get(name)]
        return sorted(found, key=lambda pair: -abs(pair[1]))

    @property
    def change(self) -> float | None:
        return (self.row.detail.get("causes") or {}).get("change")

    @cached_property
    def cause_chart(self) -> dict[str, Any]:
        return {"unit": "share", "rows": [{"label": label, "value": value} for label, value in self.causes]}

    @cached_property
    def report(self) -> AnnualReport | None:
        """The confirmed report that the year's figures rest on."""
        rows = AnnualReport.objects.filter(
            organization=self.organization, fiscal_year=self.row.year, state=ReportState.CONFIRMED
        )
        return rows.first()

    @cached_property
    def evidence(self) -> str:
        grade = self.readings.get("evidence")
        return str(Evidence(grade).label) if grade in Evidence.values else ""

    @cached_property
    def assessment(self) -> Assessment | None:
        """The final one, whose answers count."""
        rows = Assessment.objects.filter(
            organization=self.organization, year=self.row.year, purpose=Purpose.COUNTY, view=View.OWN
        )
        return rows.filter(state=AssessmentState.FINAL).first()

    @cached_property
    def other_readings(self) -> list[tuple[Reading, str]]:
        return [(READINGS[name], self.said(name)) for name in BESIDE]

    def said(self, name: str) -> str:
        value = self.reading(name)
        if READINGS[name].is_won:
            return won_words(None if value is None else round(value))
        return percent(value)

    @cached_property
    def accounts(self) -> list[Account]:
        """The report's accounts under their sums E, S and C."""
        groups = ((_("자체 수입"), "earned", EARNED), (_("지원금"), "support", SUPPORT), (_("운영비"), "cost", COST))
        found: list[Account] = []
        for name, total, parts in groups:
            found.append(Account(name, self.readings.get(total), is_sum=True))
            found += self.accounts_of(parts)
        return found

    def accounts_of(self, names: tuple[str, ...]) -> list[Account]:
        report = self.report
        found = []
        for name in names:
            field = cast("models.Field[Any, Any]", AnnualReport._meta.get_field(name))
            kind = field.get_internal_type()
            value = getattr(report, name) if report else None
            places = 1 if kind == "DecimalField" else 0
            found.append(Account(str(field.verbose_name), value, kind == "BigIntegerField", places=places))
        return found

    def parts(self, dimension: str) -> list[Part]:
        answers = self.assessment.scores() if self.assessment else {}
        found = []
        for code, points, share, _up in self.row.detail.get("parts", {}).get(dimension, []):
            text, is_item = self.parts_named.get(code, (code, True))
            part = self.asked.get(code)
            if is_item:
                scale = getattr(part, "scale", None)
                found.append(Part(code, text, points, share, answer=answers.get(code), scale=scale))
            else:
                name = part.reading  # type: ignore[union-attr]
                reading, accounts = READINGS[name], tuple(self.accounts_of(READINGS[name].accounts))
                found.append(Part(code, text, points, share, reading=reading, value=self.said(name), accounts=accounts))
        return sorted(found, key=lambda part: (part.is_item, -part.share, part.code))


def peers_words(said: dict[str, Any], readings: dict[str, Any]) -> str:
    group = said.get("peers")
    if not group:
        return ""
    if group == "kind and size":
        kind = codes.kinds().get(readings.get("kind") or "", "")
        if not readings.get("size"):
            return _("근로자 수를 모르는 %(kind)s") % {"kind": kind}
        return _("유급 근로자 %(size)s명인 %(kind)s") % {"size": readings.get("size"), "kind": kind}
    if group == "sector":
        return _("%(sector)s 분야") % {"sector": codes.sectors().get(readings.get("sector") or "", "")}
    return _("모든 조직")
