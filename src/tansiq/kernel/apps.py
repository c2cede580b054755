from typing import Any

from django.apps import AppConfig
from django.core import validators
from django.forms import ChoiceField, Field


class KernelConfig(AppConfig):
    name = "tansiq.kernel"
    label = "kernel"

    def ready(self) -> None:
        from tansiq.kernel import (
            bounds,
            checks,  # noqa: F401  registers itself
        )
        from tansiq.kernel.charter import queries
        from tansiq.kernel.problems import words as told

        bounds.connect()
        # A form says the same as an action in the same words, wherever either finds it.
        words: dict[str, Any] = told.FIELD_WORDS
        limits: dict[Any, Any] = {
            validators.MaxLengthValidator: told.AT_MOST, validators.MinLengthValidator: told.AT_LEAST,
            validators.MaxValueValidator: told.NOT_MORE, validators.MinValueValidator: told.NOT_LESS,
        }  # fmt: skip
        for validator, said in limits.items():
            validator.message = said
        ChoiceField.default_error_messages["invalid_choice"] = words["UNKNOWN"]
        validators.ProhibitNullCharactersValidator.message = words["UNSTORABLE"]
        Field.default_error_messages["required"] = words["MISSING"]
        queries.current()  # a pack that is wrong, or below the floors, stops the start
