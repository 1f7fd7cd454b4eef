"""What every page needs: the county at its foot, the doors at its head, who is helped."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from socialgoods.places import queries as places
from socialgoods.support.device import device_word


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "county": settings.COUNTY,
        "is_example": SimpleLazyObject(places.is_example),
        "doors": doors(request.path),
        "at_desk": request.path.startswith(reverse("desk")),
        "assistance": getattr(request, "assistance", None),
        "case_device": SimpleLazyObject(lambda: device_word(request.user)),
    }


def doors(path: str) -> list[dict[str, Any]]:
    """A door appears when its room exists."""
    rooms = [
        (_("조직"), reverse("organizations")), (_("계획"), reverse("plan")), (_("공모"), reverse("calls")),
        (_("협동조합"), reverse("cooperatives")),
    ]  # fmt: skip
    return [{"label": label, "url": url, "active": path.startswith(url)} for label, url in rooms]
