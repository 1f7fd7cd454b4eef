"""What members are told of an assembly, by the way in which each can be reached."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from socialgoods.cooperative.models import Assembly, AssemblyKind
from socialgoods.cooperative.queries.assembly import entitled_on
from socialgoods.kernel.formats import seoul_moment
from socialgoods.kernel.periods import seoul_day
from socialgoods.people import letters
from socialgoods.people.models import User
from socialgoods.registry.models import Representation


def tell_called(assembly: Assembly, *, at: datetime) -> int:
    """How many accounts were told. Members without one stand on the printed list."""
    items = list(assembly.items.order_by("number").values_list("number", "title"))
    told = 0
    for user in recipients(assembly, at):
        with translation.override(user.language):
            agenda = " ".join(f"{number}) {title}" for number, title in items)
            words = {
                "title": assembly.title,
                "when": seoul_moment(assembly.held_at),
                "place": assembly.place,
                "items": agenda,
            }
            subject = _("[%(cooperative)s] %(title)s에 모십니다") % {"cooperative": assembly.cooperative.name, **words}
            body = _(
                "%(when)s, %(place)s에서 %(title)s을(를) 엽니다. 안건: %(items)s. 나오지 못하시면 위임장으로 맡기실 수 있습니다."
            )
            letters.tell(user, subject=subject, body=f"[{settings.COUNTY.name}] {body % words}")
        told += 1
    return told


def tell_cancelled(assembly: Assembly, reason: str, *, at: datetime) -> None:
    for user in recipients(assembly, at):
        with translation.override(user.language):
            words = {"title": assembly.title, "reason": reason, "cooperative": assembly.cooperative.name}
            subject = _("[%(cooperative)s] %(title)s을(를) 취소합니다") % words
            body = _("알려 드린 %(title)s을(를) 열지 않습니다. 까닭: %(reason)s") % words
            letters.tell(user, subject=subject, body=f"[{settings.COUNTY.name}] {body}")


def recipients(assembly: Assembly, at: datetime) -> Iterable[User]:
    """The persons on the roll, and who stands for the organisations on it."""
    is_founding = assembly.kind == AssemblyKind.FOUNDING
    consents = assembly.cooperative.consents.filter(withdrawn_on=None)
    pairs = list((consents if is_founding else entitled_on(assembly)).values_list("organization", "user"))
    standing = Representation.objects.running_on(seoul_day(at)).filter(organization__in=[o for o, _u in pairs if o])
    users = {u for o, u in pairs if u and not o} | set(standing.values_list("user", flat=True))
    return User.objects.filter(pk__in=users, is_active=True).order_by("pk")
