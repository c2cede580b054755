"""What a column can keep, asked before it is written: a value that it cannot is a refusal that names the field.

Every path ends in a column, be it a form, the API, a command or what was delivered later; so it stands here once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from django.db import connection, models
from django.db.models.signals import pre_save

from tansiq.kernel.problems import Invalid

OURS = "tansiq."


@cache
def _bounded(model: type[models.Model]) -> tuple[models.Field[Any, Any], ...]:
    return tuple(
        field
        for field in model._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField, models.JSONField, models.IntegerField))
        and not field.primary_key
    )


def _fault(field: models.Field[Any, Any], value: object) -> str:
    """The code of what is wrong with a value for this column; empty where it can be kept."""
    if isinstance(value, str):
        if "\x00" in value:
            return "UNSTORABLE"
        longest = field.max_length if isinstance(field, models.CharField) else None
        return "TOO_LONG" if longest is not None and len(value) > longest else ""
    if isinstance(value, int) and isinstance(field, models.IntegerField):
        least, most = connection.ops.integer_field_range(field.get_internal_type())
        return "OUT_OF_RANGE" if (least is not None and value < least) or (most is not None and value > most) else ""
    if isinstance(field, models.JSONField):
        return "UNSTORABLE" if _holds_nothing(value) else ""
    return ""


def _holds_nothing(value: object) -> bool:
    """Whether a text somewhere in it holds the sign that no column keeps."""
    if isinstance(value, dict):
        return any(_holds_nothing(key) or _holds_nothing(one) for key, one in value.items())
    if isinstance(value, list | tuple):
        return any(_holds_nothing(one) for one in value)
    return isinstance(value, str) and "\x00" in value


def faults(row: models.Model, only: Collection[str] | None = None) -> Iterator[dict[str, str]]:
    """Fields of a row whose value its column cannot keep.

    Args:
        only: the fields that are written; None for all.
    """
    for field in _bounded(type(row)):
        if only is None or field.name in only:
            code = _fault(field, row.__dict__.get(field.attname))
            if code:
                yield {"field": field.name, "code": code}


def require(row: models.Model, only: Collection[str] | None = None) -> None:
    """Refuse what cannot be kept; `save` asks this by itself, whoever writes with `bulk_create` asks it before.

    Raises:
        Invalid: a text is longer than its column or holds a sign that none keeps, or a number is out of range.
    """
    if found := list(faults(row, only)):
        raise Invalid(errors=found)


def _before_saving(sender: type[models.Model], instance: models.Model, **how: Any) -> None:
    if sender.__module__.startswith(OURS):
        require(instance, how.get("update_fields"))


def connect() -> None:
    """Called once, when the kernel is ready."""
    pre_save.connect(_before_saving, dispatch_uid="tansiq.kernel.bounds")
