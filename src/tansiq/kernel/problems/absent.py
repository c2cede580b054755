"""One record of a table, or the one answer that absent and hidden records share."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

from tansiq.kernel.problems.problem import NotFound

Record = TypeVar("Record", bound=Model)


def existing(rows: QuerySet[Record]) -> Record:
    """The first of these rows; row security decides which of them exist for the actor.

    Raises:
        NotFound: there is none: absent, or hidden.
    """
    row = rows.first()
    if row is None:
        raise NotFound
    return row
