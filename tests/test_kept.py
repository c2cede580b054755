"""Every table behind a wall is erased in time, or says in its app why no clock erases it."""

from __future__ import annotations

import ast
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from tansiq.kernel import walls
from tansiq.kernel.charter import floors
from tansiq.kernel.retention.sources import SOURCES

MODELS = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
# What of other apps goes with a record: erased by a function of their own, which every source calls.
ERASED_BY = {
    "audit": "tansiq.kernel.audit.actions",
    "people": "tansiq.people.actions",
}


def _told(app: Any, name: str) -> dict[str, str]:
    """What an app declares in its `retention.py`, or in its `walls.py` where it erases nothing itself."""
    found: dict[str, str] = {}
    for module in ("retention", "walls"):
        if find_spec(f"{app.name}.{module}"):
            found |= getattr(import_module(f"{app.name}.{module}"), name, {})
    return found


def _apps() -> list[Any]:
    return [app for app in apps.get_app_configs() if app.name.startswith("tansiq.") and app.label != "kernel"]


KEPT = {table: why for app in _apps() for table, why in _told(app, "KEPT").items()}
ERASED = {table for table, wall in walls.declared().items() if wall.ended}


def test_each_table_is_erased_in_time_or_says_why_it_stays():
    unanswered = set(walls.declared()) - ERASED - set(KEPT)

    assert unanswered == set()
    assert ERASED & set(KEPT) == set()
    assert set(KEPT) - set(walls.declared()) == set()
    assert all(len(why) > 20 for why in KEPT.values())


def _words_of(module: str) -> set[str]:
    """Every name that stands in a module."""
    tree = ast.parse(Path(str(import_module(module).__file__)).read_text(encoding="utf-8"))
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | {
        node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
    }


def _goes_with(model: Any) -> set[str]:
    """Tables whose rows take this one's with them."""
    return {
        field.related_model._meta.db_table
        for field in model._meta.get_fields()
        if field.many_to_one and field.remote_field.on_delete.__name__ == "CASCADE"
    }


@pytest.mark.rule("G4")
@pytest.mark.parametrize("table", sorted(ERASED))
def test_what_the_wall_lets_the_job_erase_a_source_does_erase(table):
    model = MODELS[table]
    app = apps.get_app_config(model._meta.app_label)
    names = _words_of(ERASED_BY.get(app.label, f"{app.name}.retention"))
    named = {one._meta.db_table for one in app.get_models() if one.__name__ in names}
    named |= {apps.get_model(source.kind)._meta.db_table for source in SOURCES.values()}

    assert table in named or _goes_with(model) & named, f"nothing names {model.__name__}"


def test_each_source_erases_a_table_that_lets_it_and_by_a_time_of_the_charter():
    for source in SOURCES.values():
        assert apps.get_model(source.kind)._meta.db_table in ERASED, source.rule
    assert set(SOURCES) == {*floors.KEPT_AT_MOST, *floors.KEPT_AT_LEAST} - {"SUBJECT-PROPOSED"}
