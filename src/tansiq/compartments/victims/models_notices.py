from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class HearingNotice(models.Model):
    """A court has set, moved or cancelled an hour of one victim's case: the office tells the heirs, by their safe way.

    The last notice of a hearing counts (G10).
    """

    class Said(models.TextChoices):
        SET = "set", _("set")
        MOVED = "moved", _("moved to this hour")
        CANCELLED = "cancelled", _("cancelled: nobody needs to come")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="hearings")
    # The victim whose heirs are meant; none where the number names the file alone.
    victim = models.ForeignKey("victims.Party", on_delete=models.PROTECT, null=True, related_name="+")
    owner_id = models.UUIDField()
    # Number of the hearing at the court: who is accused of what stays there.
    hearing = models.CharField(max_length=20)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    said = models.CharField(max_length=9, choices=Said, default=Said.SET)
    received_at = models.DateTimeField()
    # When the office said whom it reached: afterwards it waits no more. The words stand apart, for the office alone.
    told_at = models.DateTimeField(null=True)
    told_by = models.UUIDField(null=True)
    # Whether no later notice of the same hearing has taken its place: the query fills it in.
    is_last: bool = True

    class Meta:
        ordering = ("starts_at", "id")
        indexes = (models.Index(fields=("owner_id", "told_at", "starts_at")),)


class HearingTold(models.Model):
    """Whom the office reached of a hearing and whom not, in its words: nothing for counsel, who reads the notice."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    notice = models.OneToOneField("victims.HearingNotice", on_delete=models.CASCADE, related_name="telling")
    owner_id = models.UUIDField()
    outcome = models.TextField()
    told_at = models.DateTimeField()
    told_by = models.UUIDField()

    class Meta:
        ordering = ("told_at", "id")


class CooperationNotice(models.Model):
    """Somebody accused in the case speaks to the prosecution: counsel of the heirs is told, and nothing more passes.

    Who it is is not known here: several accused share the number of a case. It changes nothing in anybody's right; no
    event of the ledger comes of it (REP-01).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="cooperations")
    owner_id = models.UUIDField()
    # Of the case, as the prosecution wrote it.
    reference = models.CharField(max_length=60)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("received_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("matter", "reference"), name="one_cooperation_notice_of_a_case"),
        )


class Statement(models.Model):
    """What an heir said before anybody was accused, or a victim says who lives: nobody's right changes by it.

    A waiver of retaliation holds each accused until the heir has said whom it means or a judge has ruled. It is no
    event of the ledger. Once somebody is accused the heir says it again, against that one alone; only that second act
    stands in the ledger, and names the statement. Of a victim who lives the ledger knows no wish: what he asks and
    waives is for the judge, also where he names whom he means (heirs-law 3.1).
    """

    class Kind(models.TextChoices):
        REQUEST = "request", _("An heir asks for retaliation")
        WAIVER = "waiver", _("A waiver")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="statements")
    # Who said it: an heir, or the victim.
    heir = models.ForeignKey("victims.Party", on_delete=models.PROTECT, related_name="statements")
    owner_id = models.UUIDField()
    kind = models.CharField(max_length=8, choices=Kind)
    # Codes of the victims whom it speaks of; the other fields are those that the event would have.
    victims: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=8))
    told = models.JSONField()
    paper = models.CharField(max_length=200)
    said_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    recorded_by_name = models.CharField(max_length=120)
    # The heir wants nobody to ask about it any more.
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("said_at", "recorded_at", "id")
        indexes = (models.Index(fields=("owner_id", "withdrawn_at")),)

    @property
    def is_own(self) -> bool:
        """Whether the victim said it himself."""
        return self.heir.kind == "victim"


class InquiryNote(models.Model):
    """What is told beside an inquiry into pressure: who says so, against whom, why; beside its end the court's reasons.

    The event names the waiver, where there is one. This row does not: counsel of the heir who objects reads what his
    own heir said, and learns of no waiver by it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="inquiries")
    entry = models.OneToOneField("victims.Entry", on_delete=models.PROTECT, related_name="inquiry")
    owner_id = models.UUIDField()
    # Who is said to be pressed, and which heir says so; in words where it is none of them. Beside the end of an inquiry
    # the other heir who had raised it, if one had.
    heir = models.ForeignKey("victims.Party", on_delete=models.PROTECT, related_name="inquiries")
    raiser = models.ForeignKey("victims.Party", on_delete=models.PROTECT, null=True, related_name="objections")
    raised_by = models.CharField(max_length=120, blank=True)
    against = models.CharField(max_length=200, blank=True)
    # Empty beside the end of an inquiry.
    direction = models.CharField(max_length=12, blank=True)
    reasons = models.TextField(blank=True)
    said_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    recorded_by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("said_at", "recorded_at", "id")
        indexes = (models.Index(fields=("matter", "said_at")),)


class Absence(models.Model):
    """The office tells the court that an heir is not reached, and since when. It changes nothing in any right (Q-08).

    How the heir may be reached, and by which way somebody tried, stays in the office.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="absences")
    heir = models.ForeignKey("victims.Party", on_delete=models.PROTECT, related_name="absences")
    owner_id = models.UUIDField()
    since = models.DateField()
    known = models.CharField(max_length=200)
    told_at = models.DateTimeField()
    told_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("since", "told_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("heir",), condition=models.Q(ended_at=None), name="one_open_absence_of_an_heir"
            ),
        )


class Correction(models.Model):
    """A line that was written by mistake: one person says why, another one confirms, and the replay leaves it out.

    The line itself stays as it was written, and is shown as taken out.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    matter = models.ForeignKey("victims.Matter", on_delete=models.PROTECT, related_name="corrections")
    entry = models.OneToOneField("victims.Entry", on_delete=models.PROTECT, related_name="correction")
    owner_id = models.UUIDField()
    why = models.TextField()
    said_at = models.DateTimeField()
    said_by = models.UUIDField()
    said_by_name = models.CharField(max_length=120)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    confirmed_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("said_at", "id")
        indexes = (models.Index(fields=("matter", "confirmed_at")),)
