from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class CourtFile(models.Model):
    """What of a case comes before a court. The court sees it from the day on which the first act was indicted."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    case = models.OneToOneField("casework.Case", on_delete=models.PROTECT, related_name="+")
    # The prosecution that the case belongs to, and the court to which it was brought.
    owner_id = models.UUIDField()
    court_id = models.UUIDField(null=True)
    # As the case has them: whoever reads the file at the court does not see the case.
    case_number = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    district = models.CharField(max_length=12)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    opened_by_name = models.CharField(max_length=120)
    referred_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-opened_at", "-id")
        indexes = (models.Index(fields=("court_id", "-opened_at")),)


class OfFile(models.Model):
    """What every record of a court file carries: its file, whose it is, who wrote it when."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.ForeignKey("casework.CourtFile", on_delete=models.PROTECT, related_name="+")
    owner_id = models.UUIDField()
    author_id = models.UUIDField()
    author_name = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        abstract = True


class Accused(OfFile):
    """Somebody against whom an act is alleged."""

    class Age(models.TextChoices):
        ADULT = "adult", _("18 or over, by a paper")
        CHILD = "child", _("Under 18")
        DOUBTFUL = "doubtful", _("In doubt: the doubt is the person’s")
        UNKNOWN = "unknown", _("Not written down")

    name = models.CharField(max_length=200)
    # At the act, as it was entered first; only a paper makes somebody an adult. What was said later: `AgeStatement`.
    age_at_act = models.CharField(max_length=10, choices=Age)
    age_paper = models.CharField(max_length=200, blank=True)
    # Number in the register of detentions: a release that a court orders goes there.
    detention = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("made_at", "id")


class Victim(OfFile):
    """A victim as the prosecution knows him; the heirs' file lies with the victims' office, here stands its number."""

    class Harm(models.TextChoices):
        KILLED = "killed", _("Killed")
        INJURED = "injured", _("Injured")
        TAKEN = "taken", _("Taken away")
        OTHER = "other", _("Harmed otherwise")

    label = models.CharField(max_length=200)
    harm = models.CharField(max_length=10, choices=Harm)
    heirs_record = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ("made_at", "id")


class HarmStatement(OfFile):
    """What somebody says later of the harm, beside what stood there first: who was hurt may die of it."""

    victim = models.ForeignKey("casework.Victim", on_delete=models.PROTECT, related_name="harms")
    harm = models.CharField(max_length=10, choices=Victim.Harm)
    # The day of the death, or of what else is said; None where nobody knows it.
    happened_on = models.DateField(null=True)
    # The paper that says so, or who said it.
    paper = models.CharField(max_length=200)
    by = models.CharField(max_length=12)
    decision_id = models.UUIDField()

    class Meta:
        ordering = ("made_at", "id")


class Rank(OfFile):
    """What an analyst says of somebody's rank. It describes; it opens nothing and closes nothing (JUD-01)."""

    accused = models.ForeignKey("casework.Accused", on_delete=models.PROTECT, related_name="ranks")
    analyst = models.CharField(max_length=120)
    role_claimed = models.CharField(max_length=200)
    period = models.CharField(max_length=120)
    source_grade = models.CharField(max_length=4)
    information_grade = models.CharField(max_length=4)
    is_contested = models.BooleanField()
    words = models.TextField()

    class Meta:
        ordering = ("made_at", "id")


class Charge(OfFile):
    """One act that is alleged against one person: where, when, how he answers for it, what speaks for and against."""

    class State(models.TextChoices):
        RECORDED = "recorded", _("Recorded")
        INVESTIGATED = "investigated", _("Investigated")
        SUFFICIENT = "sufficient", _("Enough for an indictment")
        INSUFFICIENT = "insufficient", _("Not enough for an indictment")
        INDICTED = "indicted", _("Indicted")
        TRIED = "tried", _("Before the court")
        REMANDED = "remanded", _("Sent back to be heard anew")
        CONVICTED = "convicted", _("Convicted")
        ACQUITTED = "acquitted", _("Acquitted")
        DISCONTINUED = "discontinued", _("Discontinued")

    number = models.CharField(max_length=20, unique=True)
    accused = models.ForeignKey("casework.Accused", on_delete=models.PROTECT, related_name="charges")
    act = models.CharField(max_length=60)
    words = models.TextField()
    # Where only some days or months are known: the first and the last of them.
    happened_on = models.DateField()
    happened_until = models.DateField(null=True)
    place = models.CharField(max_length=200, blank=True)
    district = models.CharField(max_length=12)
    # Who held the district then, and from when to when.
    control = models.CharField(max_length=200)
    mode = models.CharField(max_length=60)
    # What he himself did; or, of a commander, what he knew of this act and what he could have done (JUD-06).
    own_part = models.TextField(blank=True)
    knew = models.TextField(blank=True)
    could = models.TextField(blank=True)
    victim_ids: models.Field[list[UUID], list[UUID]] = ArrayField(models.UUIDField(), default=list)
    # Exhibits and statements of the case, by number: for, and against; where nothing speaks against, where was looked.
    evidence: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=20), default=list)
    exculpatory: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=20), default=list)
    looked_for_against = models.TextField(blank=True)
    standard = models.CharField(max_length=60)
    state = models.CharField(max_length=12, choices=State, default=State.RECORDED)
    # From then on a court alone says what becomes of it.
    indicted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("made_at", "id")
        indexes = (models.Index(fields=("file", "made_at")),)


class Characterisation(OfFile):
    """On which track a charge stands for one victim: who said so, when, by which instrument. The last one counts."""

    charge = models.ForeignKey("casework.Charge", on_delete=models.PROTECT, related_name="characterisations")
    victim = models.ForeignKey("casework.Victim", on_delete=models.PROTECT, null=True, related_name="+")
    track = models.CharField(max_length=10)
    made_on = models.DateField()
    by = models.CharField(max_length=12)
    # These may be empty where a court has set it: without its paper it takes no other's place.
    instrument = models.CharField(max_length=60, blank=True)
    paper = models.CharField(max_length=120, blank=True)
    reasons = models.TextField(blank=True)
    # As the charter marked the track on that day.
    confidence = models.CharField(max_length=10)
    flags: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)
    decision_id = models.UUIDField()

    class Meta:
        ordering = ("made_at", "id")


class AgeStatement(OfFile):
    """What somebody says later of the age at the act, beside what stood there first. Nothing is overwritten (Q-16)."""

    accused = models.ForeignKey("casework.Accused", on_delete=models.PROTECT, related_name="ages")
    age_at_act = models.CharField(max_length=10, choices=Accused.Age)
    paper = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=12)
    # A judge has ruled on the age: what was said before counts no more.
    is_ruling = models.BooleanField(default=False)
    judge = models.CharField(max_length=120, blank=True)
    record_number = models.CharField(max_length=60, blank=True)
    decision_id = models.UUIDField()

    class Meta:
        ordering = ("made_at", "id")


class Settlement(OfFile):
    """What was settled with the families of named victims. It touches no track (Q-27)."""

    victim_ids: models.Field[list[UUID], list[UUID]] = ArrayField(models.UUIDField())
    words = models.TextField()
    # Or that none was, and why; empty of what was settled before that was asked.
    women_heard = models.CharField(max_length=400, blank=True)
    # None: it has no end, or none is known. When a truce ends somebody may be killed.
    ends_on = models.DateField(null=True)
    decision_id = models.UUIDField()

    class Meta:
        ordering = ("made_at", "id")
