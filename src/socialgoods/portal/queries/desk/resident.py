"""The plan for a resident: in plain words, what came of it, and what is near by."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.places.models import District
from socialgoods.portal.queries.desk.tasks import Desk
from socialgoods.registry.models import Organization


@dataclass(frozen=True)
class Near:
    """Organisations where a resident lives; without a district the page asks for it."""

    district: District | None
    organizations: int


@dataclass
class ResidentDesk(Desk):
    near: Near | None = None


def lay(user: Any, on: date, _of: str = "") -> ResidentDesk:
    return ResidentDesk(_("주민"), near=near(user))


def near(user: Any) -> Near:
    if user.district is None:
        return Near(None, 0)
    return Near(user.district, Organization.objects.active().filter(district=user.district).count())
