"""A check that stops the build: no passage leads where nothing may ever go (design 4.1: "may never receive")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from tansiq.gateway.passages import PASSAGES, Passage

# From, to: the rule that such a passage would break. Rooms that do not exist yet stand here before they do.
NEVER = {
    ("intelligence", "casework"): "W-3",
    ("returns", "intelligence"): "RL-10",
    ("victims", "intelligence"): "RL-10",
    ("victims", "returns"): "RL-10",
    ("cooperation", "intelligence"): "RL-10",
}


def forbidden_passages(passages: Iterable[Passage]) -> list[CheckMessage]:
    """An error for each passage that leads where nothing may go."""
    faults: list[CheckMessage] = []
    for row in passages:
        line = NEVER.get((row.sender, row.receiver))
        if line:  # rule: RL-10, W-3
            faults.append(Error(f"passage {row.code} crosses {line}", id="tansiq.E003"))
    return faults


@register("walls")
def check_passages(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    return forbidden_passages(PASSAGES.values())
