from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    name = "tansiq.people"
    label = "people"

    def ready(self) -> None:
        from tansiq.kernel.decisions import named
        from tansiq.kernel.retention import holds
        from tansiq.people import queries  # models are loaded by now, not before
        from tansiq.people.refill import fill_empty_rows

        named.register(queries.names_in)
        holds.register("number", queries.holds_number)
        post_migrate.connect(fill_empty_rows, sender=self)
