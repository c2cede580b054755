"""What people do in a case, each act under the name of an officer who takes it."""

from tansiq.compartments.casework.actions.cases import add_entry, name_worker, open_case, record_incident
from tansiq.compartments.casework.actions.counting import count
from tansiq.compartments.casework.actions.exhibits import (
    authenticate,
    divide_exhibit,
    end_exhibit,
    find_exhibit,
    make_safe,
    note_event,
    seal_exhibit,
)
from tansiq.compartments.casework.actions.photographs import add_photograph
from tansiq.compartments.casework.actions.transfers import (
    declare_gap,
    offer_all,
    offer_transfer,
    record_irregular,
    take_over,
    withdraw_offer,
)

__all__ = [
    "add_entry",
    "add_photograph",
    "authenticate",
    "count",
    "declare_gap",
    "divide_exhibit",
    "end_exhibit",
    "find_exhibit",
    "make_safe",
    "name_worker",
    "note_event",
    "offer_all",
    "offer_transfer",
    "open_case",
    "record_incident",
    "record_irregular",
    "seal_exhibit",
    "take_over",
    "withdraw_offer",
]
