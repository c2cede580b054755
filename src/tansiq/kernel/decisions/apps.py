from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "tansiq.kernel.decisions"
    label = "decisions"
