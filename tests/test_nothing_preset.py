"""In the rooms of courts, victims, custody and protection no answer stands in a form before somebody gives it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django import forms
from django.urls import get_resolver

from tansiq.kernel.pages.fields import YesNoField

ROOMS = ("casework", "cooperation", "custody", "protection", "victims")
# What stands there all the same, by form and field, each with why nothing is said by it.
ALLOWED = {
    "*.kind_1": "of a number that nobody types nothing is kept",
    "*.kind_2": "the same",
    "*.kind_3": "the same",
    "*.c_ID": "«nothing said of it» records nothing, and a ruling without its charges is marked as such",
    "AnswerForm.detention_id": "«none of these» records nothing, and of somebody who is there one is asked for",
}
_ROW = SimpleNamespace(
    id=UUID(int=1), number="1", mark="1", description="", words="", name="x", label="x", code="V1", reference="",
    kind="victim", exhibit=SimpleNamespace(number="1", mark="1"),
)  # fmt: skip


def _form_classes(base: type[forms.BaseForm] = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for child in base.__subclasses__():
        yield child
        yield from _form_classes(child)


def _stand_in(annotation: str) -> Any:
    if "tuple[str, str]" in annotation:
        return [("1", "x")]
    if annotation.startswith(("list[str]", "tuple[str")):
        return []
    if annotation.startswith(("list", "Sequence")):
        return [_ROW]
    return UUID(int=1) if annotation == "UUID" else True


def _made(form: type[forms.BaseForm]) -> forms.BaseForm | None:
    """A fresh form as a page draws it; None of one that others are only built on."""
    asked = {
        name: _stand_in(str(one.annotation))
        for kind in form.__mro__ if "__init__" in vars(kind)
        for name, one in inspect.signature(kind).parameters.items()
        if one.kind is one.KEYWORD_ONLY and one.default is one.empty
    }  # fmt: skip
    try:
        return form(**asked)
    except KeyError:
        assert form.__subclasses__(), form
        return None


def _values(field: forms.ChoiceField) -> list[str]:
    found: list[str] = []
    for value, words in field.choices:
        found += [str(one) for one, _words in words] if isinstance(words, list | tuple) else [str(value)]
    return found


def _stands(form: forms.BaseForm, name: str, field: forms.Field) -> bool:
    """Whether a browser shows an answer before anybody has given one."""
    told = form.get_initial_for_field(field, name)
    if not isinstance(field, forms.ChoiceField) or isinstance(field, forms.MultipleChoiceField):
        return bool(told) or (told == 0 and told is not False)
    values, chosen = _values(field), "" if told is None else str(told)
    if isinstance(field.widget, forms.RadioSelect):
        return chosen in values
    # Of a list a browser shows the first where none is chosen.
    return isinstance(field.widget, forms.Select) and (chosen if chosen in values else [*values, ""][0]) != ""


@pytest.mark.django_db
def test_no_form_answers_before_somebody_does():
    assert get_resolver().url_patterns  # every view, and with it every form, is imported
    rooms = tuple(f"tansiq.compartments.{room}." for room in ROOMS)
    made = [form for one in _form_classes() if one.__module__.startswith(rooms) and (form := _made(one))]

    found = {
        f"{type(form).__name__}.{re.sub('_[0-9a-f]{32}$', '_ID', name)}"
        for form in made
        for name, field in form.fields.items()
        if _stands(form, name, field)
    }

    assert len(made) > 100
    assert {one for one in found if one not in ALLOWED and f"*.{one.split('.')[1]}" not in ALLOWED} == set()


@pytest.mark.parametrize(("typed", "told"), [("yes", True), ("no", False)])
def test_yes_and_no_are_answers_and_nothing_is_none(typed, told):
    field = YesNoField()
    assert field.clean(typed) is told
    assert field.prepare_value(told) == typed
    for nothing in ("", None, "perhaps"):
        with pytest.raises(forms.ValidationError):
            field.clean(nothing)
