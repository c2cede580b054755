"""Tables of casework: the case and its exhibits, devices and weapons, what was said, and what is to be proven."""

from tansiq.compartments.casework.models.associations import Association
from tansiq.compartments.casework.models.bulletins import Bulletin
from tansiq.compartments.casework.models.cases import (
    Case,
    CountSheet,
    Exhibit,
    ExhibitEvent,
    Incident,
    LogEntry,
    OfCase,
    Photograph,
)
from tansiq.compartments.casework.models.court import (
    Accused,
    AgeStatement,
    Characterisation,
    Charge,
    CourtFile,
    HarmStatement,
    OfFile,
    Rank,
    Settlement,
    Victim,
)
from tansiq.compartments.casework.models.final_steps import FinalStep
from tansiq.compartments.casework.models.hearings import CardFiled, CourtAct, CourtStop, Hearing, ProsecutionLetter
from tansiq.compartments.casework.models.proof import Brief, Element, Evidence, Finding, Hypothesis
from tansiq.compartments.casework.models.said import Allegation, Doubt, Lineage, Ruling, Statement
from tansiq.compartments.casework.models.things import Annex, Device, TraceRequest, Weapon

__all__ = [
    "Accused",
    "AgeStatement",
    "Allegation",
    "Annex",
    "Association",
    "Brief",
    "Bulletin",
    "CardFiled",
    "Case",
    "Characterisation",
    "Charge",
    "CountSheet",
    "CourtAct",
    "CourtFile",
    "CourtStop",
    "Device",
    "Doubt",
    "Element",
    "Evidence",
    "Exhibit",
    "ExhibitEvent",
    "FinalStep",
    "Finding",
    "HarmStatement",
    "Hearing",
    "Hypothesis",
    "Incident",
    "Lineage",
    "LogEntry",
    "OfCase",
    "OfFile",
    "Photograph",
    "ProsecutionLetter",
    "Rank",
    "Ruling",
    "Settlement",
    "Statement",
    "TraceRequest",
    "Victim",
    "Weapon",
]
