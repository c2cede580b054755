"""Agencies at work by a seed: random steps of every room, through the real actions.

Each room is a module of its own with a class `Steps`: methods `do_…`, one action each, and how often each is chosen in
`weights`. It may name further people in `CAST` and what their agencies are in `KINDS`, as `base` does. Whatever stands
in this folder takes part.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from benchmarks.walls_steps.base import CAST, KINDS, Base

_ROOMS = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__) if found.name != "base"]

for _room in _ROOMS:
    KINDS.update(getattr(_room, "KINDS", {}))
    for _agency, _people in getattr(_room, "CAST", {}).items():
        CAST[_agency] = CAST.get(_agency, {}) | _people


def story_of_all() -> type[Base]:
    """One class with the steps of every room.

    Raises:
        NameError: two rooms have a method of one name, and one of the two would never be done.
    """
    named = [name for room in _ROOMS for name in vars(room.Steps) if not name.startswith("__") and name != "weights"]
    if twice := {name for name in named if named.count(name) > 1}:
        raise NameError(f"two rooms have {sorted(twice)}")
    weights = {step: weight for room in _ROOMS for step, weight in room.Steps.weights.items()}
    story: type[Base] = type("Story", tuple(room.Steps for room in _ROOMS), {"weights": weights})
    return story


Story = story_of_all()
