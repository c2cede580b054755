"""Words for roles and for what stands against an account."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

ROLES: dict[str, Words] = {
    "asker": _("Officer who asks"),
    "liaison": _("Liaison officer"),
    "validator": _("Validator"),
    "releaser": _("Releaser"),
    "watch_officer": _("Watch officer"),
    "analyst": _("Analyst"),
    "approver": _("Approver"),
    "prosecutor": _("Prosecutor"),
    "investigator": _("Investigator"),
    "exhibits_officer": _("Exhibits officer"),
    "eod_operator": _("Explosives officer"),
    "examiner": _("Laboratory examiner"),
    "spokesperson": _("Spokesperson"),
    "identity_desk": _("Identity desk"),
    "custody_officer": _("Custody reception"),
    "registrar": _("Registrar"),
    "caseworker": _("Caseworker"),
    "judge": _("Judge"),
    "victims_officer": _("Caseworker of the victims’ office"),
    "womens_officer": _("Women’s officer"),
    "heirs_counsel": _("Counsel of heirs"),
    "handler": _("Handler of a cooperating person"),
    "cooperation_legal": _("Legal reviewer of cooperation"),
    "cooperation_judge": _("Judge for cooperation"),
    "defence_counsel": _("Defence counsel"),
    "protection_desk": _("Protection desk"),
    "protection_head": _("Head of the protection desk"),
    "list_keeper": _("Keeper of lists"),
    "accreditor": _("Accreditation officer"),
    "unit_head": _("Head of a unit"),
    "inspector": _("Inspector"),
    "judge_delegate": _("Judge’s delegate"),
    "arresting_officer": _("Arresting officer"),
    "family_desk": _("Desk for families"),
    "child_protection": _("Child protection"),
}

HOLDS: dict[str, Words] = {
    "frozen": _("Frozen: the command of the unit changed"),
    "lapsed": _("Not reviewed in time: reads no people"),
    "due": _("Review is due"),
    "ended": _("Ended"),
    "open": _("Still open"),
}


def role(code: str) -> str:
    """The role in words; the code itself where nobody wrote any."""
    return str(ROLES.get(code, code))
