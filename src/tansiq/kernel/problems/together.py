"""Faults of one form are told at once, not one after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tansiq.kernel.problems.problem import FieldError, Invalid, NotFound, NotPermitted, Problem

Asked = TypeVar("Asked")


class Together:
    """Asks one thing after the other, keeps what is refused, and refuses once for all of it.

    A refusal of its own kind leads, whatever its place: it says more than that a field is missing; before all one of
    which the inspector is told, for only what leads is told. Who may not act at
    all, and what is not there, is told before anything is asked of the fields.
    """

    def __init__(self) -> None:
        self.refused: list[Problem] = []

    def ask(self, check: Callable[[], Asked]) -> Asked | None:
        """What the check gives; None where it refuses, and the refusal is kept."""
        try:
            return check()
        except (NotFound, NotPermitted):
            raise
        except Problem as problem:
            self.refuse(problem)
            return None

    def refuse(self, problem: Problem) -> None:
        """Keep a refusal."""
        self.refused.append(problem)

    def fault(self, field: str, code: str) -> None:
        """Keep a fault of one field."""
        self.refuse(Invalid(errors=[{"field": field, "code": code}]))

    def settle(self) -> None:
        """Refuse if anything was refused.

        Raises:
            Problem: the leading refusal, with the fields of all.
        """
        if not self.refused:
            return
        first = next(
            (one for one in self.refused if one.notify_oversight),
            next((one for one in self.refused if type(one) is not Invalid), self.refused[0]),
        )  # fmt: skip
        told: list[FieldError] = []
        for one in (first, *self.refused):
            told += [error for error in one.errors if error["field"] not in {known["field"] for known in told}]
        first.errors = told
        raise first
