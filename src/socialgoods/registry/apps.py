from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "socialgoods.registry"
    label = "registry"
