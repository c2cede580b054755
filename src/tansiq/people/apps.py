from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    name = "tansiq.people"
    label = "people"

    def ready(self) -> None:
        from tansiq.people.refill import fill_empty_rows

        post_migrate.connect(fill_empty_rows, sender=self)
