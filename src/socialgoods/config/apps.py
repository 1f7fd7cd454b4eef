from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "socialgoods.config"
    label = "config"
