from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "socialgoods.config"
    label = "config"

    def ready(self) -> None:
        from socialgoods.config import checks  # noqa: F401 — registers them
