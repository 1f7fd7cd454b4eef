from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "socialgoods.portal"
    label = "portal"
