"""What was learnt, as pages and other rooms read it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.analysis.definitions import DEFAULT
from socialgoods.kernel import freshness
from socialgoods.kernel.models import Freshness
from socialgoods.prescription.models import Evidence
from socialgoods.prescription.rules import evidence as rules
from socialgoods.prescription.rules.evidence import Estimate
from socialgoods.registry.models import Measure


def latest() -> Evidence | None:
    return Evidence.objects.order_by("-year").first()


def of_year(year: int) -> Evidence | None:
    return Evidence.objects.filter(year=year).first()


def years() -> list[int]:
    """Newest first."""
    return list(Evidence.objects.order_by("-year").values_list("year", flat=True))


def fresh(year: int) -> Freshness:
    return freshness.of(f"evidence:{year}")


@dataclass(frozen=True)
class Line:
    """One measure's evidence of a year. Fewer cases than a group may have are not shown, nor what they taught."""

    code: str
    name: str
    cases: int
    is_shown: bool
    estimate: Estimate | None
    expert: Estimate | None
    difference: Estimate | None
    """Beside look-alikes that got nothing."""
    pairs: int
    verdict: str
    from_cases: float
    needs: list[tuple[str, Estimate, int | None]]
    """(low, middle, high), the effect there, and how many cases."""
    helps_need: bool

    @property
    def sentence(self) -> str:
        return SENTENCES[self.verdict](self)

    @property
    def tone(self) -> str:
        return {rules.HELPS: "success", rules.HELPS_NOT: "danger"}.get(self.verdict, "neutral")

    @property
    def label(self) -> str:
        return {
            rules.HELPS: _("도움이 됩니다"),
            rules.HELPS_NOT: _("도움이 되지 않습니다"),
            rules.EARLY: _("아직 말하기 이릅니다"),
            rules.NOTHING: _("결과가 아직 없습니다"),
        }[self.verdict]


def points(value: float) -> str:
    return f"{100 * value:.1f}%p".replace("-", "−")


SENTENCES = {
    rules.HELPS: lambda line: (
        _(
            "도움이 됩니다. 지난 %(cases)s건에서 배우니, 받은 해의 자립도를 %(mean)s 높이는 것으로 보입니다. "
            "열에 아홉은 %(low)s에서 %(high)s 사이입니다."
        )
        % _words(line)
    ),
    rules.HELPS_NOT: lambda line: (
        _(
            "도움이 되지 않습니다. 지난 %(cases)s건에서 자립도를 눈에 띄게 높이지 못했습니다. 잘 보아도 한 해에 %(high)s입니다."
        )
        % _words(line)
    ),
    rules.EARLY: lambda line: (
        _(
            "아직 말하기 이릅니다. 결과를 본 것이 %(cases)s건이고, 열에 아홉은 %(low)s에서 %(high)s 사이여서 더 지켜보아야 합니다."
        )
        % _words(line)
        if line.is_shown
        else _("아직 말하기 이릅니다. 결과를 본 것이 다섯 건이 되지 않아 전문가의 짐작만 보여 드립니다.")
    ),
    rules.NOTHING: lambda line: _("결과가 아직 없습니다. 전문가의 짐작만 있습니다."),
}


def _words(line: Line) -> dict[str, Any]:
    found = line.estimate or Estimate(0.0, 0.0, 0.0)
    return {
        "cases": line.cases, "mean": points(found.mean), "low": points(found.low), "high": points(found.high),
    }  # fmt: skip


def lines(row: Evidence, *, sees_small: bool = False) -> list[Line]:
    """Of every measure that is on offer or was ever given, in order of names."""
    names = dict(Measure.objects.values_list("code", "name"))
    found = [
        line(row, code, names.get(code, code), sees_small=sees_small) for code in row.estimates.get("measures", {})
    ]
    return sorted(found, key=lambda each: (each.name, each.code))


def line(row: Evidence, code: str, name: str, *, sees_small: bool = False) -> Line:
    found, alike = row.estimates["measures"][code], row.checks.get("look_alikes", {}).get(code, {})
    least = DEFAULT.smallest_group
    cases, pairs = found["cases"], alike.get("pairs", 0)
    is_shown = bool(cases) and (cases >= least or sees_small)
    expert = found.get("expert")
    estimate = rules.interval(found["base"], found["base_sd"])
    from_cases = rules.share_from_cases(found["base_sd"], expert["base_sd"] if expert else None)
    return Line(
        code=code,
        name=name,
        cases=cases,
        is_shown=is_shown,
        estimate=estimate if is_shown else None,
        expert=rules.interval(expert["base"], expert["base_sd"]) if expert else None,
        difference=_difference(alike) if pairs >= least or (sees_small and pairs) else None,
        pairs=pairs,
        verdict=rules.verdict(cases=cases, low=estimate.low, high=estimate.high, from_cases=from_cases),
        from_cases=from_cases,
        needs=_needs(found, sees_small) if is_shown else [],
        helps_need=is_shown and rules.helps_need(found),
    )


def _difference(alike: dict[str, Any]) -> Estimate | None:
    if alike.get("difference") is None or alike.get("error") is None:
        return None
    return rules.interval(alike["difference"], alike["error"])


def _needs(found: dict[str, Any], sees_small: bool) -> list[tuple[str, Estimate, int | None]]:
    counts = found.get("by_need") or [0, 0, 0]
    is_open = sees_small or all(count == 0 or count >= DEFAULT.smallest_group for count in counts)
    return [
        (name, rules.at_need(found, need), count if is_open else None)
        for (name, need), count in zip(rules.NEEDS, counts, strict=True)
    ]


def history(code: str, *, sees_small: bool = False) -> list[tuple[int, Line]]:
    """Oldest first: how the estimate moved as reports came in."""
    rows = [row for row in Evidence.objects.order_by("year") if code in row.estimates.get("measures", {})]
    return [(row.year, line(row, code, code, sees_small=sees_small)) for row in rows]
