from __future__ import annotations

import secrets
from datetime import datetime
from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tansiq.kernel.access.rules import GUARDED

# Signs that are not mistaken for each other over a radio.
SIGNS = "234679ACDEFGHJKMNPQRTUVWXYZ"


def new_staff_number() -> str:
    """A number of five signs that says nothing about whom it belongs to."""
    return "".join(secrets.choice(SIGNS) for _ in range(5))


class UserManager(BaseUserManager["User"]):
    """Makes accounts; nobody is made an administrator."""

    def create_user(self, username: str, password: str, enrol_until: datetime | None = None) -> User:
        """An account whose password holds until `enrol_until`, for its member to choose another; None: it stays."""
        user = self.model(username=username, enrol_until=enrol_until)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """What sign-in needs to know: a handle and a password. Everything else about a member stands behind the wall."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    username = models.CharField(_("Handle"), max_length=60, unique=True)
    is_active = models.BooleanField(default=True)
    # Until when the password that was handed over lets its member in, to choose another; None once they have.
    enrol_until = models.DateTimeField(null=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "access_user"
        constraints = (models.UniqueConstraint(Lower("username"), name="one_handle_in_any_case"),)

    def __str__(self) -> str:
        return self.username


class Agency(models.Model):
    """An agency, court, programme or published list, with its standing and how it is called."""

    class Kind(models.TextChoices):
        SECURITY = "security", _("Security agency")
        JUDICIAL = "judicial", _("Court")
        PROSECUTION = "prosecution", _("Prosecution")
        CIVIL = "civil", _("Civil institution")
        OVERSIGHT = "oversight", _("Oversight")
        LIST = "list", _("Published list")

    class Standing(models.TextChoices):
        ACCREDITED = "accredited", _("Accredited")
        SUSPENDED = "suspended", _("Suspended")
        CONTROL_LOST = "control_lost", _("Command not confirmed")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name_ar = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind)
    command = models.CharField(max_length=120, blank=True)
    may_arrest = models.BooleanField(default=False)
    legal_power = models.CharField(max_length=120, blank=True)
    districts: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=12), default=list)
    charter_signed_on = models.DateField(null=True)
    trained_on = models.DateField(null=True)
    duty_phone = models.CharField(max_length=40, blank=True)
    standing = models.CharField(max_length=16, choices=Standing, default=Standing.ACCREDITED)
    excluded_validator_ids: models.Field[list[object], list[object]] = ArrayField(models.UUIDField(), default=list)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class StandingChange(models.Model):
    """One change of an agency's standing; the history is never rewritten."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="standing_changes")
    before = models.CharField(max_length=16)
    after = models.CharField(max_length=16)
    at = models.DateTimeField()
    member = models.ForeignKey("access.Member", on_delete=models.PROTECT)
    reason = models.TextField()

    class Meta:
        ordering = ("-at",)


class Member(models.Model):
    """Somebody who belongs to one agency: name, unit, duty, and when the account was last reviewed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.OneToOneField("access.User", on_delete=models.PROTECT)
    agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="members")
    name_ar = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    unit = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    # What other agencies see in place of a name (G27).
    staff_number = models.CharField(max_length=8)
    on_duty_until = models.DateTimeField(null=True)
    reviewed_on = models.DateField(null=True)
    # The review that is due has been told: nobody is told of the same one twice.
    review_told_at = models.DateTimeField(null=True)
    lapse_told_at = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name_en",)
        constraints = (models.UniqueConstraint(fields=("staff_number",), name="one_member_of_a_staff_number"),)


class RoleGrant(models.Model):
    """A role that a member holds or held, and who gave it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    member = models.ForeignKey("access.Member", on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=24)
    granted_at = models.DateTimeField()
    granted_by = models.UUIDField()
    # Who of oversight confirmed it, where the role holds only then (`GUARDED`); a reset of lost factors takes it back.
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("member", "role"), condition=models.Q(ended_at=None), name="one_grant_of_a_role"
            ),
        )


# Grants that hold: none of oversight or of accreditation holds before it is confirmed.
HOLDS = models.Q(ended_at=None) & (~models.Q(role__in=GUARDED) | models.Q(confirmed_at__isnull=False))
WAITS = models.Q(ended_at=None, role__in=GUARDED, confirmed_at=None)


class UnitFreeze(models.Model):
    """The command of a unit changed: whose accounts were frozen in that moment. The history is never rewritten."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="freezes")
    # Empty: every unit of the agency.
    unit = models.CharField(max_length=120, blank=True)
    member_ids: models.Field[list[object], list[object]] = ArrayField(models.UUIDField(), default=list)
    at = models.DateTimeField()
    by = models.ForeignKey("access.Member", on_delete=models.PROTECT)
    reason = models.TextField()

    class Meta:
        ordering = ("-at",)


class Shift(models.Model):
    """Who answers for what, from when to when. It holds no name: other agencies see function and staff number."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="shifts")
    member = models.ForeignKey("access.Member", on_delete=models.PROTECT, related_name="shifts")
    staff_number = models.CharField(max_length=8)
    # The role that the member answers with.
    function = models.CharField(max_length=24)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_on_call = models.BooleanField(default=False)
    # Taken at the desk, not planned.
    is_taken = models.BooleanField(default=False)
    # When whoever took it left by his own hand; nothing where it ran out.
    left_at = models.DateTimeField(null=True)
    planned_by = models.UUIDField()
    planned_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("starts_at", "function", "staff_number")
        indexes = (models.Index(fields=("agency", "starts_at")),)
        constraints = (
            models.CheckConstraint(condition=models.Q(ends_at__gte=models.F("starts_at")), name="shift_ends_later"),
        )


class Kin(models.Model):
    """A relative whom a member declared (W-2): a relation and keyed digests of the name, nothing readable."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    member = models.ForeignKey("access.Member", on_delete=models.PROTECT, related_name="kin")
    user_id = models.UUIDField()
    relation = models.CharField(max_length=24)
    # As it was typed, and every way in which another spelling of it is met; none of what was declared before.
    name_blind = models.CharField(max_length=64)
    marks: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=64), default=list)
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    # Until when it still refuses, once it was taken back.
    holds_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ("declared_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("member", "name_blind"), condition=models.Q(ended_at=None), name="one_declaration_of_a_relative"
            ),
        )
