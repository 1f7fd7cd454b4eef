"""The rounds that a newcomer finds: a small one that was decided and sent in March, and the year's division being prepared."""

from collections.abc import Sequence
from datetime import date, timedelta

from socialgoods.example.loop import committee
from socialgoods.example.loop.days import moment
from socialgoods.example.world import FINAL_YEAR
from socialgoods.people.models import User
from socialgoods.prescription.actions import committee as sitting
from socialgoods.prescription.actions import round as rounds
from socialgoods.prescription.models import Prescription, Round, Variant, VariantKind
from socialgoods.registry.models import Measure, Organization

EARLY_SHARE = {"county": 0.08, "province": 0.05, "national": 0.06, "fund": 0.1}
"""Of the year's money, what the first round of the spring divides."""
EARLY_PLACES = {"public_purchase": 4, "accounting": 8}
"""So that what costs little does not fill the whole of it."""
PINS_COST = 20_000_000
PINNED = (
    ("accounting", "지난해 결산에서 장부가 밀려 있어 먼저 돕기로 했습니다."),
    ("mentor", "자문위원이 찾아가 보니 함께 걸어 줄 선배 조직을 바라고 있었습니다."),
    ("design", "새 상품의 포장을 봄 장터에 맞추어 바꾸기로 했습니다."),
    ("pricing", "원가를 모르고 값을 정해 온 것을 방문에서 함께 확인했습니다."),
)  # fmt: skip
"""For those in the advisor's care, in order: the first of them is the organisation with an account."""
TAKEN_OUT = "같은 일을 하는 다른 사업의 지원을 먼저 받기로 하여 이번에는 뺍니다."


def decide_small(
    cared_for: Sequence[Organization], budgets: dict[str, int], *, seed: int, by: User, today: date
) -> Round:  # fmt: skip
    opened, sat = today - timedelta(days=15), today - timedelta(days=5)
    found = rounds.open_round(
        year=today.year, until=FINAL_YEAR, note="봄에 급한 곳을 먼저 돕는 작은 배정입니다.", by=by, at=moment(opened)
    )
    shares = {source: round(budgets[source] * share, -5) for source, share in EARLY_SHARE.items() if source in budgets}
    shares["county"] = max(shares.get("county", 0), PINS_COST)
    settings = {"budgets": {source: int(won) for source, won in shares.items()}, "capacities": EARLY_PLACES}
    variant = rounds.add_variant(round=found, title="봄 첫 안", settings=settings, by=by, at=moment(opened, 11))
    measures = {row.code: row for row in Measure.objects.filter(code__in=[code for code, _ in PINNED])}
    for organization, (code, why) in zip(cared_for, PINNED, strict=False):
        rounds.pin(
            variant=variant, organization=organization, measure=measures[code], choice="pinned", why=why, by=by,
            at=moment(opened, 14),
        )  # fmt: skip
    rounds.compute_variant(variant=variant, by=by, at=moment(opened, 15))
    pinned = {organization.pk for organization in cared_for[: len(PINNED)]}
    proposed = list(variant.choices.exclude(measure=None).exclude(organization__in=pinned).order_by("pk"))
    conflicts = [proposed[1].organization.code] if len(proposed) > 1 else []
    committee.sit(found, variant, seed=seed, conflicts=conflicts, by=by, on=sat, laid_on=sat - timedelta(days=6))
    if proposed:
        sitting.amend(
            round=found, organization=proposed[0].organization, measure=None, reason=TAKEN_OUT, by=by, at=moment(sat, 16)
        )  # fmt: skip
    committee.decide(found, by=by, on=sat, answer_by=today + timedelta(days=11))
    return found


def prepare_division(*, by: User, today: date) -> Variant:
    """The year's whole money: the platform's proposal, and beside it what the county would do by its habits."""
    opened = today - timedelta(days=4)
    found = rounds.open_round(year=today.year, until=FINAL_YEAR, by=by, at=moment(opened))
    recommended = rounds.add_variant(round=found, by=by, at=moment(opened, 11))
    practice = rounds.add_variant(round=found, kind=VariantKind.PRACTICE, by=by, at=moment(opened, 12))
    for variant in (recommended, practice):
        rounds.compute_variant(variant=variant, by=by, at=moment(opened, 14))
    return recommended


def sent_to(organizations: Sequence[Organization], round: Round) -> dict[int, Prescription]:
    """By organisation."""
    rows = Prescription.objects.filter(round=round, organization__in=organizations)
    return {row.organization_id: row for row in rows.select_related("organization", "measure")}
