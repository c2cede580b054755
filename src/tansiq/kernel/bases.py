"""Purposes, legal bases and codes of lists, checked against the charter in force."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from tansiq.kernel.audit.errors import NoPurpose
from tansiq.kernel.audit.rules import fault_of, is_reference
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import BasisExpired as ExpiredRow
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.charter.schema import LegalBasis, Purpose
from tansiq.kernel.problems import Invalid, Problem


class BasisExpired(Problem):
    """The legal basis is not in force (G2)."""

    code = "BASIS_EXPIRED"
    title = _("This legal basis is not in force on that day.")
    remedy = _("Choose a basis that is in force. The charter page lists them with their dates.")


class UnknownBasis(Problem):
    """No such legal basis in the charter."""

    code = "UNKNOWN_BASIS"
    title = _("The charter has no such legal basis.")
    remedy = _("Choose one from the list.")


def require_basis(code: str, on: date | datetime) -> LegalBasis:
    """The legal basis of this code.

    Raises:
        BasisExpired: not in force on that day (G2).
        UnknownBasis: not in the charter. Invalid: nothing was chosen.
    """
    if not code.strip():
        raise Invalid(errors=[{"field": "legal_basis", "code": "MISSING"}])
    day = charter.local_day(on) if isinstance(on, datetime) else on
    try:
        return charter.current().valid_basis(code, day)
    except ExpiredRow as fault:
        raise BasisExpired(errors=[{"field": "legal_basis", "code": "EXPIRED"}]) from fault
    except UnknownCode as fault:
        raise UnknownBasis(errors=[{"field": "legal_basis", "code": "UNKNOWN"}]) from fault


def require_purpose(code: str, on: datetime) -> Purpose:
    """The purpose of this code, in force.

    Raises:
        NoPurpose: blank, a set phrase, or not in the charter.
    """
    try:
        return charter.current().on(charter.local_day(on)).purpose(code.strip())
    except UnknownCode as fault:
        raise NoPurpose(errors=[{"field": "purpose", "code": "UNKNOWN" if code.strip() else "MISSING"}]) from fault


def require_reason(purpose: str, reference: str, on: datetime) -> Purpose:
    """Why somebody is read about: a purpose of the charter, and the case, task or order that the read belongs to.

    Raises:
        NoPurpose: one of the two does not say it.
    """
    found = require_purpose(purpose, on)
    if not is_reference(reference):
        raise NoPurpose(errors=[{"field": "reference", "code": fault_of(reference)}])
    return found


def require_code(vocabulary: str, code: str, field: str, now: datetime) -> str:
    """The code, if the charter of the day has it in this vocabulary.

    Raises:
        Invalid: it has not.
    """
    try:
        charter.current().on(charter.local_day(now)).label(vocabulary, code, "en")
    except UnknownCode as fault:
        raise Invalid(errors=[{"field": field, "code": "UNKNOWN" if code else "MISSING"}]) from fault
    return code
