from typing import NoReturn

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import include, path, re_path


def not_configured(request: HttpRequest) -> NoReturn:
    raise Http404


urlpatterns = [
    path("", include("socialgoods.registry.urls")),
    path("", include("socialgoods.diagnosis.urls")),
    path("", include("socialgoods.support.urls")),
    path("", include("socialgoods.cooperative.urls")),
    path("", include("socialgoods.ledger.urls")),
    path("", include("socialgoods.prescription.urls")),
    path("", include("socialgoods.plan.urls")),
    path("", include("socialgoods.portal.urls")),
    path("people/", include("socialgoods.people.urls")),
    *([] if settings.SOCIALACCOUNT_PROVIDERS else [re_path("^account/(?:3rdparty|social)/", not_configured)]),
    path("account/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
]

handler400 = "socialgoods.portal.errors.bad_request"
handler403 = "socialgoods.portal.errors.forbidden"
handler404 = "socialgoods.portal.errors.not_found"
handler500 = "socialgoods.portal.errors.server_error"
