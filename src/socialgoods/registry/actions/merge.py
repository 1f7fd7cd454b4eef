"""Two records were one organisation: everything of the one that goes moves to the one that stays, and can be moved back.

What cannot move because the kept one has it already (the report of the same year, the same designation) stays with the gone
record, hidden, unless the officer chose the gone one's: then the two change places.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Field, Model, QuerySet
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.people.models import User
from socialgoods.registry.models import (
    AnnualReport,
    Caseload,
    Designation,
    DueDone,
    Mark,
    Membership,
    Merge,
    Organization,
    Representation,
    SupportGiven,
)
from socialgoods.registry.models.mark import MarkState
from socialgoods.registry.queries.related import pointing_at

FILLED = (
    "legal_form", "activity", "founded_on", "founded_precision", "district_id", "residence", "lon", "lat", "business_no",
    "corporate_no", "address", "phone", "email", "homepage", "introduction",
)  # fmt: skip
"""What the kept record takes from the gone one where it has nothing of its own."""


class NotMergeable(Exception):
    """Carries the reason, ready to show."""


class NotUndoable(Exception):
    """Carries the reason, ready to show."""


@transaction.atomic
def merge(
    *, kept: Organization, gone: Organization, by: User, at: datetime, years_from_gone: Iterable[int] = ()
) -> Merge:
    kept, gone = _lock(kept, gone)
    if kept.pk == gone.pk:
        raise NotMergeable(_("같은 조직입니다. 서로 다른 두 조직을 골라 주세요."))
    if kept.merged_into_id or gone.merged_into_id:
        raise NotMergeable(_("이미 다른 조직에 합친 조직입니다. 합친 조직을 열어 확인해 주세요."))
    record = Merge(kept=kept, gone=gone, merged_by=by, merged_at=at)
    record.before = json.dumps({"kept": _fields(kept), "gone": _fields(gone)}, cls=DjangoJSONEncoder)
    record.moved = {"swapped": _swap_reports(kept, gone, set(years_from_gone)), **_move_all(kept, gone)}
    _fill(kept, gone)
    gone.merged_into = kept
    gone.save()
    kept.save()
    record.save()
    events.record("registry.organization.merged", kept, by=by, at=at, gone=gone.code, merge=record.pk)
    return record


@transaction.atomic
def undo(*, record: Merge, by: User, at: datetime) -> None:
    record = Merge.objects.select_for_update().get(pk=record.pk)
    if record.undone_at:
        raise NotUndoable(_("이미 되돌렸습니다."))
    kept, gone = _lock(record.kept, record.gone)
    if kept.merged_into_id:
        raise NotUndoable(_("남긴 조직을 그 뒤에 다시 다른 조직에 합쳤습니다. 나중 것부터 되돌려 주세요."))
    if Merge.objects.filter(kept=kept, undone_at=None, pk__gt=record.pk).exists():
        raise NotUndoable(_("그 뒤에 이 조직에 합친 다른 조직이 있습니다. 나중 것부터 되돌려 주세요."))
    _refuse_if_changed(record, kept)
    before = json.loads(record.before)
    _put_back(kept, {name: value for name, value in before["kept"].items() if _was_filled(kept, name, before)})
    gone.merged_into = None
    _put_back(gone, before["gone"])
    for label, ids in record.moved.items():
        if label != "swapped":
            _rows(label).filter(pk__in=ids).update(organization=gone)
    _exchange_reports(kept, gone, record.moved["swapped"])
    record.undone_by, record.undone_at = by, at
    record.save(update_fields=["undone_by", "undone_at"])
    events.record("registry.organization.unmerged", kept, by=by, at=at, gone=gone.code, merge=record.pk)


def conflicts(kept: Organization, gone: Organization) -> list[tuple[AnnualReport, AnnualReport]]:
    """Reports of the same year, of which the officer keeps one in sight."""
    mine = {report.fiscal_year: report for report in kept.reports.all()}
    return [(mine[report.fiscal_year], report) for report in gone.reports.all() if report.fiscal_year in mine]


def _lock(first: Organization, second: Organization) -> tuple[Organization, Organization]:
    rows = {
        row.pk: row
        for row in Organization.objects.select_for_update().filter(pk__in=[first.pk, second.pk]).order_by("pk")
    }
    return rows[first.pk], rows[second.pk]


def _fields(organization: Organization) -> dict[str, Any]:
    return {name: getattr(organization, name) for name in FILLED}


def _was_filled(kept: Organization, name: str, before: dict[str, Any]) -> bool:
    """It came from the gone record and nobody has written over it since: what was corrected later stays."""
    field = cast("Field[Any, Any]", kept._meta.get_field(name))
    return bool(getattr(kept, name) == field.to_python(before["gone"][name]))


def _put_back(organization: Organization, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        field = cast("Field[Any, Any]", organization._meta.get_field(name))
        setattr(organization, name, field.to_python(value))
    organization.save()


def _fill(kept: Organization, gone: Organization) -> None:
    """A district comes with its residence, a longitude with its latitude."""
    for group in (("district_id", "residence"), ("lon", "lat"), ("founded_on", "founded_precision")):
        if getattr(kept, group[0]) is None and getattr(gone, group[0]) is not None:
            for name in group:
                setattr(kept, name, getattr(gone, name))
    for name in ("legal_form", "activity", "corporate_no", "address", "phone", "email", "homepage", "introduction"):
        if not getattr(kept, name):
            setattr(kept, name, getattr(gone, name))
    if not kept.business_no and gone.business_no:
        kept.business_no, gone.business_no = gone.business_no, ""


MOVED: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "report": (AnnualReport, ("fiscal_year",)),
    "support": (SupportGiven, ("year", "measure_id", "source")),
    "designation": (Designation, ("kind", "starts_on")),
    "representation": (Representation, ("user_id", "ends_on")),
    "caseload": (Caseload, ("advisor_id", "ends_on")),
    "due_done": (DueDone, ("rule", "due_on")),
    "membership": (Membership, ("token", "part", "ends_on")),
    "mark": (Mark, ()),
}


def _moved() -> dict[str, tuple[type[Model], tuple[str, ...]]]:
    """The registry's own tables, and those of the rooms above that say so."""
    above = [model for model, name in pointing_at(Organization) if name == "organization"]
    return MOVED | {
        model._meta.label_lower: (model, model.moves_when_merged)
        for model in above
        if hasattr(model, "moves_when_merged")
    }


def _rows(label: str) -> QuerySet[Any]:
    return _moved()[label][0]._default_manager.all()


def _move_all(kept: Organization, gone: Organization) -> dict[str, list[int]]:
    return {label: _move(label, kept, gone) for label in _moved()}


def _move(label: str, kept: Organization, gone: Organization) -> list[int]:
    """Move what the kept one does not have yet; say which rows moved."""
    key = _moved()[label][1]
    taken = {tuple(row.values()) for row in _rows(label).filter(organization=kept).values(*key)} if key else set()
    moving = []
    for row in _rows(label).filter(organization=gone).order_by("pk"):
        own_key = tuple(getattr(row, name) for name in key)
        is_taken = bool(key) and own_key in taken and not (label == "membership" and not row.token)
        if label == "mark" and row.state in {MarkState.APPLIED, MarkState.GRANTED}:
            is_taken = kept.marks.filter(state__in=[MarkState.APPLIED, MarkState.GRANTED]).exists()
        if not is_taken:
            moving.append(row.pk)
    _rows(label).filter(pk__in=moving).update(organization=kept)
    return moving


def _swap_reports(kept: Organization, gone: Organization, years: set[int]) -> list[list[int]]:
    pairs = [[mine.pk, theirs.pk] for mine, theirs in conflicts(kept, gone) if mine.fiscal_year in years]
    _exchange_reports(kept, gone, pairs)
    return pairs


def _exchange_reports(kept: Organization, gone: Organization, pairs: list[list[int]]) -> None:
    """Each pair changes owner; a year far away keeps the one-report-a-year constraint content in between."""
    for first, second in pairs:
        owner = {row.pk: row for row in AnnualReport.objects.filter(pk__in=[first, second])}
        year, one, two = owner[first].fiscal_year, owner[first].organization_id, owner[second].organization_id
        AnnualReport.objects.filter(pk=first).update(fiscal_year=0)
        AnnualReport.objects.filter(pk=second).update(organization=one)
        AnnualReport.objects.filter(pk=first).update(organization=two, fiscal_year=year)


def _refuse_if_changed(record: Merge, kept: Organization) -> None:
    for label, ids in record.moved.items():
        if label == "swapped":
            continue
        still_there = _rows(label).filter(pk__in=ids, organization=kept).count()
        if still_there != len(ids):
            raise NotUndoable(_("합친 뒤에 옮겨 온 기록이 지워지거나 다시 옮겨져 그대로 되돌릴 수 없습니다."))
    before = json.loads(record.before)
    if kept.business_no not in {before["kept"]["business_no"], before["gone"]["business_no"]}:
        raise NotUndoable(_("합친 뒤에 사업자등록번호가 바뀌어 그대로 되돌릴 수 없습니다."))
