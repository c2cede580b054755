from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "tansiq.desk"
    label = "desk"
