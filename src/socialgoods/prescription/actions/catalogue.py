"""The county's catalogue: what is shipped, what officers add, change from a year on, and retire; and the year's money."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.people.models import User
from socialgoods.prescription.models import Offer, Round, RoundState, YearBudget
from socialgoods.registry.models import Measure

SHIPPED = Path(__file__).parents[1] / "data" / "measures-2018.toml"
CONTENT = (
    "summary", "summary_en", "dimension", "unit_cost", "capacity", "sources", "kinds", "own_share", "mode", "basis", "effect_mean",
    "effect_sd", "slope_mean", "slope_sd",
)  # fmt: skip
"""What an offer says; the rest is whose it is and when."""


class Refused(Exception):
    """Says why, ready to show."""


def shipped(path: Path = SHIPPED) -> tuple[int, list[dict[str, Any]]]:
    """The first year, and the fields of each offer with `code` and `name`."""
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return read["from_year"], [_fields(row) for row in read["measure"]]


def _fields(row: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in row.items() if name not in {"effect", "slope"}}
    slope = row.get("slope", (None, None))
    return plain | {
        "effect_mean": row["effect"][0], "effect_sd": row["effect"][1], "slope_mean": slope[0], "slope_sd": slope[1],
    }  # fmt: skip


@transaction.atomic
def load(*, at: datetime, by: User | None = None, from_year: int | None = None, places: float = 1) -> int:
    """The shipped measures that the county does not know yet, `places` times as many places. What is there is left alone.

    Returns how many were added; a second run adds none.
    """
    first, rows = shipped()
    known = set(Offer.objects.values_list("measure__code", flat=True))
    added = 0
    for row in rows:
        code, name = row.pop("code"), row.pop("name")
        if code in known:
            continue
        measure, _new = Measure.objects.get_or_create(code=code, defaults={"name": name})
        capacity = row.pop("capacity", None)
        Offer.objects.create(
            measure=measure,
            from_year=first if from_year is None else from_year,
            capacity=None if capacity is None else max(1, round(capacity * places)),
            **row,
        )
        added += 1
    if added:
        events.record("prescription.catalogue.loaded", None, by=by, at=at, measures=added, file=SHIPPED.name)
    return added


def last_decided_year() -> int | None:
    """The latest year of a decided or laid round: what it offered stays as it was."""
    rows = Round.objects.filter(state__in=[RoundState.DECIDED, RoundState.LAID])
    return rows.order_by("-year").values_list("year", flat=True).first()


@transaction.atomic
def add(*, code: str, name: str, from_year: int, content: Mapping[str, Any], by: User, at: datetime) -> Offer:
    """A new measure, or one that the register knows from the past, on offer from a year on."""
    measure, _new = Measure.objects.get_or_create(code=code, defaults={"name": name})
    if measure.offers.exists():
        raise Refused(_("‘%(code)s’은 이미 목록에 있습니다. 그 지원 수단의 내용을 고쳐 주세요.") % {"code": code})
    Measure.objects.filter(pk=measure.pk).update(is_in_use=True)
    try:
        with transaction.atomic():
            offer = Offer.objects.create(measure=measure, from_year=from_year, **content)
    except IntegrityError:
        raise Refused(_("그사이 다른 분이 같은 지원 수단을 더했습니다. 새로 고쳐 확인해 주세요.")) from None
    events.record("prescription.offer.added", offer, by=by, at=at, measure=code, from_year=from_year)
    return offer


@transaction.atomic
def change(
    *, offer: Offer, from_year: int, content: Mapping[str, Any], name: str = "", by: User, at: datetime
) -> Offer:
    """What the measure offers from a year on. Years before keep what they offered; a decided year is not changed."""
    measure = Measure.objects.select_for_update().get(pk=offer.measure_id)
    latest = measure.offers.latest("from_year")
    if latest.pk != offer.pk:
        raise Refused(_("그사이 다른 분이 이 지원 수단을 고쳤습니다. 새로 고쳐 지금의 내용을 확인해 주세요."))
    if from_year < latest.from_year:
        raise Refused(
            _("%(year)s년부터의 내용이 이미 있습니다. 그해나 그 뒤의 해를 골라 주세요.") % {"year": latest.from_year}
        )
    decided = last_decided_year()
    if decided is not None and from_year <= decided:
        raise Refused(
            _("%(year)s년까지는 배정을 결정했거나 위원회에 올려 두어 바꿀 수 없습니다. %(next)s년부터 바꿔 주세요.")
            % {"year": decided, "next": decided + 1}
        )
    before = {field: _plain(getattr(latest, field)) for field in CONTENT}
    if from_year > latest.from_year:
        Offer.objects.filter(pk=latest.pk).update(until_year=from_year - 1)
        now = Offer.objects.create(measure=measure, from_year=from_year, **content)
    else:
        Offer.objects.filter(pk=latest.pk).update(**content, until_year=None)
        now = Offer.objects.get(pk=latest.pk)
    if name and name != measure.name:
        Measure.objects.filter(pk=measure.pk).update(name=name)
    after = {field: _plain(getattr(now, field)) for field in CONTENT}
    changed = {field: [before[field], after[field]] for field in CONTENT if before[field] != after[field]}
    events.record("prescription.offer.changed", now, by=by, at=at, from_year=from_year, changed=changed)
    return now


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | float | str | list) else float(value)


@transaction.atomic
def retire(*, offer: Offer, until_year: int, by: User, at: datetime) -> None:
    """The year is the last one in which it is offered."""
    measure = Measure.objects.select_for_update().get(pk=offer.measure_id)
    latest = measure.offers.latest("from_year")
    decided = last_decided_year()
    if until_year < latest.from_year:
        raise Refused(_("%(year)s년보다 앞선 해에 끝낼 수 없습니다.") % {"year": latest.from_year})
    if decided is not None and until_year < decided:
        raise Refused(_("%(year)s년의 배정에 쓰였습니다. 그해나 그 뒤의 해까지로 정해 주세요.") % {"year": decided})
    Offer.objects.filter(pk=latest.pk).update(until_year=until_year)
    events.record("prescription.offer.retired", latest, by=by, at=at, until_year=until_year)


@transaction.atomic
def set_budgets(*, year: int, amounts: Mapping[str, int], by: User | None, at: datetime) -> int:
    """The year's money by source; a source that is not named keeps what it has. Returns how many rows changed.

    A decided round's budget is what its variant was computed from, so a later change reaches only rounds to come.
    """
    before = dict(YearBudget.objects.select_for_update().filter(year=year).values_list("source", "amount"))
    changed = {source: amount for source, amount in amounts.items() if before.get(source) != amount}
    for source, amount in changed.items():
        YearBudget.objects.update_or_create(year=year, source=source, defaults={"amount": amount})
    if changed:
        was = {source: before.get(source) for source in changed}
        events.record("prescription.budget.set", None, by=by, at=at, year=year, before=was, after=changed)
    return len(changed)
