from django.urls import path

from socialgoods.portal import look, views

urlpatterns = [
    path("look/county.css", look.county_style, name="county_style"),
    path("look/contrast/", look.contrast, name="contrast"),
    path("health/", views.health, name="health"),
]
