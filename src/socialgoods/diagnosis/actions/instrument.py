"""A county's own instrument is taken in whole or refused with line and reason; and which one asks from which year on."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from socialgoods.analysis.scoring import instrument as files
from socialgoods.analysis.scoring import points_file, source
from socialgoods.diagnosis import text
from socialgoods.diagnosis.models import Assessment, InstrumentFile, InstrumentUse
from socialgoods.diagnosis.queries import instrument as queries
from socialgoods.kernel import events
from socialgoods.people.models import User
from socialgoods.registry import codes

LARGEST = 200_000


class Refused(Exception):
    """Says where and why, ready to show."""


def checked(content: bytes) -> queries.Any_:
    """The instrument in the file, or `Refused` with line and reason."""
    if len(content) > LARGEST:
        raise Refused(_("파일이 너무 큽니다. 문항 파일은 200kB까지 받습니다. 문항을 나누거나 줄여 주세요."))
    try:
        written, data = source.read(content)
        try:
            found = points_file.load(written) if data.get("kind") == "points" else files.load(written)
            _fit_to_ask(found)
        except files.InstrumentError as wrong:
            raise source.located(written, wrong) from None
    except files.InstrumentError as wrong:
        raise Refused(text.of_instrument_error(wrong)) from None
    return found


def _fit_to_ask(found: queries.Any_) -> None:
    """What the room asks beyond what can be computed: a question in every form, and kinds that the county has."""
    kinds = codes.kinds()
    for form in found.forms:
        where = (f"form.{form.name}", 1, "")
        if not queries.asked(found, form.name):
            raise files.InstrumentError("form_asks_nothing", where=where, code=form.name)
        for kind in form.kinds:
            if kind not in kinds:
                known = ", ".join(kinds)
                where = (where[0], 1, "kinds")
                raise files.InstrumentError("form_kind", where=where, code=form.name, value=kind, known=known)


@transaction.atomic
def add(*, content: bytes, by: User, at: datetime) -> InstrumentFile:
    found = checked(content)
    if found.version in queries.shipped():
        raise Refused(
            _("‘%(version)s’은 이미 들어 있는 판의 이름입니다. 첫머리의 version에 다른 이름을 적어 주세요.")
            % {"version": found.version}
        )
    try:
        with transaction.atomic():
            row = InstrumentFile.objects.create(
                version=found.version,
                purpose=queries.purpose_of(found),
                text=content.decode("utf-8-sig"),
                added_by=by,
                added_at=at,
            )
    except IntegrityError:
        raise Refused(
            _("‘%(version)s’ 판이 이미 있습니다. 고쳤다면 첫머리의 version에 새 이름을 붙여 주세요.")
            % {"version": found.version}
        ) from None
    events.record("diagnosis.instrument.added", row, by=by, at=at, version=found.version, items=len(found.items))
    return row


@transaction.atomic
def choose(*, version: str, from_year: int, by: User, at: datetime) -> None:
    """For years that nobody has begun to answer: what was asked stays comparable."""
    purpose = queries.purpose_of(queries.instrument_of(version))
    begun = Assessment.objects.filter(year__gte=from_year, purpose=purpose)
    if other := begun.exclude(version=version).order_by("-year").values_list("year", flat=True).first():
        raise Refused(
            _(
                "%(year)s년은 이미 다른 판으로 묻기 시작하여 그 판을 그대로 씁니다. %(next)s년이나 그 뒤부터 쓰도록 정해 주세요."
            )
            % {"year": other, "next": other + 1}
        )
    InstrumentUse.objects.update_or_create(
        purpose=purpose, from_year=from_year, defaults={"version": version, "decided_by": by, "decided_at": at}
    )
    events.record(
        "diagnosis.instrument.chosen", None, by=by, at=at, version=version, from_year=from_year, purpose=purpose
    )
