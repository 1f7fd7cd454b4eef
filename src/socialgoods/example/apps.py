from django.apps import AppConfig


class ExampleConfig(AppConfig):
    name = "socialgoods.example"
    label = "example"
