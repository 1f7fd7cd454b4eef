from django.urls import include, path

urlpatterns = [
    path("", include("socialgoods.portal.urls")),
    path("", include("socialgoods.registry.urls")),
    path("people/", include("socialgoods.people.urls")),
    path("account/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
]

handler400 = "socialgoods.portal.errors.bad_request"
handler403 = "socialgoods.portal.errors.forbidden"
handler404 = "socialgoods.portal.errors.not_found"
handler500 = "socialgoods.portal.errors.server_error"
