from django.urls import path

from socialgoods.portal import look
from socialgoods.portal.views import desk, directory, home, me, organization, site, work

urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", desk.desk, name="desk"),
    path("desk/<str:face>/", desk.desk, name="desk_face"),
    path("organizations/", directory.directory, name="organizations"),
    path("organizations.<str:form>", directory.download, name="organizations_download"),
    path("organizations/map/", directory.organization_map, name="organization_map"),
    path("organizations/points.geojson", directory.points, name="organization_points"),
    path("organizations/<str:code>/", organization.organization, name="organization"),
    path("organizations/<str:code>/timeline/", organization.timeline, name="timeline"),
    path("districts/", home.districts, name="districts"),
    path("districts/shapes.geojson", directory.district_shapes, name="district_shapes"),
    path("jobs/<int:pk>/", work.job, name="job"),
    path("jobs/<int:pk>/cancel/", work.cancel, name="job_cancel"),
    path("people/me/", me.me, name="me"),
    path("people/me/export/", me.me_export, name="me_export"),
    path("health/", site.health, name="health"),
    path("offline/", site.offline, name="offline"),
    path("sw.js", site.service_worker, name="service_worker"),
    path("site.webmanifest", site.manifest, name="manifest"),
    path("county.css", look.county_style, name="county_style"),
    path("contrast/", look.contrast, name="contrast"),
    path("robots.txt", site.robots, name="robots"),
    path(".well-known/security.txt", site.security, name="security"),
]
