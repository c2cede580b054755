from datetime import timedelta

import pytest
from django.db import transaction
from stage import NOW, draft

from tansiq.gateway import actions, queries
from tansiq.gateway.errors import CannotConfirm, ChildPath, NoAlternative, NoAuthority, NothingToConfirm, TwoOrders
from tansiq.kernel.access import actions as access
from tansiq.kernel.access.errors import ConflictOfInterest
from tansiq.kernel.bases import BasisExpired
from tansiq.kernel.decisions.errors import ThinReasons
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted
from tansiq.people.errors import NotFaceToFace

SALEM = draft("سالم عوض مبارك باشنوار", birth="1988", national="998877665")
SALEM_BY_NAME = draft("سالم عوض مبارك باشنوار", birth="1988")


def test_an_order_answers_once_identity_is_established(cast, ask, order, do):
    order(cast["prosecutor"], SALEM)

    by_identity, by_name = ask(cast["asker"], draft("سالم", national="998877665")), ask(cast["asker"], SALEM_BY_NAME)

    assert (by_identity.answer, by_name.answer) == ("arrest_order", "call_before_detaining")
    assert "2026/118" in do(cast["asker"], queries.say, by_identity)
    assert by_name.order_id is None


def test_the_duty_officer_confirms_who_he_is_and_the_order_answers(cast, ask, order, do):
    order(cast["prosecutor"], SALEM)
    row = ask(cast["asker"], SALEM_BY_NAME)

    confirmed = do(cast["watch"], actions.confirm_identity, ask_id=row.id, words="طوبقت الصورة والأم والأب")

    assert confirmed.answer == "arrest_order"
    with pytest.raises((NotPermitted, NotFound)):
        do(cast["stranger"], actions.confirm_identity, ask_id=row.id, words="طوبقت الصورة والأم والأب")


@pytest.mark.rule("W-2", "E31")
def test_nobody_orders_confirms_or_issues_anything_about_a_relative_whom_he_declared(cast, ask, order, do):
    order(cast["prosecutor"], SALEM)
    row = ask(cast["asker"], SALEM_BY_NAME)
    for who in ("prosecutor", "watch", "identity"):
        do(cast[who], access.declare_kin, relation="in_law", ism="سالم", father="عوض", family="باشنوار")

    with pytest.raises(ConflictOfInterest):
        order(cast["prosecutor"], SALEM, number="2026/119")
    with pytest.raises(ConflictOfInterest):
        do(cast["identity"], actions.issue_slip, draft=SALEM, checked_face_to_face=True, papers="بطاقة")
    with pytest.raises(ConflictOfInterest):
        do(cast["watch"], actions.confirm_identity, ask_id=row.id, words="طوبقت الصورة والأم والأب")


def test_there_must_be_an_order_to_confirm(cast, ask, do):
    slip = do(cast["identity"], actions.issue_slip, draft=SALEM, checked_face_to_face=True, papers="بطاقة")
    row = ask(cast["asker"], draft("سالم", slip=slip.number))

    with pytest.raises(NothingToConfirm):
        do(cast["watch"], actions.confirm_identity, ask_id=row.id, words="طوبقت الصورة والأم والأب")


def test_an_order_and_a_slip_answer_in_one_shape(cast, ask, order, do):
    order(cast["prosecutor"], SALEM)
    slip = do(
        cast["identity"],
        actions.issue_slip,
        draft=draft("عمر باطروق", national="5544332"),
        checked_face_to_face=True,
        papers="بطاقة",
    )

    by_order = do(cast["asker"], queries.answer_object, ask(cast["asker"], SALEM_BY_NAME))
    by_slip = do(cast["asker"], queries.answer_object, ask(cast["asker"], draft("عمر", slip=slip.number)))

    assert {k: v for k, v in by_order.items() if k != "ask"} == {k: v for k, v in by_slip.items() if k != "ask"}


@pytest.mark.rule("JOC-06")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", ""), ("authority", "MILITIA"), ("offence", "BELIEF"), ("presented_by", ""), ("age_checked", False),
        ("grounds", ""), ("valid_until", NOW - timedelta(days=1)), ("valid_until", NOW + timedelta(days=400)),
    ],
)  # fmt: skip
def test_what_makes_no_order_is_refused(cast, order, field, value):
    with pytest.raises(NoAuthority):
        order(cast["prosecutor"], SALEM, **{field: value})


@pytest.mark.rule("JOC-07")
@pytest.mark.parametrize(("field", "value"), [("alternative", ""), ("alternative_words", "لا")])
def test_an_alternative_to_arrest_must_have_been_considered(cast, order, field, value):
    with pytest.raises(NoAlternative):
        order(cast["prosecutor"], SALEM, **{field: value})


def test_no_order_on_an_expired_basis_on_a_child_or_twice(cast, order):
    with pytest.raises(BasisExpired):
        order(cast["prosecutor"], SALEM, instrument="INTERIM-EXCHANGE")
    with pytest.raises(ChildPath):
        order(cast["prosecutor"], draft("سالم عوض مبارك باشنوار", birth="2012"))
    order(cast["prosecutor"], SALEM)
    with pytest.raises(TwoOrders):
        order(cast["prosecutor"], SALEM)


@pytest.mark.parametrize("who", ["asker", "owner", "watch", "inspector"])
def test_who_may_not_enter_an_order(cast, order, who):
    with pytest.raises(NotPermitted):
        order(cast[who], SALEM)


def test_a_revoked_or_ended_order_does_not_answer(cast, ask, order, do):
    row = order(cast["prosecutor"], SALEM)
    asked = draft("سالم", national="998877665")
    assert ask(cast["asker"], asked, now=NOW + timedelta(days=31)).answer == "no_record_for_you"

    do(cast["prosecutor"], actions.revoke_order, order_id=row.id, reasons="سلّم نفسه وانتهى الأمر")

    assert ask(cast["asker"], asked).answer == "no_record_for_you"


def test_a_slip_answers_by_number_or_identity_until_it_ends(cast, ask, do):
    slip = do(cast["identity"], actions.issue_slip, draft=SALEM, checked_face_to_face=True, papers="بطاقة شخصية")

    assert ask(cast["asker"], draft("x", slip=slip.number)).answer == "call_before_detaining"
    assert ask(cast["asker"], draft("x", national="998877665")).answer == "call_before_detaining"
    assert ask(cast["asker"], SALEM_BY_NAME).answer == "no_record_for_you"
    ended = draft("سالم عوض مبارك باشنوار", birth="1988", slip=slip.number)
    assert ask(cast["asker"], ended, now=NOW + timedelta(days=190)).answer == "no_record_for_you"


def test_a_slip_needs_the_person_the_papers_and_a_number(cast, do):
    with pytest.raises(NotFaceToFace):
        do(cast["identity"], actions.issue_slip, draft=SALEM, checked_face_to_face=False, papers="بطاقة")
    with pytest.raises(Invalid):
        do(cast["identity"], actions.issue_slip, draft=SALEM_BY_NAME, checked_face_to_face=True, papers="بطاقة")
    with pytest.raises(Invalid):
        do(cast["identity"], actions.issue_slip, draft=SALEM, checked_face_to_face=True, papers="")


def test_a_caseworker_issues_a_redress_number_for_someone_taken_for_another(cast, ask, do):
    number = do(cast["caseworker"], actions.issue_redress, draft=SALEM, why="أوقف مرتين بسبب تشابه الأسماء")

    assert ask(cast["stranger"], draft("x", redress=number.number)).answer == "call_before_detaining"


def test_orders_are_seen_by_their_authority_alone(cast, order, do):
    order(cast["prosecutor"], SALEM)
    seen = {}
    for who in ("prosecutor", "asker", "owner", "inspector", "watch"):
        with transaction.atomic():
            seen[who] = len(do(cast[who], queries.orders))

    assert seen == {"prosecutor": 1, "asker": 0, "owner": 0, "inspector": 0, "watch": 0}


def test_the_duty_officer_does_not_confirm_an_ask_of_his_own_nor_twice_nor_without_words(cast, ask, order, do):
    order(cast["prosecutor"], SALEM)
    own, others = ask(cast["watch"], SALEM_BY_NAME), ask(cast["asker"], SALEM_BY_NAME)
    words = "طوبقت الصورة والأم والأب"

    with pytest.raises(CannotConfirm):
        do(cast["watch"], actions.confirm_identity, ask_id=own.id, words=words)
    with pytest.raises(ThinReasons):
        do(cast["watch"], actions.confirm_identity, ask_id=others.id, words="متابعة")
    do(cast["watch"], actions.confirm_identity, ask_id=others.id, words=words)
    with pytest.raises(CannotConfirm):
        do(cast["watch"], actions.confirm_identity, ask_id=others.id, words=words)


def test_an_order_that_ended_since_is_not_told_as_one_in_force(cast, ask, order, do):
    row = order(cast["prosecutor"], SALEM)
    asked = ask(cast["asker"], draft("سالم", national="998877665"))
    do(cast["prosecutor"], actions.revoke_order, order_id=row.id, reasons="سلّم نفسه وانتهى الأمر")

    assert row.number not in do(cast["asker"], queries.say, asked)


def test_a_number_that_is_none_makes_no_common_name_enough(cast, ask):
    assert ask(cast["asker"], draft("محمد علي", redress="zz")).answer == "insufficient_identity"


def test_a_number_that_answers_nothing_is_to_be_read_again(cast, ask, do):
    with_number = ask(cast["asker"], draft("سالم عوض مبارك باشنوار", birth="1988", redress="R-2222-2222"))
    without = ask(cast["asker"], SALEM_BY_NAME)

    told = [do(cast["asker"], queries.say, row) for row in (with_number, without)]
    assert told[0].startswith(told[1])
    assert told[0] != told[1]
