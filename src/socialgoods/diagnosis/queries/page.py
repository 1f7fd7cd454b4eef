"""One organisation's diagnosis as its page, its sheet and its scores read it: stored figures, named and in order."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from socialgoods.analysis.definitions import DIMENSIONS
from socialgoods.diagnosis.models import Assessment, Diagnosis, Purpose, View
from socialgoods.diagnosis.queries.instrument import instrument_of
from socialgoods.registry import codes
from socialgoods.registry.models import AnnualReport, Organization, ReportState

ACCOUNTS = {
    "sales_private": gettext_lazy("민간 판매"), "sales_public": gettext_lazy("공공 판매"), "sales_social_economy": gettext_lazy("사회적경제 조직 판매"),
    "other_income": gettext_lazy("기타 영업수입"), "cost_of_goods": gettext_lazy("매출원가"), "labour_cost": gettext_lazy("인건비"), "other_cost": gettext_lazy("기타 운영비"),
}  # fmt: skip


@dataclass(frozen=True)
class Score:
    dimension: str
    name: str
    value: float | None
    middle: float | None
    peers: str
    count: int | None
    percentile: float | None
    advice: list["Advice"]


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
class Part:
    """An answer or an indicator below a score."""

    code: str
    text: str
    is_item: bool
    points: float
    share: float
    answer: int | None
    scale: int | None
    value: float | None

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

    @property
    def is_known(self) -> bool:
        return self.row.self_reliance_ratio is not None

    @cached_property
    def ratio_chart(self) -> dict[str, Any]:
        rows = sorted(self.all_rows, key=lambda row: row.year)
        points = [[row.year, row.self_reliance_ratio] for row in rows]
        return {
            "unit": "share",
            "series": [{"name": _("자립도"), "points": points}],
            "target": {"value": 1.0, "label": _("자립 기준")},
        }

    @cached_property
    def scores(self) -> list[Score]:
        names, said = codes.dimensions(), self.row.detail.get("scores", {})
        return [
            Score(
                name, names[name], getattr(self.row, name), said.get(name, {}).get("middle"), peers_words(said.get(name, {}), self.readings),
                said.get(name, {}).get("count"), said.get(name, {}).get("percentile"),
                [each for each in self.advice if each.dimension == name],
            )
            for name in DIMENSIONS
        ]  # fmt: skip

    @cached_property
    def score_chart(self) -> dict[str, Any]:
        rows = [{"label": score.name, "value": score.value, "mark": score.middle} for score in self.scores]
        return {"unit": "points", "max": 100, "rows": rows, "mark_label": _("비슷한 곳의 가운데")}

    @cached_property
    def known_scores(self) -> list[Score]:
        return [score for score in self.scores if score.value is not None]

    @cached_property
    def parts_named(self) -> dict[str, tuple[str, bool]]:
        """Text of each item and indicator, and whether it is a question."""
        if not self.row.instrument:
            return {}
        instrument, english = instrument_of(self.row.instrument), (get_language() or "ko").startswith("en")
        items = {item.code: (item.en if english else item.ko, True) for item in instrument.items}
        return items | {each.code: (each.en if english else each.ko, False) for each in instrument.indicators}

    @cached_property
    def advice(self) -> list[Advice]:
        names = codes.dimensions()
        return [
            Advice(dimension, names[dimension], *self.parts_named.get(item, (item, True)), now, then, rise)
            for dimension, item, now, then, rise in self.row.detail.get("advice", [])
        ]

    @property
    def best_advice(self) -> list[Advice]:
        """The two changes that would raise any score most."""
        return sorted(self.advice, key=lambda each: -each.rise)[:2]

    @cached_property
    def causes(self) -> list[tuple[str, float]]:
        causes = self.row.detail.get("causes") or {}
        found = [(str(label), causes[name]) for name, label in ACCOUNTS.items() if causes.get(name)]
        return sorted(found, key=lambda pair: -abs(pair[1]))

    @property
    def change(self) -> float | None:
        return (self.row.detail.get("causes") or {}).get("change")

    @cached_property
    def cause_chart(self) -> dict[str, Any]:
        return {"unit": "share", "rows": [{"label": label, "value": value} for label, value in self.causes]}

    @cached_property
    def report(self) -> AnnualReport | None:
        rows = AnnualReport.objects.filter(
            organization=self.organization, fiscal_year=self.row.year, state=ReportState.CONFIRMED
        )
        return rows.first()

    @cached_property
    def assessment(self) -> Assessment | None:
        rows = Assessment.objects.filter(
            organization=self.organization, year=self.row.year, purpose=Purpose.COUNTY, view=View.OWN
        )
        return rows.first()

    @cached_property
    def other_readings(self) -> list[tuple[str, str, float | None]]:
        row, readings = self.row, self.readings
        return [
            (_("인건비를 대는 정도"), _("자체 수입 ÷ 인건비"), row.labour_cover),
            (
                _("부가가치로 본 자립도"),
                _("(자체 수입 − 매출원가) ÷ (운영비 − 매출원가)"),
                readings.get("value_added_ratio"),
            ),
            (_("위탁을 뺀 자립도"), _("(자체 수입 − 공공 위탁) ÷ 운영비"), readings.get("ratio_without_commissions")),
            (
                _("무급 일까지 값을 친 자립도"),
                _("자체 수입 ÷ (운영비 + 자원봉사 시간 × 최저임금)"),
                readings.get("ratio_with_unpaid_work"),
            ),
            (_("지원까지 더한 충당률"), _("(자체 수입 + 지원) ÷ 운영비"), row.cover),
        ]

    def parts(self, dimension: str) -> list[Part]:
        answers = self.assessment.scores() if self.assessment else {}
        scales = (
            {item.code: item.scale for item in instrument_of(self.row.instrument).items} if self.row.instrument else {}
        )
        readings = {
            **self.readings,
            **{
                name: getattr(self.row, name)
                for name in ("self_reliance_ratio", "support_dependence", "cover", "labour_cover")
            },
        }
        asked = (
            {each.code: each.reading for each in instrument_of(self.row.instrument).indicators}
            if self.row.instrument
            else {}
        )
        found = []
        for code, points, share, _up in self.row.detail.get("parts", {}).get(dimension, []):
            text, is_item = self.parts_named.get(code, (code, True))
            found.append(
                Part(
                    code,
                    text,
                    is_item,
                    points,
                    share,
                    answers.get(code),
                    scales.get(code),
                    readings.get(asked.get(code, "")),
                )
            )
        return found


def peers_words(said: dict[str, Any], readings: dict[str, Any]) -> str:
    group = said.get("peers")
    if not group:
        return ""
    if group == "kind and size":
        kind = codes.kinds().get(readings.get("kind"), "")
        return _("유급 근로자 %(size)s명인 %(kind)s") % {"size": readings.get("size"), "kind": kind}
    if group == "sector":
        return _("%(sector)s 분야") % {"sector": codes.sectors().get(readings.get("sector"), "")}
    return _("모든 조직")
