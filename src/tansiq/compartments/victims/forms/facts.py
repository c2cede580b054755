"""One form for each kind of fact; its fields are those of the event."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.victims.actions.facts import MOST_HEIRS
from tansiq.compartments.victims.drafts import HeirDraft
from tansiq.compartments.victims.events import is_share
from tansiq.compartments.victims.forms.fields import CHOOSE, EventForm, lines
from tansiq.compartments.victims.forms.matters import AGES
from tansiq.compartments.victims.words import CURRENCIES
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.pages.fields import DayField, OpenCharField, OpenChoiceField, PastDayField
from tansiq.kernel.problems.words import FIELD_WORDS
from tansiq.kernel.reading import number

CAPACITIES = (
    CHOOSE, ("capable", _("Of age and capable")), ("minor", _("A minor")), ("lacks", _("Lacks capacity")),
)  # fmt: skip
# How many lines a certificate begins with, and how many are added at a time.
HEIR_LINES = 8


# More than any sum of a diya, and no more digits than a receipt has.
_SUM = re.compile(r"\d{1,15}(?:[.٫]\d{1,3})?")
_PARTED = str.maketrans("", "", ",٬ \u00a0\u202f")


def sum_of(typed: str) -> str | None:
    """A sum of money in western digits; None where what was typed is no number above nothing."""
    found = typed.strip().translate(_PARTED)
    if not _SUM.fullmatch(found):
        return None
    western = "".join("." if sign in ".٫" else str(int(sign)) for sign in found)
    return western if float(western) > 0 else None


class FactForm(EventForm):
    """A fact of the matter. `KIND` is that of the event; `TITLE` heads the page."""

    KIND = ""
    TITLE: Any = ""
    HINT: Any = ""

    def prepare(self) -> None:
        for name in ("victim", "accused", "heir"):
            if name in self.fields:
                self.fields[name].choices = self.of(name)  # type: ignore[attr-defined]
        known = dict.fromkeys(row.event["charge"] for row in self.entries if row.kind == "characterised")
        if "charge" in self.fields and known:
            self.fields["charge"].help_text = _("Charges of this file: %(charges)s") % {"charges": _(", ").join(known)}

    def told(self) -> dict[str, Any]:
        """The fields of the event besides its moment."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("on", "hour", "paper")}

    def for_action(self) -> dict[str, Any]:
        return self.common() | {"kind": self.KIND, "told": self.told()}


def _party(words: Any) -> OpenChoiceField:
    return OpenChoiceField(label=words, choices=())


def _number(words: Any, **options: Any) -> OpenCharField:
    return OpenCharField(label=words, max_length=60, widget=forms.TextInput(attrs={"dir": "ltr"}), **options)


def _record() -> OpenCharField:
    return _number(
        _("Number of the court’s record"), required=False,
        help_text=_("Without a number it waits. What a judge says for liberty counts when it is spoken."),
    )  # fmt: skip


def tracks() -> list[tuple[str, Any]]:
    pack, lang = charter.current(), get_language() or "ar"
    return [CHOOSE, *((row.code, row.name(lang)) for row in pack.heirs.tracks)]


class CharacterisedForm(FactForm):
    KIND, TITLE = "characterised", _("Characterisation of an act")
    HINT = _("As a prosecutor or a judge has written it, for one charge. Nobody concludes it here.")
    charge = _number(_("Number of the charge"))
    victim, accused = _party(_("Victim")), _party(_("Accused"))
    track = OpenChoiceField(label=_("Track"), choices=tracks)
    by = OpenChoiceField(
        label=_("Characterised by"), choices=(CHOOSE, ("prosecutor", _("Prosecutor")), ("judge", _("Judge")))
    )
    instrument = OpenCharField(label=_("Name, and number of the paper"), max_length=200)


class CapacityForm(FactForm):
    KIND, TITLE = "capacity_ruled", _("Ruling on the capacity of an heir")
    heir = _party(_("Heir"))
    capacity = OpenChoiceField(label=_("Capacity"), choices=CAPACITIES)
    record = _record()


class AgeForm(FactForm):
    KIND, TITLE = "age_ruled", _("Ruling on the age of an accused at the act")
    accused = _party(_("Accused"))
    age_at_act = OpenChoiceField(label=_("Age at the act"), choices=AGES)
    record = _record()


class JudgmentForm(FactForm):
    KIND, TITLE = "judgment", _("Judgment on a charge")
    charge = _number(_("Number of the charge"))
    result = OpenChoiceField(
        label=_("Result"),
        choices=(
            CHOOSE, ("convicted", _("Convicted")), ("acquitted", _("Acquitted")),
            ("discontinued", _("Discontinued")),
        ),
    )  # fmt: skip
    final = forms.BooleanField(label=_("It is final"), required=False)
    diya_amount = _number(_("Sum of the diya in the judgment, if it names one"), required=False)
    diya_instrument = _number(_("Law that the judgment names for the sum"), required=False)

    def told(self) -> dict[str, Any]:
        found = super().told()
        return {name: value for name, value in found.items() if value != "" or not name.startswith("diya_")}


class HeirDiedForm(FactForm):
    KIND, TITLE = "heir_died", _("An heir has died")
    heir = _party(_("Heir"))


class OffenderDiedForm(FactForm):
    KIND, TITLE = "offender_died", _("An accused has died")
    accused = _party(_("Accused"))


class InheritsForm(FactForm):
    KIND, TITLE = "offender_inherits", _("An accused, or his heir, inherits from an heir or from the victim")
    accused = _party(_("Accused"))
    from_heir = _party(_("From whom"))
    part = OpenChoiceField(
        label=_("How much of the right"), choices=(CHOOSE, ("all", _("All of it")), ("some", _("A part")))
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["from_heir"].choices = [*self.of("heir"), *self.of("victim")[1:]]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        found = super().told()
        return {"from": found.pop("from_heir"), **found}


class DiyaPaidForm(FactForm):
    KIND, TITLE = "diya_paid", _("A payment of diya")
    heir, victim, accused = _party(_("To which heir")), _party(_("Victim")), _party(_("Accused"))
    amount = _number(_("Sum"))
    currency = OpenChoiceField(label=_("Currency"), choices=lambda: [CHOOSE, *CURRENCIES.items()])

    def clean_amount(self) -> str:
        """The sum with the digits of either script, its thousands parted or not."""
        typed = self.cleaned_data["amount"]
        if not typed.strip():
            raise forms.ValidationError(str(FIELD_WORDS["MISSING"]), code="missing")
        if (amount := sum_of(typed)) is None:
            raise forms.ValidationError(str(FIELD_WORDS["OUT_OF_RANGE"]), code="amount")
        return amount

    def clean_currency(self) -> str:
        told: str = self.cleaned_data["currency"]
        if told not in CURRENCIES:
            raise forms.ValidationError(str(FIELD_WORDS["UNKNOWN" if told else "MISSING"]), code="currency")
        return told


class SettlementForm(FactForm):
    KIND, TITLE = "settlement", _("A settlement, an arbitration or a truce")
    HINT = _("It touches no right. Which women were heard is asked apart.")
    parties_named = lines(_("Parties, one on each line"), rows=3)
    mediators = OpenCharField(label=_("Who mediated, and who guarantees it?"), required=False, max_length=400)
    women_heard = OpenCharField(
        label=_("Which women were heard?"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Who they are to whoever was killed, and what they asked. If none was heard: none, and why."),
    )  # fmt: skip
    text = lines(_("What was agreed"), rows=4)
    ends_on = DayField(label=_("Until, if it ends"), required=False)

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        found = {
            "parties": [line.strip() for line in given["parties_named"].splitlines() if line.strip()],
            "text": given["text"],
        }  # fmt: skip
        return found | ({"ends_on": given["ends_on"].isoformat()} if given["ends_on"] else {})

    def for_action(self) -> dict[str, Any]:
        beside = {name: self.cleaned_data[name] for name in ("mediators", "women_heard")}
        return super().for_action() | {"beside": beside}


FORMS: dict[str, type[FactForm]] = {
    form.KIND: form
    for form in (
        CharacterisedForm, CapacityForm, AgeForm, JudgmentForm, HeirDiedForm, OffenderDiedForm, InheritsForm,
        DiyaPaidForm, SettlementForm,
    )
}  # fmt: skip


def lines_of(asked: str, typed: Any = None) -> int:
    """How many lines a certificate shows: as many as were asked for, and no fewer than were typed.

    Args:
        asked: what stands in the address; anything but a number counts as nothing.
        typed: what was sent, None before.
    """
    given = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else HEIR_LINES
    sent = [name.removeprefix("share_") for name in typed or () if name.startswith("share_")]
    last = max((int(at) for at in sent if at.isascii() and at.isdecimal() and len(at) < 4), default=1)
    return min(max(given, last, 1), MOST_HEIRS)


class CertificateForm(EventForm):
    """The court's certificate of the heirs, line by line as it is written."""

    victim = _party(_("Of which victim"))
    court = OpenCharField(label=_("Court"), max_length=120)
    number = _number(
        _("Number of the certificate"), required=False, help_text=_("Without a number it is recorded and waits.")
    )
    supersedes = forms.ChoiceField(label=_("Replaces an earlier one"), required=False, choices=())

    def __init__(self, typed: Any = None, *, lines: int = HEIR_LINES, **options: Any) -> None:
        self.lines = range(1, lines + 1)
        super().__init__(typed, **options)

    def prepare(self) -> None:
        self.fields["victim"].choices = self.of("victim")  # type: ignore[attr-defined]
        earlier = [
            (row.event["certificate"], f"{row.event['certificate']} · {row.event['number'] or '—'}")
            for row in self.entries
        ]
        self.fields["supersedes"].choices = [("", _("None")), *earlier]  # type: ignore[attr-defined]
        heirs = [("", _("Somebody new: write the name")), *self.of("heir")[1:]]
        share = _("Share, such as one eighth: %(share)s") % {"share": number("1/8")}
        for at in self.lines:
            self.fields[f"heir_{at}"] = forms.ChoiceField(label=_("Heir"), required=False, choices=heirs)
            self.fields[f"name_{at}"] = forms.CharField(label=_("Name as written"), required=False, max_length=200)
            self.fields[f"share_{at}"] = _number(share, required=False)
            self.fields[f"capacity_{at}"] = forms.ChoiceField(label=_("Capacity"), required=False, choices=CAPACITIES)
            self.fields[f"born_{at}"] = PastDayField(label=_("Born on"), required=False)
            self.fields[f"by_{at}"] = forms.CharField(label=_("Represented by"), required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        """What a line lacks is said beside it: of forty lines nobody finds it otherwise."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        written = [at for at in self.lines if self._is_written(at)]
        for at in written or [1]:
            for name, is_there in (
                ("name", told.get(f"heir_{at}") or told.get(f"name_{at}", "?").strip()),
                ("share", told.get(f"share_{at}", "?").strip()), ("capacity", told.get(f"capacity_{at}", "?")),
            ):  # fmt: skip
                if not is_there:
                    self.add_error(f"{name}_{at}", str(FIELD_WORDS["MISSING"]))
            if (share := told.get(f"share_{at}", "").strip()) and not is_share(share):
                self.add_error(f"share_{at}", _("A fraction, such as %(share)s.") % {"share": number("1/8")})
        return told

    def _is_written(self, at: int) -> bool:
        told = self.cleaned_data
        return any(told.get(f"{name}_{at}", "").strip() for name in ("heir", "name", "share"))

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each line."""
        return [
            [self[f"{name}_{at}"] for name in ("heir", "name", "share", "capacity", "born", "by")] for at in self.lines
        ]

    def head(self) -> list[forms.BoundField]:
        return [self[name] for name in ("on", "hour", "paper", "victim", "court", "number", "supersedes")]

    def more(self) -> int:
        """How many lines there are after some were added; 0 where a certificate has no more."""
        return min(len(self.lines) + HEIR_LINES, MOST_HEIRS) if len(self.lines) < MOST_HEIRS else 0

    def for_action(self) -> dict[str, Any]:
        told = self.cleaned_data
        heirs = [
            HeirDraft(
                share=told[f"share_{at}"], capacity=told[f"capacity_{at}"], code=told[f"heir_{at}"],
                name=told[f"name_{at}"], born_on=told[f"born_{at}"], represented_by=told[f"by_{at}"],
            )
            for at in self.lines
            if self._is_written(at)
        ]  # fmt: skip
        return (
            self.common()
            | {"heirs": heirs}
            | {name: told[name] for name in ("victim", "court", "number", "supersedes")}
        )
