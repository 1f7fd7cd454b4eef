"""One prescription as its page and its letter tell it: what, why, for how much, what is expected, what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socialgoods.kernel.formats import percent
from socialgoods.prescription.models import Amendment, Choice, Offer, Outcome, Prescription
from socialgoods.registry.models import Measure
from socialgoods.support.queries import case
from socialgoods.support.queries.case import CaseState


@dataclass(frozen=True)
class Told:
    row: Prescription

    @cached_property
    def offer(self) -> Offer | None:
        return Offer.objects.in_year(self.row.year).filter(measure=self.row.measure_id).first()

    @property
    def number(self) -> str:
        """As it stands on paper."""
        return f"{self.row.year}-{self.row.pk:04d}"

    @property
    def summary(self) -> str:
        if self.offer is None:
            return ""
        in_english = (get_language() or "ko").startswith("en") and self.offer.summary_en
        return self.offer.summary_en if in_english else self.offer.summary

    @cached_property
    def choice(self) -> Choice | None:
        rows = Choice.objects.filter(variant=self.row.round.laid_id, organization=self.row.organization_id)
        return rows.select_related("runner_up", "measure").first()

    @property
    def runner_up(self) -> Measure | None:
        """Where the measure stands as it was proposed."""
        same = self.choice is not None and self.choice.measure_id == self.row.measure_id
        return self.choice.runner_up if same and self.choice else None

    @cached_property
    def amendment(self) -> Amendment | None:
        rows = Amendment.objects.filter(sitting__round=self.row.round_id, organization=self.row.organization_id)
        return rows.select_related("before").first()

    @cached_property
    def became(self) -> CaseState | None:
        return case.of_origins([self.row.origin]).get(self.row.origin)

    @cached_property
    def outcome(self) -> Outcome | None:
        return Outcome.objects.filter(prescription=self.row).first()

    @property
    def expected(self) -> str:
        """The gain and its 5–95 % interval in plain words; nothing where nobody computed it."""
        row = self.row
        if row.gain is None:
            return ""
        laid = row.round.laid
        is_level = laid is not None and laid.setup.get("objective") == "level"
        words = {
            "until": row.round.until, "gain": _points(row.gain), "low": _points(row.gain_low), "high": _points(row.gain_high),
        }  # fmt: skip
        if not any(_points_seen(value) for value in (row.gain, row.gain_low, row.gain_high)):
            return _("%(until)s년까지 자립할 가능성은 거의 달라지지 않을 것으로 봅니다.") % words
        first = (
            _("%(until)s년의 자립도가 %(gain)s 높아질 것으로 봅니다.")
            if is_level
            else _("%(until)s년에 자립할 가능성이 %(gain)s 높아질 것으로 봅니다.")
        )
        said = [first % words]
        if row.gain_low is not None and row.gain_high is not None:
            said.append(_("확실하지는 않습니다. 열에 아홉은 %(low)s에서 %(high)s 사이에 듭니다.") % words)
            if row.gain_low < 0:
                said.append(_("도움이 되지 않을 수도 있습니다."))
        return " ".join(said)

    @property
    def outcome_words(self) -> list[str]:
        """What the report says; no more is claimed than was seen."""
        found = self.outcome
        if found is None:
            return []
        words = {"year": found.year, "before": percent(found.ratio_before), "after": percent(found.ratio_after)}
        said = [_("%(year)s년 자립도는 %(after)s입니다. 한 해 전에는 %(before)s이었습니다.") % words]
        if found.rise_alike is not None and found.ratio_before is not None and found.ratio_after is not None:
            rise = found.ratio_after - found.ratio_before
            said.append(
                _(
                    "이 조직의 자립도는 %(rise)s 달라졌고, "
                    "한 해 전 자립도가 비슷했지만 지원받지 않은 %(count)s곳은 평균 %(alike)s 달라졌습니다."
                )
                % {
                    "rise": _points(rise, sign=True),
                    "count": found.alike,
                    "alike": _points(found.rise_alike, sign=True),
                }
            )
            said.append(_("한 조직의 일이어서, 이 차이가 지원 때문이라고 말할 수는 없습니다."))
        return said


def told_of(rows: Sequence[Prescription]) -> list[Told]:
    """Of many, ready to be told in letters: three queries, however many."""
    offers = {
        (row.measure_id, year): row
        for year in {row.year for row in rows}
        for row in Offer.objects.in_year(year).filter(measure__in={row.measure_id for row in rows})
    }
    whose = {row.organization_id for row in rows}
    choices = Choice.objects.filter(variant__in={row.round.laid_id for row in rows}, organization__in=whose)
    chosen: dict[tuple[int | None, int], Choice] = {
        (row.variant_id, row.organization_id): row for row in choices.select_related("runner_up", "measure")
    }
    amendments = Amendment.objects.filter(sitting__round__in={row.round_id for row in rows}, organization__in=whose)
    amended = {
        (row.sitting.round_id, row.organization_id): row for row in amendments.select_related("sitting", "before")
    }
    found = []
    for row in rows:
        told = Told(row)
        told.__dict__["offer"] = offers.get((row.measure_id, row.year))
        told.__dict__["choice"] = chosen.get((row.round.laid_id, row.organization_id))
        told.__dict__["amendment"] = amended.get((row.round_id, row.organization_id))
        found.append(told)
    return found


def _points_seen(value: float | None) -> bool:
    """Not nought in the tenths of a point in which it is said."""
    return value is not None and abs(value) >= 0.0005


def _points(value: float | None, *, sign: bool = False) -> str:
    if value is None:
        return percent(None)
    return f"{'+' if sign and value > 0 else ''}{percent(value)}p"
