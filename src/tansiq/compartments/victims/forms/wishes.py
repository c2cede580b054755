"""Requests, waivers, and what an heir says alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.victims import said
from tansiq.compartments.victims.drafts import WaiverDraft
from tansiq.compartments.victims.forms.fields import CHOOSE, PartiesForm, answer, label, lines
from tansiq.compartments.victims.models import Party
from tansiq.kernel.pages.fields import MomentField, OpenCharField, OpenChoiceField, OpenChoicesField

CHANNELS = (
    CHOOSE, ("session", _("Said in a session of our office")), ("in_court", _("A paper handed over in court")),
    ("paper", _("A paper from elsewhere")), ("phone", _("By telephone or message")),
    ("tribal", _("In a meeting of elders")),
)  # fmt: skip
DIYA = (
    CHOOSE, ("kept", _("Kept: the share stays claimed")), ("conditional", _("Waived on the conditions below")),
    ("waived", _("Waived")),
)  # fmt: skip
QISAS = (CHOOSE, ("yes", _("Waived")), ("no", _("Not waived")))


def _named() -> OpenCharField:
    return OpenCharField(
        label=_("Or the name, if no certificate has named this person yet"), max_length=200, required=False,
        help_text=_("The person gets a code. Who is an heir is for the court’s certificate to say."),
    )  # fmt: skip


def _nobody() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("The words name no accused, or nobody is accused yet"), required=False,
        help_text=_(
            "Then they are kept as said, and nobody’s right changes by them. "
            "Once somebody is accused the same heir is asked anew, against that one alone."
        ),
    )  # fmt: skip


def _interpreter() -> OpenCharField:
    return OpenCharField(label=_("Interpreter, if there was one"), max_length=120, required=False)


class WishForm(PartiesForm):
    """What an heir wants, or a victim who lives: he stands among them, and what he says is kept for the judge."""

    def prepare(self) -> None:
        super().prepare()
        self.own = said.may_speak(self.parties, self.entries)
        own = [(row.code, _("%(who)s: the victim himself, who lives") % {"who": label(row)}) for row in self.own]
        self.fields["heir"].choices = [*self.of("heir"), *own]  # type: ignore[attr-defined]

    @property
    def is_own(self) -> bool:
        """Whether a victim says it himself."""
        return self.cleaned_data.get("heir") in {row.code for row in self.own}

    @property
    def is_statement(self) -> bool:
        """Whether it is no line of the ledger: it names no accused, or a victim says it himself.

        An accused who is ticked as well leads in the words of an heir: what holds a step is not left out.
        """
        return self.is_own or (bool(self.cleaned_data.get("names_nobody")) and not self.cleaned_data["accused"])

    def say_again(self) -> None:
        super().say_again()
        self.own = []
        self.fields["heir"].choices = self.of("heir")  # type: ignore[attr-defined]


class RequestForm(WishForm):
    heir = OpenChoiceField(label=_("Which heir asks?"), choices=())
    heir_name = _named()
    victim = OpenChoiceField(label=_("For which victim?"), choices=())
    accused = OpenChoiceField(label=_("Against which accused?"), choices=())
    names_nobody = _nobody()
    place = OpenCharField(label=_("Where was it said?"), max_length=200, required=False)
    witnesses = lines(_("Witnesses, one on each line"), rows=2, required=False)
    interpreter = _interpreter()

    def for_action(self) -> dict[str, Any]:
        is_of_nobody = self.is_statement and not self.is_own
        names = ("heir", "heir_name", "victim", *(() if is_of_nobody else ("accused",)))
        told = self.common() | {name: self.cleaned_data[name] for name in names}
        return told | {"beside": {name: self.cleaned_data[name] for name in ("place", "witnesses", "interpreter")}}


class WaiverForm(WishForm):
    """A waiver as it is written. Two answers: retaliation, and the diya."""

    heir = OpenChoiceField(label=_("Which heir waives?"), choices=())
    heir_name = _named()
    victims = forms.MultipleChoiceField(
        label=_("Which victims does the paper name?"), choices=(), widget=forms.CheckboxSelectMultiple
    )
    accused = OpenChoicesField(
        label=_("Which accused does the paper name?"), choices=(), widget=forms.CheckboxSelectMultiple
    )
    names_nobody = _nobody()
    qisas = OpenChoiceField(label=_("Retaliation"), choices=QISAS)
    diya = OpenChoiceField(
        label=_("The heir’s own share of the diya"), choices=DIYA,
        help_text=_("Of a victim who lives: the arsh, his own compensation for the wound."),
    )  # fmt: skip
    public_right = forms.BooleanField(
        label=_("The paper also says that the public right is waived"), required=False,
        help_text=_("That is no heir’s to waive: it stays, whatever is written."),
    )  # fmt: skip
    conditions = lines(_("Conditions, one on each line"), rows=3, required=False)
    channel = OpenChoiceField(label=_("How did it come?"), choices=CHANNELS)
    place = OpenCharField(label=_("Where was it signed or said?"), max_length=120, required=False)
    signed_by = OpenCharField(
        label=_("Who signed?"), max_length=120,
        help_text=_("The code or the name of the heir where it was the heir; else the name of whoever signed."),
    )  # fmt: skip
    offered_by = OpenCharField(
        label=_("Who offered it or asked for it?"), max_length=120, help_text=_("Must be said. It may be: nobody.")
    )
    paid = OpenCharField(
        label=_("What was paid or promised?"), max_length=120, help_text=_("Must be said. It may be: none.")
    )
    private_session = forms.BooleanField(
        label=_("The heir was alone when it was signed or said"), required=False,
        help_text=_("Nobody of the family, of a tribe or of an agency was there."),
    )  # fmt: skip
    literate = forms.BooleanField(label=_("The heir reads"), required=False)
    reader = OpenCharField(label=_("Who read it to the heir?"), max_length=120, required=False)
    interpreter = _interpreter()
    witnesses = lines(_("Witnesses, one on each line"), rows=3, required=False)

    def for_action(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        for name in ("on", "hour", "paper", "names_nobody"):
            told.pop(name, None)
        told["qisas"] = {"yes": True, "no": False}.get(told["qisas"])
        for name in ("conditions", "witnesses"):
            told[name] = tuple(told[name].splitlines())
        for name in ("victims", "accused"):
            told[name] = tuple(told[name])
        return self.common() | {"draft": WaiverDraft(**told)}


class SessionForm(forms.Form):
    """The private session, as it took place."""

    held_at = MomentField(
        label=_("When did it take place?"), required=False, help_text=_("Only where it is written down later.")
    )
    is_alone = forms.BooleanField(
        label=_("The heir was alone with our officer; nobody of the family, of a tribe or of an agency was there"),
        required=False,
    )  # fmt: skip
    was_read_aloud = forms.BooleanField(
        label=_("The page of what the waiver does and does not do was read aloud first"), required=False
    )
    reader = OpenCharField(
        label=_("Who read, where the heir does not read"), max_length=120, required=False,
        help_text=_("Somebody whom the heir trusts and chose."),
    )  # fmt: skip
    counsellor = OpenCharField(label=_("Independent counsellor, or why there was none"), max_length=120)
    place = OpenCharField(label=_("Where was the heir heard?"), max_length=200)
    words = lines(_("What did the heir say, in the heir’s own words?"), rows=4)


class AgainForm(forms.Form):
    """The second asking, by another officer."""

    is_alone = forms.BooleanField(label=_("The heir was alone with our officer"), required=False)
    answer = answer()
    place = OpenCharField(label=_("Where was the heir asked?"), max_length=200)
    words = lines(_("What did the heir say, in the heir’s own words?"), rows=4)


class ThreatForm(forms.Form):
    """Somebody of the file is threatened."""

    threatened = OpenChoiceField(label=_("Who is threatened?"), choices=())
    words = lines(_("What was said or done?"), rows=4)

    def __init__(self, typed: Any = None, *, parties: Sequence[Party] = (), **options: Any) -> None:
        super().__init__(typed, **options)
        rows = [(row.code, label(row)) for row in parties]
        self.fields["threatened"].choices = [CHOOSE, *rows]  # type: ignore[attr-defined]


class SendForm(forms.Form):
    paper = OpenCharField(label=_("Letter to the court, with its number"), max_length=200)


class HeardForm(PartiesForm):
    """A pardon spoken before the court, as the office heard of it."""

    KIND, TITLE = "pardon_in_court", _("A pardon spoken in court")
    HINT: Any = _("Everything irreversible stops at once. The court’s record is typed by two people from its form.")
    heir = OpenChoiceField(label=_("Heir"), choices=())
    victim = OpenChoiceField(label=_("Victim"), choices=())
    accused = OpenChoiceField(label=_("Accused"), choices=())
    qisas = OpenChoiceField(label=_("Retaliation"), choices=QISAS)
    diya = OpenChoiceField(label=_("The heir’s own share of the diya"), choices=DIYA)

    def for_action(self) -> dict[str, Any]:
        names = ("heir", "victim", "accused", "diya", "record", "judge")
        told = {name: self.cleaned_data.get(name, "") for name in names}
        return self.common() | told | {"qisas": {"yes": True, "no": False}.get(self.cleaned_data["qisas"])}


class PardonForm(HeardForm):
    """The same as the court records it itself."""

    HINT = _("It counts from the court’s record, whatever steps our office missed.")
    record = OpenCharField(label=_("Number of the court’s record"), max_length=60, required=False,
                           widget=forms.TextInput(attrs={"dir": "ltr"}))  # fmt: skip
    judge = OpenCharField(label=_("Name of the judge"), max_length=120)
