"""Of a form that lacks several things all are marked at once, whichever its action names first."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.utils import translation

from tansiq.compartments.casework.forms.court import ChargeForm
from tansiq.compartments.cooperation.forms.claims import ClaimForm
from tansiq.compartments.cooperation.forms.sessions import ExaminationForm, HeldForm
from tansiq.compartments.custody.forms.facts import LeftForm
from tansiq.compartments.protection.forms import DecideForm
from tansiq.compartments.victims.forms.about import InquiryForm
from tansiq.compartments.victims.forms.contacts import PlanForm
from tansiq.compartments.victims.views.court_forms import TypeForm
from tansiq.kernel.pages import flow
from tansiq.kernel.problems import Invalid
from tansiq.kernel.problems.words import field_words

DAY, HOUR = "2026-01-05", "2026-01-05T10:00"
PAPER = {"on": DAY, "paper": "محضر 12"}
HELD = {"began_at": HOUR, "ended_at": HOUR, "place_code": "-", "longest_stretch_minutes": "60"}


# The form, what was typed, the field that the action names, and the fields that are marked.
@pytest.mark.parametrize(
    ("form", "typed", "named", "marked"),
    [
        (PlanForm, {"is_literate": "no"}, "channel", {"channel", "safe_time"}),
        (InquiryForm, PAPER, "heir", {"heir", "direction", "raised_by"}),
        (InquiryForm, PAPER | {"waiver": "W1", "raiser": "H2"}, "direction", {"direction"}),
        (TypeForm, {"on": DAY, "kind": "pardon_in_court"}, "number", {"number", "digest", "qisas", "diya"}),
        (TypeForm, {"on": DAY, "kind": "age_ruled", "finding": "child"}, "number", {"number", "digest"}),
        (ClaimForm, {"is_interested": "on"}, "fact", {"fact", "interest", "grade_source", "grade_information"}),
        (ExaminationForm, {"examined_at": HOUR, "finding": "conditions"}, "psychologist", {"psychologist", "conditions"}),
        (HeldForm, HELD, "counsel", {"counsel", "place", "present", "topics"}),
        (HeldForm, HELD | {"place_code": "agency:court"}, "counsel", {"counsel", "present", "topics"}),
        (LeftForm, {"expected_at": HOUR, "to_words": "سجن آخر"}, "at", set()),
        (DecideForm, {"decision": "not_warn"}, "reasons", {"reasons", "ground"}),
        (DecideForm, {"decision": "warn"}, "reasons", {"reasons"}),
    ],
)  # fmt: skip
def test_what_is_missing_is_marked_together_and_nothing_else(form, typed, named, marked):
    made, request = form(typed), SimpleNamespace(refused=[])
    if "place_code" in made.fields:
        made.fields["place_code"].choices = [(typed["place_code"], "x")]
    problem = Invalid(errors=[{"field": named, "code": "MISSING" if marked else "IN_FUTURE"}])

    with translation.override("en"):
        assert made.is_valid(), made.errors
        flow.refuse_in_form(request, made, problem)
        missing = str(field_words("MISSING"))
        assert {name for name, words in made.errors.items() if missing in words} == marked
        assert (flow.status_of(made), request.refused) == (422, [problem])


def test_the_same_is_marked_where_a_moment_is_missing_and_the_action_is_not_asked():
    form = ChargeForm({"happened_on": "?"}, victims=[])
    with translation.override("en"):
        assert flow.status_of(form) == 422
        assert {"act", "words", "district", "standard"} <= set(form.errors)


def test_a_refusal_that_names_no_field_marks_none():
    form = DecideForm({"decision": "warn"})
    assert form.is_valid()
    flow.refuse_in_form(SimpleNamespace(refused=[]), form, Invalid())
    assert "reasons" not in form.errors


def test_a_refusal_of_a_field_that_the_page_has_not_says_what_is_wrong():
    form = DecideForm({"decision": "warn", "reasons": "x"})
    assert form.is_valid()
    flow.refuse_in_form(SimpleNamespace(refused=[]), form, Invalid(errors=[{"field": "elsewhere", "code": "IN_PAST"}]))
    assert str(field_words("IN_PAST")) in str(form.non_field_errors())
