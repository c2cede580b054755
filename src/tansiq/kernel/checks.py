"""Checks of the house that stop the build: every table has its wall, and no field crosses a red line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register
from django.db import models

from tansiq.kernel import walls

# Field names that would keep what the red lines forbid, and the line that each crosses.
FORBIDDEN_FIELDS = {
    "risk": "RL-01", "risk_score": "RL-01", "danger_score": "RL-01", "threat_score": "RL-01", "likelihood": "RL-01",
    "face": "RL-02", "face_vector": "RL-02", "face_embedding": "RL-02",
    "social_profile": "RL-03", "social_media": "RL-03",
    "location_track": "RL-04", "last_location": "RL-04", "last_seen_at": "RL-04", "device_id": "RL-04",
    "coordinates": "RL-05", "latitude": "RL-05", "longitude": "RL-05", "home_point": "RL-05",
    "tribe": "RL-06", "relatives": "RL-06", "family_tree": "RL-06", "parent_kit": "RL-06",
}  # fmt: skip


def forbidden_fields(tables: Iterable[type[models.Model]]) -> list[CheckMessage]:
    """An error for each field of these models that would cross a red line."""
    faults: list[CheckMessage] = []
    for model in tables:
        for field in model._meta.get_fields():
            line = FORBIDDEN_FIELDS.get(field.name)
            if line:  # rule: RL-01, RL-02, RL-03, RL-04, RL-05, RL-06, G28
                faults.append(Error(f"{model.__name__}.{field.name} crosses {line}", id="tansiq.E002"))
    return faults


def bare_tables(tables: set[str], walled: set[str], exempt: set[str]) -> list[CheckMessage]:
    """An error for each table that has neither a wall nor a line on the exempt list."""
    return [Error(f"table {name} has no wall", id="tansiq.E001") for name in sorted(tables - walled - exempt)]


@register("walls")
def check_house(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    ours = [model for model in apps.get_models() if model.__module__.startswith("tansiq.")]
    return bare_tables(walls.tables(), set(walls.declared()), set(walls.EXEMPT)) + forbidden_fields(ours)
