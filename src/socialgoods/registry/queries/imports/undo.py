"""What undoing an import would do: what goes, what comes back, and what stays because somebody has built upon it."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from socialgoods.kernel.models import Event
from socialgoods.registry.models import (
    DueReminder,
    ImportBatch,
    Measure,
    Organization,
    RowChange,
    StatusPeriod,
    SupportGiven,
)
from socialgoods.registry.queries.imports import known
from socialgoods.registry.queries.related import pointing_at

GOES_ALONG = (StatusPeriod, DueReminder)
"""What hangs on an organisation and says nothing of its own."""
LOOKS = Q(name__endswith=".seen") | Q(name__endswith=".viewed") | Q(name__endswith=".reminded")
TOGETHER = (
    ("name", "name_key", "initials"),
    ("address", "address_index"),
    ("residence", "district_id"),
    ("lon", "lat"),
    ("founded_on", "founded_precision"),
    ("starts_on", "ends_on"),
)


@dataclass(frozen=True)
class Kept:
    """A record that stays as it is, and why."""

    table: str
    id: int
    label: str
    reasons: tuple[str, ...]


@dataclass
class Consequences:
    removed: dict[str, list[int]] = field(default_factory=dict)
    restored: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    taken_out: dict[str, list[int]] = field(default_factory=dict)
    """What the import added to records that stay."""
    kept: list[Kept] = field(default_factory=list)

    @property
    def removed_count(self) -> int:
        return sum(map(len, self.removed.values()))

    @property
    def restored_count(self) -> int:
        return len({key for key in self.restored if key[0] != StatusPeriod._meta.label_lower})

    @property
    def fingerprint(self) -> str:
        said = [
            sorted((table, sorted(ids)) for table, ids in self.removed.items()),
            sorted((table, sorted(ids)) for table, ids in self.taken_out.items()),
            sorted((table, pk, sorted(before)) for (table, pk), before in self.restored.items()),
            [[each.table, each.id, *each.reasons] for each in self.kept],
        ]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def consequences(batch: ImportBatch) -> Consequences:
    found = Consequences()
    touched = _touched_since(batch)
    for model in _created_models():
        if model is not Organization:
            _judge(model, batch, touched, {}, found)
    _judge(Organization, batch, touched, _built_upon(batch, found), found)
    _judge_changes(batch, found)
    return found


def _created_models() -> list[type[Model]]:
    """Everything whose rows name the import that made them."""
    return [
        relation.related_model
        for relation in ImportBatch._meta.related_objects
        if relation.field.name == "imported_by" and isinstance(relation.related_model, type)
    ]


def _touched_since(batch: ImportBatch) -> dict[str, set[str]]:
    """Per table, the rows about which something has happened since; a look is nothing."""
    committed = Event.objects.filter(
        name="registry.import.committed", subject_type=batch._meta.label_lower, subject_id=str(batch.pk)
    ).order_by("-pk")
    since = committed.values_list("pk", flat=True).first()
    touched: dict[str, set[str]] = defaultdict(set)
    if since is not None:
        events = Event.objects.filter(pk__gt=since, subject_type__startswith="registry.").exclude(LOOKS)
        for table, pk in events.values_list("subject_type", "subject_id").iterator():
            touched[table].add(pk)
    return touched


def _judge(
    model: type[Model],
    batch: ImportBatch,
    touched: dict[str, set[str]],
    built_upon: dict[int, list[str]],
    found: Consequences,
) -> None:
    table = model._meta.label_lower
    rows = model._default_manager.filter(imported_by=batch)
    removed = []
    for pk in rows.order_by("pk").values_list("pk", flat=True).iterator():
        reasons = list(built_upon.get(pk, []))
        if str(pk) in touched.get(table, ()):
            reasons.append(_("가져온 뒤에 고치거나 처리했습니다"))
        if reasons:
            found.kept.append(Kept(table, pk, "", tuple(reasons)))
        else:
            removed.append(pk)
    if removed:
        found.removed[table] = removed
    _name([each for each in found.kept if each.table == table], model, found)


def _name(kept: Iterable[Kept], model: type[Model], found: Consequences) -> None:
    kept = list(kept)
    if not kept:
        return
    fields = [name for name in ("organization", "measure") if name in {each.name for each in model._meta.get_fields()}]
    labels = {}
    ids = [each.id for each in kept]
    for start in range(0, len(ids), known.PIECE):
        rows = model._default_manager.filter(pk__in=ids[start : start + known.PIECE])
        labels.update({row.pk: str(row) for row in (rows.select_related(*fields) if fields else rows)})
    found.kept = [
        Kept(each.table, each.id, labels.get(each.id, ""), each.reasons)
        if each.table == model._meta.label_lower
        else each
        for each in found.kept
    ]


def _built_upon(batch: ImportBatch, found: Consequences) -> dict[int, list[str]]:
    """Organisations that the import made and on which something hangs that would not go with it."""
    reasons: dict[int, list[str]] = defaultdict(list)
    for model, name in pointing_at(Organization):
        if model in GOES_ALONG or getattr(model, "is_computed", False):
            continue
        rows = model._default_manager.filter(**{f"{name}__imported_by": batch})
        going = set(found.removed.get(model._meta.label_lower, ()))
        counts: dict[int, int] = defaultdict(int)
        for pk, organization in rows.values_list("pk", name).iterator():
            if pk not in going:
                counts[organization] += 1
        label = _("합친 조직") if model is Organization else str(model._meta.verbose_name)
        for organization, count in counts.items():
            reasons[organization].append(f"{label} {count}")
    for pk in Organization.objects.filter(imported_by=batch).exclude(merged_into=None).values_list("pk", flat=True):
        reasons[pk].append(_("다른 조직에 합쳤습니다"))
    return reasons


def _judge_changes(batch: ImportBatch, found: Consequences) -> None:
    changes: dict[str, list[RowChange]] = defaultdict(list)
    for change in batch.changes.all():
        changes[change.object_type].append(change)
    periods = changes.pop(StatusPeriod._meta.label_lower, [])
    stuck_status = _judge_periods(periods, changes.get(Organization._meta.label_lower, []), found)
    for table, rows in changes.items():
        model = apps.get_model(table)
        if model is Measure:
            _judge_measures(rows, found)
            continue
        names = sorted({name for change in rows for name in change.after})
        current = known.values_of(model, names, [change.object_id for change in rows])
        for change in rows:
            if change.object_id in current:
                now = dict(zip(names, current[change.object_id], strict=True))
                _judge_change(change, now, stuck_status if model is Organization else set(), found)
            else:
                found.kept.append(Kept(table, change.object_id, "", (_("지금은 없는 기록입니다"),)))
        _name([each for each in found.kept if each.table == table], model, found)


def _judge_change(change: RowChange, now: dict[str, Any], stuck_status: set[int], found: Consequences) -> None:
    """Back to what it was, but for what somebody has changed again."""
    before, stuck = {}, []
    model = apps.get_model(change.object_type)
    fields = {each.attname: each for each in model._meta.concrete_fields}
    for names in _groups(change.after):
        if all(now[name] == fields[name].to_python(change.after[name]) for name in names) and not (
            "status" in names and change.object_id in stuck_status
        ):
            before.update({name: change.before[name] for name in names})
        else:
            stuck.append(names[0])
    business_no = before.get("business_no")
    if business_no and Organization.objects.filter(business_no=business_no, merged_into=None).exclude(
        pk=change.object_id
    ):
        del before["business_no"]
        stuck.append("business_no")
    if before:
        found.restored[change.object_type, change.object_id] = before
    if stuck:
        labels = ", ".join(f"‘{model._meta.get_field(name).verbose_name}’" for name in stuck)
        reason = _("%(fields)s 값을 그 뒤에 다시 고쳤습니다") % {"fields": labels}
        found.kept.append(Kept(change.object_type, change.object_id, "", (reason,)))


def _groups(names: Iterable[str]) -> list[tuple[str, ...]]:
    left = set(names)
    groups = []
    for together in TOGETHER:
        if members := tuple(name for name in together if name in left):
            groups.append(members)
            left -= set(members)
    return groups + [(name,) for name in sorted(left)]


def _judge_periods(periods: list[RowChange], organizations: list[RowChange], found: Consequences) -> set[int]:
    """A status goes back with its period, or not at all. Answers the organisations where it does not."""
    ids = [change.object_id for change in periods]
    now = known.values_of(StatusPeriod, ("organization_id", "status", "ends_on"), ids)
    statuses = {change.object_id: change.after["status"] for change in organizations if "status" in change.after}
    current = known.values_of(Organization, ("status",), statuses)
    intact = {
        now[change.object_id][0]
        for change in periods
        if change.before is None and change.object_id in now and now[change.object_id][2] is None
    }
    good = {pk for pk, status in statuses.items() if pk in intact and current.get(pk) == (status,)}
    for change in periods:
        if change.object_id in now and now[change.object_id][0] in good:
            if change.before is None:
                found.taken_out.setdefault(change.object_type, []).append(change.object_id)
            else:
                found.restored[change.object_type, change.object_id] = change.before
    return set(statuses) - good


def _judge_measures(rows: list[RowChange], found: Consequences) -> None:
    """A measure the import brought goes when nothing uses it any more."""
    going = set(found.removed.get("registry.supportgiven", ()))
    for measure in Measure.objects.filter(pk__in=[change.object_id for change in rows if change.before is None]):
        used = any(
            set(model._default_manager.filter(**{name: measure}).values_list("pk", flat=True))
            - (going if model is SupportGiven else set())
            for model, name in pointing_at(Measure)
        )
        if used:
            label = _("이 지원 수단을 쓰는 기록이 있습니다")
            found.kept.append(Kept(Measure._meta.label_lower, measure.pk, measure.name, (label,)))
        else:
            found.taken_out.setdefault(Measure._meta.label_lower, []).append(measure.pk)
