from django.apps import AppConfig


class PrescriptionConfig(AppConfig):
    name = "socialgoods.prescription"
    label = "prescription"
