"""One's own account, with what every room knows: the page is the people room's."""

from django.http import HttpRequest, HttpResponse

from socialgoods.people.views import me as people
from socialgoods.portal.queries import known
from socialgoods.registry.queries import history


def me(request: HttpRequest) -> HttpResponse:
    return people.me(request, more=known.registry_sections, labels=history.SAID)


def me_export(request: HttpRequest) -> HttpResponse:
    return people.me_export(request, more=known.registry_sections, labels=history.SAID)
