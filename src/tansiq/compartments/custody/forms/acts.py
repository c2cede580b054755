"""The acts on somebody's record: the words of each, its form, what it calls, and who is offered it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.custody import actions
from tansiq.compartments.custody.actions.facts import MAY_WRITE
from tansiq.compartments.custody.forms import facts, plans

Words = str | Promise


@dataclass(frozen=True)
class Act:
    """One act of the page: its words, its form, what it calls, and who is offered it.

    Attributes:
        when: `open` while he is held, `released` only after a release order, `ever`.
    """

    label: Words
    form: type[forms.Form]
    may: tuple[str, ...]
    action: Callable[..., Any] | None = None
    when: str = "open"
    fact: str = ""


def _fact(kind: str, label: Words, form: type[forms.Form] = facts.FactForm, when: str = "open") -> Act:
    return Act(label, form, MAY_WRITE[kind], when=when, fact=kind)


ACTS: Final[dict[str, Act]] = {
    "registered": _fact("registered", _("Enter him in the register")),
    "medical_check": _fact("medical_check", _("A doctor saw him"), facts.CheckForm),
    "family_told": _fact("family_told", _("His family was told")),
    "counsel": _fact("counsel", _("Counsel"), facts.CounselForm),
    "rights_told": _fact("rights_told", _("He was told his rights")),
    "presented": _fact("presented", _("He was brought before the prosecution or a judge"), facts.PresentedForm),
    "order": Act(
        _("Order that he be held"), plans.DetainForm, ("custody.order", "custody.court"), actions.order_detention
    ),
    "case_named": _fact("case_named", _("In which case he is held"), facts.CaseForm, "ever"),
    "paper_order": _fact("detention_order", _("A detention order came on paper"), facts.PaperOrderForm),
    "taint": _fact("taint_alleged", _("A statement may come from ill-treatment"), facts.TaintForm, "ever"),
    "taint_ruled": _fact("taint_ruled", _("A judge ruled on a statement"), facts.TaintRuledForm, "ever"),
    "age_doubted": _fact("age_doubted", _("He may be a child"), facts.DoubtForm),
    "age_ruled": _fact("age_ruled", _("A court ruled on his age"), facts.AgeForm),
    "identify": Act(_("Say who he is"), plans.IdentifyForm, ("custody.record",), actions.identify),
    "injuries": _fact("injuries", _("Injuries"), facts.FactForm, "ever"),
    "property": _fact("property", _("Things were taken from him"), facts.PropertyForm),
    "property_returned": _fact("property_returned", _("His things were given back"), facts.FactForm, "ever"),
    "transfer": Act(
        _("Plan a transfer"), plans.TransferForm, ("custody.order", "custody.court"), actions.plan_transfer
    ),
    "left": _fact("left", _("He left this place"), facts.LeftForm),
    "arrived": _fact("arrived", _("He arrived"), facts.ArrivedForm),
    "release": Act(
        _("A release was ordered"), plans.ReleaseOrderForm, ("custody.record", "custody.order", "custody.court"),
        actions.order_release, when="ever",
    ),
    "released": Act(_("He walked out"), plans.ReleasedForm, ("custody.record",), actions.record_release),
    "obstacle": Act(
        _("Something is said to keep him"), plans.ObstacleForm, ("custody.record",), actions.claim_obstacle,
        when="released",
    ),
    "withhold": Act(
        _("His family is not told where he is"), plans.WithholdForm, ("custody.record", "custody.court"),
        actions.withhold_place,
    ),
    "escaped": _fact("escaped", _("He escaped")),
    "recaptured": _fact("recaptured", _("He was caught again"), facts.ArrivedForm, "ever"),
    "died": _fact("died", _("He died")),
    "note": _fact("note", _("Something else"), facts.FactForm, "ever"),
}  # fmt: skip
