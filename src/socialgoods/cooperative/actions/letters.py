"""What is told of an assembly to those on its roll, by the ways in which each can be reached; and who was told how and when."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.models import Assembly, Attendance, Telling, ToldOf, Way
from socialgoods.cooperative.queries import told as queries
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel import events
from socialgoods.kernel.formats import seoul_moment
from socialgoods.kernel.periods import seoul_day
from socialgoods.people import letters
from socialgoods.people.models import User

logger = logging.getLogger(__name__)


def announce(row: Assembly, of: str, *, reason: str = "", sends: bool, by: User | None, at: datetime) -> None:
    """On the site at once, for all who have an account or are stood for by one. Messages leave afterwards, by the worker."""
    from socialgoods.cooperative import tasks

    found = queries.reach(row, seoul_day(at))
    _note(row, [each for each in queries.roll(row) if found.get(each.pk)], of, Way.SITE, by, at)
    if sends:
        transaction.on_commit(lambda: tasks.tell.enqueue(assembly_id=row.pk, of=of, reason=reason))


def send(*, assembly: Assembly, of: str, reason: str = "", at: datetime) -> int:
    """By text message, else by e-mail. Sent twice nobody hears twice: whom a letter has reached is written down one by one."""
    told = 0
    reached = set(
        queries.tellings(assembly, of).filter(way__in=[Way.SMS, Way.EMAIL]).values_list("attendance", flat=True)
    )
    found = queries.reach(assembly, seoul_day(at))
    for row in queries.roll(assembly):
        if row.pk in reached:
            continue
        for user in found.get(row.pk, []):
            subject, body = words(assembly, of, user.language, reason)
            if (way := _way(user)) and letters.tell(user, subject=subject, body=body):
                _note(assembly, [row], of, way, None, at)
                told += 1
        if not found.get(row.pk) and _told_office(row, *words(assembly, of, settings.LANGUAGE_CODE, reason)):
            _note(assembly, [row], of, Way.EMAIL, None, at)
            told += 1
    return told


def _told_office(row: Attendance, subject: str, body: str) -> bool:
    """An organisation for which nobody has an account, at the address it gave."""
    who = row.member or row.consent
    to = who.organization.email if who and who.organization else ""
    try:
        return bool(to) and bool(send_mail(subject, body, None, [to]))
    except OSError as error:
        logger.warning("could not tell row %s of the roll: %s", row.pk, error)
        return False


def _way(user: User) -> str:
    """As `people.letters.tell` chooses it."""
    if user.phone_verified:
        return Way.SMS
    return Way.EMAIL if user.email else ""


def words(assembly: Assembly, of: str, language: str, reason: str) -> tuple[str, str]:
    with translation.override(language):
        said = {
            "cooperative": assembly.cooperative.name, "title": assembly.title, "when": seoul_moment(assembly.held_at),
            "place": assembly.place, "reason": reason, "items": _agenda(assembly),
        }  # fmt: skip
        if of == ToldOf.CALLED:
            subject = _("[%(cooperative)s] %(title)s에 모십니다") % said
            body = _("%(title)s: %(when)s, %(place)s. 안건: %(items)s. 나오지 못하시면 위임장으로 맡기실 수 있습니다.")
        elif of == ToldOf.POSTPONED:
            subject = _("[%(cooperative)s] 총회를 미룹니다: %(title)s") % said
            body = _(
                "총회를 미룹니다: %(title)s. 새로 여는 때와 곳: %(when)s, %(place)s. 안건은 그대로입니다. 까닭: %(reason)s"
            )
        else:
            subject = _("[%(cooperative)s] 총회를 열지 않습니다: %(title)s") % said
            body = _("알려 드린 총회를 열지 않습니다: %(title)s. 까닭: %(reason)s")
        return subject, f"[{settings.COUNTY.name}] {assembly.cooperative.name} {body % said}"


def _agenda(assembly: Assembly) -> str:
    items = assembly.items.order_by("number").values_list("number", "title")
    return " ".join(f"{number}) {title}" for number, title in items)


@transaction.atomic
def note_told(
    *, assembly: Assembly, rows: Iterable[Attendance], way: str, of: str = ToldOf.CALLED, by: User | None, at: datetime
) -> int:
    """Told by post, by hand or by telephone: written down by who did it."""
    row = Assembly.objects.select_for_update().get(pk=assembly.pk)
    if row.state not in {"called", "open", "cancelled"}:
        raise NotLawful([Reason(_("소집을 알린 총회의 통지만 적을 수 있습니다."), act(28, 5))])
    found = [each for each in rows if each.assembly_id == row.pk]
    _note(row, found, of, way, by, at)
    events.record("cooperative.convocation.noted", row, by=by, at=at, way=way, names=len(found))
    return len(found)


def _note(row: Assembly, rows: Sequence[Attendance], of: str, way: str, by: User | None, at: datetime) -> None:
    Telling.objects.bulk_create(
        [Telling(assembly=row, attendance=each, name=each.name, of=of, held_at=row.held_at, way=way, by=by, at=at) for each in rows],
        ignore_conflicts=True,
    )  # fmt: skip
