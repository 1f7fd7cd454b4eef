"""One's own account, with what every room knows: the page is the people room's."""

from django.http import HttpRequest, HttpResponse

from socialgoods.cooperative.event_words import EVENT_WORDS as COOPERATIVE_WORDS
from socialgoods.people.views import me as people
from socialgoods.portal.queries import known
from socialgoods.registry.queries import history
from socialgoods.support.event_words import EVENT_WORDS

LABELS = {**history.SAID, **EVENT_WORDS, **COOPERATIVE_WORDS}


def me(request: HttpRequest) -> HttpResponse:
    return people.me(request, more=known.sections, labels=LABELS)


def me_export(request: HttpRequest) -> HttpResponse:
    return people.me_export(request, more=known.sections, labels=LABELS)
