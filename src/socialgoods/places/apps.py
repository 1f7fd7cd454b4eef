from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "socialgoods.places"
    label = "places"
