"""What the officer decides about a sheet: columns, rows to leave out, the same organisation or another."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.exchange import mappings
from socialgoods.kernel import events
from socialgoods.people.models import User
from socialgoods.registry.actions.imports import storage
from socialgoods.registry.models import ImportBatch, ImportState, RememberedMapping
from socialgoods.registry.queries.imports.targets import TARGETS


class NotMappable(Exception):
    """Carries the reasons, ready to show."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


class NotOpen(Exception):
    """The import has been finished or given up; the text is ready to show."""


@transaction.atomic
def map_columns(
    *,
    batch: ImportBatch,
    fields: Mapping[int, str],
    constants: Mapping[str, str],
    values: Mapping[str, Mapping[str, str]],
    options: Mapping[str, str],
    by: User,
    at: datetime,
) -> None:
    """Every column is a field or left out on purpose; what every record needs comes from somewhere. Remembered."""
    now = _open(batch)
    spec = TARGETS[now.target].spec
    mapping = mappings.Mapping.from_json(now.mapping).assign(fields, spec=spec, constants=constants, values=values)
    if reasons := reasons_against(mapping, spec):
        raise NotMappable(reasons)
    now.mapping, now.options = mapping.to_json(), dict(options)
    _changed(now, "registry.import.mapped", by=by, at=at)
    RememberedMapping.objects.update_or_create(
        target=now.target, shape=now.shape, defaults={"mapping": now.mapping, "options": now.options, "used_at": at}
    )
    _copy(now, batch)


def reasons_against(mapping: mappings.Mapping, spec: Any) -> list[str]:
    unknown = [match.heading or match.letter for match in mapping.unknown]
    reasons = []
    if unknown:
        names = ", ".join(f"‘{name}’" for name in unknown)
        reasons.append(
            _("%(names)s 열이 무엇인지 정하지 않았습니다. 항목을 고르거나 ‘가져오지 않음’을 고르세요.")
            % {"names": names}
        )
    for field in mappings.missing(mapping, spec):
        reasons.append(
            _("‘%(field)s’ 항목이 없습니다. 어느 열인지 고르거나 모든 행에 쓸 값을 정하세요.") % {"field": _(field.ko)}
        )
    return reasons


@transaction.atomic
def skip(*, batch: ImportBatch, rows: Collection[int], by: User, at: datetime) -> None:
    """Leave these rows of the sheet out."""
    now = _open(batch)
    now.skipped = sorted({*now.skipped, *rows})
    now.kept = sorted(set(now.kept) - set(rows))
    _changed(now, "registry.import.rows_skipped", by=by, at=at, rows=len(rows))
    _copy(now, batch)


@transaction.atomic
def take_back(*, batch: ImportBatch, rows: Collection[int], by: User, at: datetime) -> None:
    """Do not leave these rows out after all, not even where they look like totals."""
    now = _open(batch)
    by_hand = set(now.skipped)
    now.skipped = sorted(by_hand - set(rows))
    now.kept = sorted({*now.kept, *(set(rows) - by_hand)})
    _changed(now, "registry.import.rows_taken_back", by=by, at=at, rows=len(rows))
    _copy(now, batch)


@transaction.atomic
def match(*, batch: ImportBatch, choices: Mapping[int, str], by: User, at: datetime) -> None:
    """`choices`: sheet row → "new" (another organisation), or the record's number (or -1 - position) it is one with."""
    now = _open(batch)
    now.matches = {**now.matches, **{str(row): choice for row, choice in choices.items()}}
    _changed(now, "registry.import.matched", by=by, at=at, rows=len(choices))
    _copy(now, batch)


@transaction.atomic
def discard(*, batch: ImportBatch, by: User | None, at: datetime) -> None:
    now = _open(batch)
    erased = storage.erase(now)
    now.state, now.erased_at = ImportState.DISCARDED, at
    now.save(update_fields=["state", *erased])
    events.record("registry.import.discarded", now, by=by, at=at)
    _copy(now, batch)


def _open(batch: ImportBatch) -> ImportBatch:
    now = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if not now.is_open:
        raise NotOpen(_("이미 끝난 가져오기라 바꿀 수 없습니다. 파일을 다시 올려 새로 시작하세요."))
    return now


def _changed(now: ImportBatch, event: str, *, by: User, at: datetime, **data: Any) -> None:
    """What the preview promised no longer holds."""
    now.state, now.fingerprint = ImportState.UPLOADED, ""
    now.save()
    events.record(event, now, by=by, at=at, **data)


def _copy(now: ImportBatch, batch: ImportBatch) -> None:
    batch.__dict__.update({key: value for key, value in now.__dict__.items() if key != "_state"})
