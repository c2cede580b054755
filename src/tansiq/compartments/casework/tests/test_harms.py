"""Who was hurt and dies of it, whom else an act harmed, and a state that a court gave without a court before it."""

from datetime import timedelta

import pytest
from browse import signed_in
from casework_support import HOUR
from court_support import DAY, REASONS, Court
from django.db.utils import ProgrammingError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from stage import NOW

from tansiq.compartments.casework import queries_harm, rules_court
from tansiq.compartments.casework.errors_court import NoProsecutionLetter, NotThisStep
from tansiq.compartments.casework.models import Charge, HarmStatement
from tansiq.compartments.casework.rules_rulings import NOT_INDICTED, state_flags
from tansiq.kernel.clocks.models import Clock
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted

PAPER = {"record_number": "118/2021", "content": b"%PDF-1.7 judgment"}


@pytest.fixture
def stand(room):
    return Court(room)


def harm(stand, victim):
    with acting_as(stand.cast["prosecutor"]):
        return queries_harm.harm_of(victim)


def letters_due(stand):
    with acting_as(stand.cast["prosecutor"]):
        return Clock.objects.filter(code="PROSECUTION-LETTER").count()


def may_return(stand, accused):
    try:
        stand.act("open_return", accused_id=accused.id, reasons=REASONS)
    except NoProsecutionLetter:
        return False
    return True


@given(st.lists(st.tuples(st.sampled_from(("killed", "injured", "taken")), st.booleans()), min_size=1, max_size=6))
def test_that_somebody_was_killed_leads_until_a_court_says_otherwise(said):
    leads = rules_court.leading_harm(said)

    since = max((at for at, one in enumerate(said) if one[1]), default=0)
    assert (leads == "killed") == any(one == "killed" for one, _ in said[since:])
    assert leads == "killed" or leads == said[-1][0]


@pytest.mark.rule("JUD-02")
@pytest.mark.parametrize(
    ("state", "told", "flags"),
    [
        ("convicted", {"was_indicted": False}, (NOT_INDICTED,)), ("convicted", {}, ()),
        ("acquitted", {"has_paper": False}, ("NO_PAPER",)), ("discontinued", {"is_ruled": False, "has_paper": False}, ()),
        ("remanded", {"was_indicted": False, "has_paper": False}, (NOT_INDICTED, "NO_PAPER")),
        ("indicted", {"has_paper": False}, ()),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_state_that_a_court_gave(state, told, flags):
    assert state_flags(state, **{"is_ruled": True, "was_indicted": True, "has_paper": True} | told) == flags


@pytest.mark.django_db
def test_who_dies_of_his_wounds_was_killed_from_then_on(stand):
    victim, accused = stand.victim(harm="injured"), stand.accused()
    stand.charge(accused, victim_ids=(victim.id,))
    assert may_return(stand, accused)
    told = {"victim_id": victim.id, "harm": "killed", "paper": "تقرير المستشفى 12"}
    for wrong in ({"harm": "x"}, {"paper": " "}, {"happened_on": DAY + timedelta(days=400)}):
        with pytest.raises(Invalid):
            stand.act("state_harm", **told | wrong)
    with pytest.raises(NotFound):
        stand.act("state_harm", by="examiner", **told)

    stand.act("state_harm", by="detective", happened_on=DAY, **told)

    assert (harm(stand, victim), letters_due(stand), may_return(stand, accused)) == ("killed", 1, False)
    stand.act("state_harm", now=NOW + HOUR, **told | {"harm": "injured"})
    assert (harm(stand, victim), stand.again(victim).harm) == ("killed", "injured")
    with acting_as(stand.cast["prosecutor"]):
        rows = list(HarmStatement.objects.values_list("harm", "happened_on", "paper", "by"))
    assert rows == [("killed", DAY, told["paper"], "prosecution"), ("injured", None, told["paper"], "prosecution")]


@pytest.mark.django_db
def test_a_court_alone_says_that_nobody_was_killed_after_all(stand):
    victim, accused = stand.victim(), stand.accused()
    stand.indict(stand.charge(accused, victim_ids=(victim.id,)))
    told = {"victim_id": victim.id, "harm": "injured", "paper": "حكم 9"}
    stand.act("state_harm", **told)
    assert not may_return(stand, accused)

    stand.act("state_harm", by="judge", **told)

    assert (harm(stand, victim), may_return(stand, accused)) == ("injured", True)
    row = {"victim_id": victim.id, "file_id": stand.file.id, "owner_id": stand.file.owner_id, "harm": "injured",
           "paper": "x", "author_name": "x", "made_at": NOW, "decision_id": victim.id}  # fmt: skip
    with pytest.raises(ProgrammingError):  # the prosecution is no court
        stand.do(stand.cast["prosecutor"], lambda **_: HarmStatement.objects.create(
            by="court", author_id=stand.cast["prosecutor"].member_id, **row
        ))  # fmt: skip


@pytest.mark.django_db
@pytest.mark.rule("JUD-03")
def test_the_prosecution_names_further_victims_until_a_court_has_spoken(stand):
    first, second, accused = stand.victim(harm="injured"), stand.victim(label="عابر"), stand.accused()
    charge = stand.charge(accused, victim_ids=(first.id,))
    told = {"charge_id": charge.id, "reasons": REASONS}
    for chosen in ((), (first.id,), (charge.id,)):
        with pytest.raises(Invalid):
            stand.act("charge_victims", victim_ids=chosen, **told)
    with pytest.raises(NotPermitted):
        stand.act("charge_victims", by="detective", victim_ids=(second.id,), **told)

    stand.act("charge_victims", victim_ids=(first.id, second.id), **told)

    assert stand.again(charge).victim_ids == [first.id, second.id]
    assert (letters_due(stand), may_return(stand, accused)) == (1, False)

    def set_to(*ids):
        stand.do(stand.cast["prosecutor"], lambda **_: Charge.objects.filter(id=charge.id).update(victim_ids=ids))

    for wrong in ((second.id,), (first.id, second.id, charge.id)):  # nobody is taken out, and none of another file
        with pytest.raises(ProgrammingError):
            set_to(*wrong)
    stand.indict(charge)
    stand.said(accused, outcomes=((charge, "convicted"),), **PAPER)
    third = stand.victim(label="آخر")
    with pytest.raises(NotThisStep):
        stand.act("charge_victims", victim_ids=(third.id,), **told)
    with pytest.raises(ProgrammingError):
        set_to(first.id, second.id, third.id)


@pytest.mark.django_db
@pytest.mark.rule("JUD-02")
def test_every_page_says_of_a_conviction_that_it_was_never_before_the_court(stand):
    victim, accused = stand.victim(harm="injured"), stand.accused()
    stand.indict(stand.charge(accused))
    charge = stand.charge(accused, victim_ids=(victim.id,))
    stand.said(accused, outcomes=((charge, "convicted"),), **PAPER)
    stand.act("state_harm", by="registrar", victim_id=victim.id, harm="killed", paper="تقرير وفاة 77")
    assert stand.again(charge).state == "convicted"
    pages = [("court_charge", charge.id), ("court_accused", accused.id)]
    pages += [(name, stand.file.id) for name in ("court_file", "court_victims", "court_timeline")]

    registrar = signed_in("registrar")
    told = {name: registrar.get(reverse(f"casework:{name}", args=[record])).text for name, record in pages}

    assert all("It was never before the court" in text for text in told.values())
    assert "تقرير وفاة 77" in told["court_victims"]
    form = registrar.get(reverse("casework:harm_new", args=[victim.id]))
    assert victim.label in form.text
