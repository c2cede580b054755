"""The base class of every refusal (RFC 9457), with `code` and `remedy` as members of our own."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
FieldError = dict[str, str]


class Problem(Exception):
    """A refusal that a person can act on; anything else raised is a defect.

    Args:
        errors: the fields at fault, each {"field": name, "code": upper snake case}.
        members: further members of the problem object; never personal data.
        marks: ids that the audit entry of the refusal carries (kind, id); never shown.
    """

    code: ClassVar[str] = "PROBLEM"
    status: ClassVar[int] = 422
    title: Words = _("This cannot be done.")
    remedy: Words = _("Read what is said beside the fields and try again.")
    # The inspector is told of these at once, not only in the log.
    notify_oversight: ClassVar[bool] = False

    def __init__(
        self, *, errors: list[FieldError] | None = None, subject: tuple[str, UUID | None] | None = None, **members: Any
    ) -> None:
        super().__init__(self.code)
        self.errors = errors or []
        self.subject = subject
        self.members = members
        self.reference = uuid4()

    @property
    def type(self) -> str:
        return "/problems/" + self.code.lower().replace("_", "-")

    def as_object(self) -> dict[str, Any]:
        """The problem as JSON members, its words in the active language."""
        told: dict[str, Any] = {
            "type": self.type,
            "code": self.code,
            "status": self.status,
            "title": str(self.title),
            "remedy": str(self.remedy),
            "instance": f"urn:uuid:{self.reference}",
        }
        if self.errors:
            told["errors"] = self.errors
        return told | self.members


class Invalid(Problem):
    """The input breaks a limit that the fields state."""

    code = "INVALID"
    title = _("Something in the form is missing or wrong.")


class NotFound(Problem):
    """The record is absent, or hidden from the actor: the two are one answer."""

    code = "NOT_FOUND"
    status = 404
    title = _("There is nothing here for you.")
    remedy = _("Check the reference. If it is right, ask the duty officer of the agency that gave it to you.")


class NotPermitted(Problem):
    """The actor's roles do not hold the act."""

    code = "NOT_PERMITTED"
    status = 403
    title = _("Your role does not hold this act.")
    remedy = _("Ask the officer of your agency who grants roles, or hand the work to someone who has this role.")
