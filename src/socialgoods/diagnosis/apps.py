from django.apps import AppConfig


class DiagnosisConfig(AppConfig):
    name = "socialgoods.diagnosis"
    label = "diagnosis"
