from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "socialgoods.support"
    label = "support"
