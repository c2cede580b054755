"""Accused, victims, charges and tracks."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.casework.actions.terms_court import is_own_rule
from tansiq.compartments.casework.drafts_court import ChargeDraft, TrackDraft
from tansiq.compartments.casework.forms.cases import courts, text
from tansiq.compartments.casework.forms.exhibits import short
from tansiq.compartments.casework.models import Accused, Charge, Victim
from tansiq.kernel.pages.fields import (
    DayField,
    OpenCharField,
    OpenChoiceField,
    OpenChoicesField,
    in_force,
    reasons_field,
)
from tansiq.kernel.pages.places import districts


def numbers(words: str) -> tuple[str, ...]:
    """Numbers as people write them, one a line or with commas."""
    return tuple(one for one in re.split(r"[\s,،;؛]+", words) if one)


def ids(given: list[str]) -> tuple[UUID, ...]:
    """Ids that were ticked; what is none names nothing and is left out."""
    return tuple(UUID(one) for one in given if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", one))


class OpenForm(forms.Form):
    """Nothing is asked: the file is opened."""

    def for_action(self) -> dict[str, Any]:
        return {}


class AccusedForm(forms.Form):
    """Somebody who is accused."""

    name = short(_("Name"))
    age_at_act = OpenChoiceField(label=_("Age at the act"), choices=Accused.Age.choices, widget=forms.RadioSelect)
    age_paper = short(_("Paper that proves the age"), required=False, help_text=_("Nobody is an adult without one."))
    detention = short(
        most=20, label=_("Number in the register of detentions"), is_code=True, required=False,
        help_text=_("If he is held: a release that the court orders goes there at once."),
    )  # fmt: skip


class AgeForm(forms.Form):
    """What somebody says of the age: beside what was said before."""

    age_at_act = OpenChoiceField(label=_("Age at the act"), choices=Accused.Age.choices, widget=forms.RadioSelect)
    age_paper = short(
        _("Paper that says so"), required=False,
        help_text=_("Nobody is an adult without one. That somebody was a child may be said without any."),
    )  # fmt: skip
    judge = short(
        _("Judge who ruled on the age"), required=False,
        help_text=_("With the number of the record it is a ruling: what was said before counts no more."),
    )  # fmt: skip
    record_number = short(most=60, label=_("Number of the record"), is_code=True, required=False)
    detention = short(most=20, label=_("Number in the register of detentions"), is_code=True, required=False)

    def __init__(self, *args: Any, rules: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not rules:
            del self.fields["judge"], self.fields["record_number"]


class VictimForm(forms.Form):
    """A victim."""

    label = short(_("Who was harmed?"), help_text=_("As the case knows the person. Heirs are not named here."))
    harm = OpenChoiceField(label=_("How?"), choices=Victim.Harm.choices, widget=forms.RadioSelect)
    heirs_record = short(
        most=30, label=_("Number of the heirs’ file"), is_code=True, required=False,
        help_text=_("As the victims’ office has told it. What stands in that file nobody reads here."),
    )  # fmt: skip


class HarmForm(forms.Form):
    """What became of a victim later: beside what was said before."""

    harm = OpenChoiceField(label=_("What became of the person?"), choices=Victim.Harm.choices, widget=forms.RadioSelect)
    happened_on = DayField(label=_("On which day, if it is known?"), required=False)
    paper = short(_("Paper that says so, or who said it"), most=200)


class OfVictimsForm(forms.Form):
    """A form about some of the victims of a file."""

    def __init__(self, *args: Any, victims: list[Victim], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["victim_ids"].choices = [(str(row.id), row.label) for row in victims]  # type: ignore[attr-defined]

    def for_action(self) -> dict[str, Any]:
        return self.cleaned_data | {"victim_ids": ids(self.cleaned_data["victim_ids"])}


class MoreVictimsForm(OfVictimsForm):
    """Whom else an act harmed."""

    victim_ids = OpenChoicesField(
        label=_("Whom else did this act harm?"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Name the victim in the file first. On which track the act stands is said for each apart."),
    )  # fmt: skip
    reasons = reasons_field()


class HeirsForm(forms.Form):
    """The number of the heirs' file."""

    heirs_record = short(most=30, label=_("Number of the heirs’ file"), is_code=True)


class RankForm(forms.Form):
    """What an analyst says of a rank."""

    analyst = short(_("Name of the analyst who says so"))
    role_claimed = short(_("Which rank or role?"))
    period = short(_("From when to when?"))
    source_grade = OpenChoiceField(label=_("Source"), choices=in_force("source_grades"))
    information_grade = OpenChoiceField(label=_("Information"), choices=in_force("information_grades"))
    is_contested = forms.BooleanField(label=_("Somebody disputes it"), required=False)
    words = text(_("What is it based on?"))


class _Sides(forms.Form):
    """What speaks for and against: asked for alike."""

    standard = OpenChoiceField(label=_("How far does the evidence reach?"), choices=in_force("proof_standards"))
    evidence = text(
        _("Exhibits and statements that speak for it"), rows=2, required=False, help_text=_("Numbers, one a line.")
    )
    exculpatory = text(
        _("Exhibits and statements that speak against it"), rows=2, required=False, help_text=_("Numbers, one a line.")
    )
    looked_for_against = text(
        _("If nothing speaks against it: where was looked?"), rows=2, required=False,
    )  # fmt: skip

    def sides(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "standard": told["standard"], "evidence": numbers(told["evidence"]),
            "exculpatory": numbers(told["exculpatory"]), "looked_for_against": told["looked_for_against"],
        }  # fmt: skip


class ChargeForm(_Sides):
    """One act that is alleged against one person."""

    act = OpenChoiceField(label=_("Which act?"), choices=in_force("acts"))
    words = text(_("What did this person do?"), help_text=_("One act. No rank, no relative, no tribe, no belief."))
    happened_on = DayField(label=_("On which day?"))
    happened_until = DayField(
        label=_("If the day is not known: until which day may it have been?"), required=False,
        help_text=_("The day above is then the first on which it may have been."),
    )  # fmt: skip
    place = short(_("Where, in words"), required=False)
    district = OpenChoiceField(label=_("District"), choices=districts())
    control = short(_("Who held the district then?"), help_text=_("With the months or years, as far as is known."))
    mode = OpenChoiceField(label=_("How does he answer for it?"), choices=in_force("liability_modes"))
    own_part = text(_("His own part in this act"), rows=2, required=False, help_text=_("Leave it out for a commander."))
    knew = text(_("As commander: what did he know of this act?"), rows=2, required=False)
    could = text(_("As commander: what could he have done?"), rows=2, required=False)
    victim_ids = OpenChoicesField(label=_("Victims of this act"), required=False, widget=forms.CheckboxSelectMultiple)
    field_order = (
        "act", "words", "happened_on", "happened_until", "place", "district", "control", "victim_ids", "mode",
        "own_part", "knew", "could", "evidence", "exculpatory", "looked_for_against", "standard",
    )  # fmt: skip

    def __init__(self, *args: Any, victims: list[Victim], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["victim_ids"].choices = [(str(row.id), row.label) for row in victims]  # type: ignore[attr-defined]
        if not victims:
            del self.fields["victim_ids"]

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        named = ("act", "words", "happened_on", "happened_until", "place", "district", "control", "mode", "own_part",
                 "knew", "could")  # fmt: skip
        victims = ids(told.get("victim_ids", []))
        return {"draft": ChargeDraft(victim_ids=victims, **{name: told[name] for name in named}, **self.sides())}


class WeighForm(_Sides):
    """What speaks for and against, said anew."""

    field_order = ("evidence", "exculpatory", "looked_for_against", "standard")

    def for_action(self) -> dict[str, Any]:
        return self.sides()


class MoveForm(forms.Form):
    """The next state of a charge."""

    to = OpenChoiceField(label=_("What becomes of it?"), widget=forms.RadioSelect)
    court_id = forms.TypedChoiceField(
        label=_("Court before which it is brought"), choices=courts, coerce=UUID, empty_value=None, required=False,
        help_text=_("For the first indictment. From then on the court reads this file."),
    )  # fmt: skip
    reasons = reasons_field()

    def __init__(self, *args: Any, states: list[str], needs_court: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = [(one, Charge.State(one).label) for one in states]  # type: ignore[attr-defined]
        if not needs_court:
            del self.fields["court_id"]


def _laws() -> list[tuple[str, Any]]:
    """Instruments in force today that are law: a rule of ours characterises nobody."""
    return [one for one in in_force("instruments")() if not one[0] or not is_own_rule(one[0], timezone.now())]


class TrackForm(forms.Form):
    """The track of a charge for one victim."""

    victim_id = OpenChoiceField(label=_("For which victim?"), widget=forms.RadioSelect)
    track = OpenChoiceField(label=_("Which track?"), choices=in_force("tracks", blank=False), widget=forms.RadioSelect)
    instrument = OpenChoiceField(label=_("By which law?"), choices=_laws)
    paper = short(_("Number and date of the decision or record"))
    made_on = DayField(label=_("Said on which day?"))
    is_fact = forms.BooleanField(
        label=_("A court has said so: I write it down"), required=False,
        help_text=_("What a court has said is never refused here, whatever it was. Paper and reasons may come later."),
    )  # fmt: skip
    reasons = reasons_field()

    def __init__(self, *args: Any, victims: list[Victim], **options: Any) -> None:
        super().__init__(*args, **options)
        # What a plan needs the action asks for: a fact may lack it.
        for name in ("instrument", "paper", "reasons"):
            self.fields[name].required = False
        self.fields["victim_id"].choices = [(str(row.id), row.label) for row in victims]  # type: ignore[attr-defined]
        if not victims:
            del self.fields["victim_id"]

    def for_action(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        chosen = ids([told.pop("victim_id", "")])
        return {"draft": TrackDraft(victim_id=chosen[0] if chosen else None, **told)}


class SettlementForm(OfVictimsForm):
    """A settlement with named families."""

    victim_ids = OpenChoicesField(
        label=_("With the families of which victims?"), widget=forms.CheckboxSelectMultiple,
        help_text=_("One by one. For a victim whose heirs have no file nobody settles."),
    )  # fmt: skip
    words = text(_("What is agreed?"), rows=4)
    women_heard = OpenCharField(
        label=_("Which women were heard?"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Who they are to whoever was killed, and what they asked. If none was heard: none, and why."),
    )  # fmt: skip
    ends_on = DayField(label=_("Until, if it ends"), required=False)
    reasons = reasons_field()
