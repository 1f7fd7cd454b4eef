from django.urls import path

from socialgoods.portal import views

urlpatterns = [
    path("health/", views.health, name="health"),
]
