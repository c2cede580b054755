"""Everything that is written in the victims' room: matters and their parties, events, contact, counsel."""

from tansiq.compartments.victims.actions.contacts import (
    finish_contact,
    plan_contact,
    record_contact,
    withdraw_consent,
    write_plan,
)
from tansiq.compartments.victims.actions.counsels import end_counsel, name_counsel
from tansiq.compartments.victims.actions.facts import record_certificate, record_fact
from tansiq.compartments.victims.actions.matters import add_accused, add_victim, name_court, open_matter

__all__ = [
    "add_accused",
    "add_victim",
    "end_counsel",
    "finish_contact",
    "name_counsel",
    "name_court",
    "open_matter",
    "plan_contact",
    "record_certificate",
    "record_contact",
    "record_fact",
    "withdraw_consent",
    "write_plan",
]
