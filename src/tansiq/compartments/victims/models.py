from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tansiq.compartments.victims.models_confirmed import Confirmation as Confirmation
from tansiq.compartments.victims.models_court_form import CourtForm as CourtForm
from tansiq.compartments.victims.models_court_form import Typing as Typing
from tansiq.compartments.victims.models_names import NameChange as NameChange
from tansiq.compartments.victims.models_notices import Absence as Absence
from tansiq.compartments.victims.models_notices import CooperationNotice as CooperationNotice
from tansiq.compartments.victims.models_notices import Correction as Correction
from tansiq.compartments.victims.models_notices import HearingNotice as HearingNotice
from tansiq.compartments.victims.models_notices import HearingTold as HearingTold
from tansiq.compartments.victims.models_notices import InquiryNote as InquiryNote
from tansiq.compartments.victims.models_notices import Statement as Statement
from tansiq.compartments.victims.models_search import HeirSearch as HeirSearch


class Matter(models.Model):
    """One occurrence with its victims: the handle of its file, and which court reads it. It says nothing of anybody."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    owner_id = models.UUIDField()
    court_id = models.UUIDField(null=True)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()

    class Meta:
        ordering = ("-opened_at", "-id")
        indexes = (models.Index(fields=("owner_id", "-opened_at")), models.Index(fields=("court_id",)))


class Party(models.Model):
    """Somebody whom the events of a matter name by a code. An accused has a reference of his case, and no name here."""

    class Kind(models.TextChoices):
        VICTIM = "victim", _("Victim")
        HEIR = "heir", _("Heir")
        ACCUSED = "accused", _("Accused")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="parties")
    owner_id = models.UUIDField()
    kind = models.CharField(max_length=8, choices=Kind)
    code = models.CharField(max_length=8)
    name = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    added_at = models.DateTimeField()
    added_by = models.UUIDField()

    class Meta:
        ordering = ("kind", "added_at", "code")
        constraints = (models.UniqueConstraint(fields=("matter", "code"), name="one_party_of_a_code"),)


class Entry(models.Model):
    """One event of a matter, as the replay reads it. Never changed, never removed: a mistake is a further event.

    Where no event could say that it was one, two people take the line out by a `Correction` beside it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="entries")
    owner_id = models.UUIDField()
    # The line of the matter; the replay names by it what it refuses.
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=24)
    # The one heir whose wish it tells, or whom no certificate lists: counsel of another heir does not see it.
    heir = models.ForeignKey("victims.Party", on_delete=models.PROTECT, null=True, related_name="entries")
    happened_at = models.DateTimeField()
    event = models.JSONField()
    # What was told with it and has no place in the event: where, before whom, through which interpreter.
    beside = models.JSONField(default=dict)
    # The form of a court that does not sign in, typed alike by two people.
    form = models.OneToOneField("victims.CourtForm", on_delete=models.PROTECT, null=True, related_name="entry")
    # What the heir had said before anybody was accused, and says now against one.
    statement = models.ForeignKey("victims.Statement", on_delete=models.PROTECT, null=True, related_name="acts")
    # Where it stands: the paper, its number, or who said it.
    paper = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    recorded_by_name = models.CharField(max_length=120)
    # One person of the office wrote it: what of it takes a protection away waits for a second (`Confirmation`).
    is_alone = models.BooleanField(default=False)

    class Meta:
        ordering = ("matter", "number")
        constraints = (models.UniqueConstraint(fields=("matter", "number"), name="one_entry_of_a_line"),)


class ContactPlan(models.Model):
    """How somebody may be reached without harm, and for what they agreed to it. The last one counts."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="plans")
    party = models.ForeignKey("victims.Party", on_delete=models.PROTECT, related_name="plans")
    owner_id = models.UUIDField()
    # Purposes of the charter for which the person agreed; none: consent was withdrawn, or never given.
    purposes: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=60), default=list)
    channel = models.CharField(max_length=60)
    reach = models.CharField(max_length=200, blank=True)
    safe_time = models.CharField(max_length=200)
    not_present = models.CharField(max_length=200, blank=True)
    needs_woman = models.BooleanField(default=False)
    language = models.CharField(max_length=60, blank=True)
    is_literate = models.BooleanField(default=True)
    distance = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    made_by_name = models.CharField(max_length=120)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = (models.Index(fields=("party", "-made_at")),)


class Contact(models.Model):
    """One contact with somebody: planned within their consent, or recorded because it took place all the same."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="contacts")
    party = models.ForeignKey("victims.Party", on_delete=models.PROTECT, related_name="contacts")
    owner_id = models.UUIDField()
    purpose = models.CharField(max_length=60)
    channel = models.CharField(max_length=60)
    planned_for = models.DateTimeField()
    planned_at = models.DateTimeField()
    planned_by = models.UUIDField()
    # Codes of what was wrong with a contact that was only recorded.
    flags: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)
    outcome = models.TextField(blank=True)
    # Whether the person was reached; None while it is planned, and where an earlier record does not say.
    was_reached = models.BooleanField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)

    class Meta:
        ordering = ("-planned_for", "-id")
        indexes = (models.Index(fields=("owner_id", "done_at", "planned_for")),)


class Counsel(models.Model):
    """Who speaks for one heir: reads the matter, and of wishes that heir's alone."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="counsels")
    party = models.ForeignKey("victims.Party", on_delete=models.PROTECT, related_name="counsels")
    owner_id = models.UUIDField()
    user_id = models.UUIDField()
    name = models.CharField(max_length=120)
    mandate = models.CharField(max_length=120)
    named_at = models.DateTimeField()
    named_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-named_at",)
        indexes = (models.Index(fields=("user_id", "ended_at")),)


class Session(models.Model):
    """What an heir said alone: at the private session, and when asked a second time."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="sessions")
    # The step that it is in the ledger; none where nothing follows from what was said.
    entry = models.OneToOneField("victims.Entry", on_delete=models.PROTECT, null=True, related_name="session")
    owner_id = models.UUIDField()
    waiver = models.CharField(max_length=80)
    is_second = models.BooleanField()
    # Of a second asking: yes, no, nothing.
    answer = models.CharField(max_length=8, blank=True)
    reader = models.CharField(max_length=120, blank=True)
    counsellor = models.CharField(max_length=120, blank=True)
    words = models.TextField()
    # Where the heir was heard, and whose desk heard: a second asking elsewhere, by another, can be told from the first.
    place = models.CharField(max_length=200, blank=True)
    desk_id = models.UUIDField(null=True)
    held_at = models.DateTimeField()
    # When it was written down; empty where that was the same moment.
    recorded_at = models.DateTimeField(null=True)
    # What it lacked: it took place, and is kept, and nothing follows from it.
    flags = ArrayField(models.CharField(max_length=40), default=list)
    held_by = models.UUIDField()
    held_by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("held_at", "id")
        indexes = (models.Index(fields=("matter", "waiver")),)


class Hold(models.Model):
    """A standing hold of the replay on one accused, as it was delivered: its stops, and the task of the court."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="holds")
    party = models.ForeignKey("victims.Party", on_delete=models.PROTECT, related_name="holds")
    owner_id = models.UUIDField()
    number = models.CharField(max_length=20)
    stop_ids: models.Field[list[UUID], list[UUID]] = ArrayField(models.UUIDField())
    raised_at = models.DateTimeField()
    court_due_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    taken_by = models.UUIDField(null=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("raised_at", "id")


class HoldReview(models.Model):
    """The inspector looked at a standing hold: what was asked of the court, and when the next look is due."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="hold_reviews")
    hold = models.ForeignKey("victims.Hold", on_delete=models.PROTECT, related_name="reviews")
    owner_id = models.UUIDField()
    found = models.TextField()
    reviewed_at = models.DateTimeField()
    reviewed_by = models.UUIDField()
    reviewed_by_name = models.CharField(max_length=120)
    next_due_at = models.DateTimeField()

    class Meta:
        ordering = ("hold", "reviewed_at", "id")
        indexes = (models.Index(fields=("hold", "reviewed_at")),)


class Errand(models.Model):
    """An heir is asked the second time at another civil desk: what its officer must know, and what was said there."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="errands")
    owner_id = models.UUIDField()
    number = models.CharField(max_length=20)
    waiver = models.CharField(max_length=80)
    desk_id = models.UUIDField()
    # The heir and what is asked, in words; where and how the heir is met, emptied as soon as it is over.
    heir_name = models.CharField(max_length=200)
    asked = models.JSONField()
    meet = models.CharField(max_length=400, blank=True)
    not_before = models.DateTimeField()
    # Who heard the heir the first time: none of them asks again.
    heard_by: models.Field[list[UUID], list[UUID]] = ArrayField(models.UUIDField())
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    place = models.CharField(max_length=200, blank=True)
    # Yes, no, nothing. An older errand without one confirms nothing.
    answer = models.CharField(max_length=8, blank=True)
    words = models.TextField(blank=True)
    # What the asking was without: it took place, and a yes of it confirms nothing.
    flags = ArrayField(models.CharField(max_length=40), default=list)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    done_by_name = models.CharField(max_length=120, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    # When the office read it; the step that it became, or why a yes is none.
    taken_at = models.DateTimeField(null=True)
    entry = models.OneToOneField("victims.Entry", on_delete=models.PROTECT, null=True, related_name="errand")
    refused = models.CharField(max_length=24, blank=True)
    # Until when the heir was told that there is time to think: the query fills it in.
    told_until: datetime | None = None

    class Meta:
        ordering = ("asked_at", "id")
        indexes = (models.Index(fields=("desk_id", "asked_at")), models.Index(fields=("matter", "waiver")))
