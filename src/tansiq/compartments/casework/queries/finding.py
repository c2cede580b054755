"""One record or the refusal that says there is none: absent and hidden are the same."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

from tansiq.kernel.problems import NotFound

Row = TypeVar("Row", bound=Model)
MOST = 200


def one(rows: QuerySet[Row]) -> Row:
    """The first of them.

    Raises:
        NotFound: there is none, or none that exists for the actor.
    """
    row = rows.first()
    if row is None:
        raise NotFound
    return row
