"""Whoever chooses nothing has decided nothing."""

from __future__ import annotations

import inspect
import re

import pytest
from django import forms
from django.urls import get_resolver

from tansiq.kernel.pages.fields import EitherField, OpenChoiceField

# A choice that a form turns into yes or no: where the action judges it the answer that is missing would read as no.
WEIGHED = re.compile(r'\["(\w+)"\] == "')


def _forms(base: type[forms.BaseForm] = forms.BaseForm) -> list[type[forms.BaseForm]]:
    found = [one for child in base.__subclasses__() for one in (child, *_forms(child))]
    return [one for one in found if one.__module__.startswith("tansiq.")]


def test_no_form_reads_a_missing_choice_as_no():
    assert get_resolver().url_patterns  # every view, and with it every form, is imported
    weighed = {
        (form, name)
        for form in _forms()
        for name in WEIGHED.findall(inspect.getsource(form))
        if isinstance(form.base_fields.get(name), forms.ChoiceField)
    }

    assert len(weighed) >= 8
    for form, name in weighed:
        field = form.base_fields[name]
        assert field.required, f"{form.__name__}.{name}"
        assert not isinstance(field, OpenChoiceField), f"{form.__name__}.{name}"


@pytest.mark.parametrize("typed", ["", "neither"])
def test_without_one_of_the_answers_nothing_is_decided(typed):
    with pytest.raises(forms.ValidationError):
        EitherField(choices=[("yes", "Yes"), ("no", "No")]).clean(typed)
