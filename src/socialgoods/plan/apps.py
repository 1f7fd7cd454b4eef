from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "socialgoods.plan"
    label = "plan"
