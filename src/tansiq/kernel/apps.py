from typing import Any

from django.apps import AppConfig
from django.core.validators import ProhibitNullCharactersValidator
from django.forms import Field


class KernelConfig(AppConfig):
    name = "tansiq.kernel"
    label = "kernel"

    def ready(self) -> None:
        from tansiq.kernel import (
            bounds,
            checks,  # noqa: F401  registers itself
        )
        from tansiq.kernel.charter import queries
        from tansiq.kernel.problems.words import FIELD_WORDS

        bounds.connect()
        # A form says the same as an action in the same words, wherever either finds it.
        words: dict[str, Any] = FIELD_WORDS
        ProhibitNullCharactersValidator.message = words["UNSTORABLE"]
        Field.default_error_messages["required"] = words["MISSING"]
        queries.current()  # a pack that is wrong, or below the floors, stops the start
