from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "tansiq.kernel"
    label = "kernel"

    def ready(self) -> None:
        from tansiq.kernel import (
            bounds,
            checks,  # noqa: F401  registers itself
        )
        from tansiq.kernel.charter import queries

        bounds.connect()
        queries.current()  # a pack that is wrong, or below the floors, stops the start
