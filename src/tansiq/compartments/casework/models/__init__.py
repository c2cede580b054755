"""Tables of casework: the case and its exhibits, devices and weapons, what was said, and what is to be proven."""

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
from tansiq.compartments.casework.models.proof import Brief, Element, Evidence, Finding, Hypothesis
from tansiq.compartments.casework.models.said import Allegation, Lineage, Ruling, Statement
from tansiq.compartments.casework.models.things import Annex, Device, TraceRequest, Weapon

__all__ = [
    "Allegation",
    "Annex",
    "Brief",
    "Case",
    "CountSheet",
    "Device",
    "Element",
    "Evidence",
    "Exhibit",
    "ExhibitEvent",
    "Finding",
    "Hypothesis",
    "Incident",
    "Lineage",
    "LogEntry",
    "OfCase",
    "Photograph",
    "Ruling",
    "Statement",
    "TraceRequest",
    "Weapon",
]
