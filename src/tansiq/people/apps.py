from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tansiq.people"
    label = "people"
