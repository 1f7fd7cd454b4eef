from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "socialgoods.kernel"
    label = "kernel"
