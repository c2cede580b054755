"""A request with its actor, and how its officer wants to read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.problems import Problem


class OfficerRequest(HttpRequest):
    """A request with its actor."""

    actor: Actor
    htmx: bool
    # Refusals that stand in a form, and the one that became the answer.
    refused: list[Problem]
    fatal: Problem | None
    # What the sign-in still lacks (tansiq.desk.gate); None where it is complete.
    lacks: Any


def display_of(request: HttpRequest) -> dict[str, Any]:
    """Theme, digits and whether single keys are shortcuts, as chosen in this browser."""
    cookies = request.COOKIES
    # Where nobody chose: the digits of the place in its own language, Western ones in another.
    is_arabic = (get_language() or "ar").startswith("ar")
    digits = charter.current().jurisdiction.digits if is_arabic else "latn"
    return {
        "theme": cookies.get("theme", "auto"),
        "digits": cookies.get("digits", digits),
        "shortcuts": cookies.get("shortcuts", "on") == "on",
    }
