from django.apps import AppConfig


class CooperativeConfig(AppConfig):
    name = "socialgoods.cooperative"
    label = "cooperative"
