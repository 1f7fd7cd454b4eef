from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "socialgoods.people"
    label = "people"
