"""A round as the committee left it, for tests of what comes after."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from factories import NOON, MeasureFactory, OrganizationFactory
from socialgoods.prescription.models import (
    Amendment,
    Choice,
    Offer,
    Prescription,
    Round,
    RoundState,
    Sitting,
    Variant,
    YearBudget,
)
from socialgoods.registry.models import Measure, Organization

LAST_DAY = date(2018, 3, 16)


def offer(code: str = "design", *, mode: str = "service", cost: int = 6_000_000, **more: Any) -> Offer:
    measure = Measure.objects.filter(code=code).first() or MeasureFactory(
        code=code, name=more.pop("name", f"지원 {code}")
    )
    found = measure.offers.first()
    if found is not None:
        return found
    usual = {"dimension": "product", "sources": "county", "effect_mean": 0.05, "effect_sd": 0.03, "from_year": 2014}
    return Offer.objects.create(measure=measure, unit_cost=cost, mode=mode, **usual | more)


def round_of(
    *lines: tuple[Organization, Offer, int], year: int = 2018, budget: int = 100_000_000, at: datetime = NOON,
    amendments: Iterable[tuple[Organization, Offer | None, int]] = (), **more: Any,
) -> Round:  # fmt: skip
    """Decided, with these lines in the laid variant: (organisation, offer, won); and what the committee decided otherwise."""
    YearBudget.objects.get_or_create(year=year, source="county", defaults={"amount": budget})
    number = Round.objects.filter(year=year).count() + 1
    found = Round.objects.create(year=year, number=number, until=2025, opened_at=at)
    offers = {line[1].measure.code: line[1] for line in lines}
    variant = Variant.objects.create(
        round=found, number=1, title="추천", created_at=at, computed_at=at, setup={"budgets": {"county": budget}, "pins": []},
        result={
            "measures": [
                {"code": code, "name": row.measure.name, "mode": row.mode, "places": row.capacity, "kinds": row.kinds,
                 "ways": [{"label": "county", "won": {"county": row.unit_cost}}]}
                for code, row in offers.items()
            ],
            "money": [{"source": "county", "free": budget}],
        },
    )  # fmt: skip
    Choice.objects.bulk_create(
        Choice(
            variant=variant, organization=organization, measure=row.measure, source="county", amount=won, gain=0.08, gain_low=0.01,
            gain_high=0.15, reason="상품·서비스 점수가 40점입니다.",
        )
        for organization, row, won in lines
    )  # fmt: skip
    sitting = Sitting.objects.create(round=found, committee="위원회", held_on=date(2018, 3, 1), recorded_at=at)
    for organization, row, won in amendments:
        Amendment.objects.create(
            sitting=sitting, organization=organization, measure=row.measure if row else None, source="county" if row else "",
            amount=won, reason="급한 순서",
        )  # fmt: skip
    Round.objects.filter(pk=found.pk).update(state=RoundState.DECIDED, laid=variant, laid_at=at, decided_at=at, **more)
    found.refresh_from_db()
    return found


def sent(organization: Organization | None = None, *, mode: str = "service", **more: Any) -> Prescription:
    """One prescription, sent at noon."""
    from socialgoods.prescription.actions.send import send

    organization = organization or OrganizationFactory(residence="inside")
    found = round_of((organization, offer(mode=mode, **more), 6_000_000), answer_by=LAST_DAY)
    send(round=found, by=None, at=NOON)
    return Prescription.objects.select_related("organization", "measure").get(round=found)
