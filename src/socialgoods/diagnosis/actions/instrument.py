"""A county's own instrument is taken in whole or refused with line and reason; and which one asks from which year on."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from socialgoods.analysis.scoring import instrument as files
from socialgoods.diagnosis.models import Assessment, InstrumentFile, InstrumentUse, Purpose
from socialgoods.kernel import events
from socialgoods.people.models import User

LARGEST = 200_000


class Refused(Exception):
    """Says where and why, ready to show."""


def checked(content: bytes) -> files.Instrument:
    if len(content) > LARGEST:
        raise Refused(_("파일이 너무 큽니다. 문항 파일은 200kB까지 받습니다."))
    try:
        return files.load(content)
    except files.InstrumentError as wrong:
        where = _("%(line)s번째 줄") % {"line": wrong.line} if wrong.line else _("파일 전체")
        raise Refused(
            _("문항 파일을 받지 않았습니다. %(where)s: %(why)s 고친 뒤 다시 올려 주세요.")
            % {"where": where, "why": wrong}
        ) from None


@transaction.atomic
def add(*, content: bytes, by: User, at: datetime) -> InstrumentFile:
    found = checked(content)
    if found.version in files.shipped():
        raise Refused(
            _("‘%(version)s’은 이미 들어 있는 판의 이름입니다. 다른 이름을 적어 주세요.") % {"version": found.version}
        )
    try:
        with transaction.atomic():
            row = InstrumentFile.objects.create(
                version=found.version,
                purpose=Purpose.COUNTY,
                text=content.decode("utf-8-sig"),
                added_by=by,
                added_at=at,
            )
    except IntegrityError:
        raise Refused(
            _("‘%(version)s’ 판이 이미 있습니다. 고쳤다면 새 이름을 붙여 주세요.") % {"version": found.version}
        ) from None
    events.record("diagnosis.instrument.added", row, by=by, at=at, version=found.version, items=len(found.items))
    return row


@transaction.atomic
def choose(*, version: str, from_year: int, by: User, at: datetime) -> None:
    """For years that nobody has begun to answer: what was asked stays comparable."""
    begun = Assessment.objects.filter(year__gte=from_year, purpose=Purpose.COUNTY).exclude(way="imported")
    if other := begun.exclude(version=version).order_by("year").values_list("year", flat=True).first():
        raise Refused(
            _("%(year)s년은 이미 다른 판으로 묻고 있어 바꿀 수 없습니다. 그다음 해부터 쓰도록 정해 주세요.")
            % {"year": other}
        )
    InstrumentUse.objects.update_or_create(
        purpose=Purpose.COUNTY, from_year=from_year, defaults={"version": version, "decided_by": by, "decided_at": at}
    )
    events.record("diagnosis.instrument.chosen", None, by=by, at=at, version=version, from_year=from_year)
