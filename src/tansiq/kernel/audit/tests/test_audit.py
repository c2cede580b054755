from unittest.mock import patch

import pytest
from django.db.utils import ProgrammingError
from stage import KHALED, NOW

from tansiq.gateway import actions as gateway
from tansiq.kernel.access import actions as access
from tansiq.kernel.access.models import Agency
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit import queries, rules
from tansiq.kernel.audit.actions import hash_of
from tansiq.kernel.audit.errors import NoPurpose, OwnAct
from tansiq.kernel.audit.models import Entry, Words
from tansiq.kernel.problems import NotFound, NotPermitted


@pytest.fixture
def entry(cast, do, agencies):
    do(
        cast["accreditor"], access.change_standing, agency_id=agencies["gamma"], standing="suspended",
        reason="حادثة مسجلة لدى المفتش",
    )  # fmt: skip
    return do(cast["inspector"], lambda: Entry.objects.get(act="access.standing_changed"))


def test_an_entry_proves_its_words_by_a_salted_hash(cast, do, entry):
    words = do(cast["inspector"], lambda: Words.objects.get(entry=entry))

    assert hash_of(words.salt, words.body) == entry.words_hash
    assert words.body == {"before": "accredited", "after": "suspended", "words": "حادثة مسجلة لدى المفتش"}


@pytest.mark.rule("W-2", "G14")
def test_nobody_erases_the_words_of_what_he_did_himself(cast, do):
    kit = ("people.kit", None)
    own = do(cast["inspector"], lambda: audit.record("oversight.notice_closed", kit, actor=cast["inspector"], at=NOW,
                                                     words="أغلقت بعد سؤال الجهة"))  # fmt: skip

    with pytest.raises(OwnAct):
        do(cast["inspector"], audit.erase_words, entry_id=own.id, reason="طلب محو من صاحب الشأن")
    assert do(cast["inspector"], lambda: Words.objects.filter(entry=own).delete()[0]) == 0
    do(cast["second_inspector"], audit.erase_words, entry_id=own.id, reason="طلب محو من صاحب الشأن")


def test_words_are_erased_with_their_salt_and_the_entry_stays(cast, do, entry):
    with pytest.raises((NotPermitted, NotFound)):
        do(cast["owner"], audit.erase_words, entry_id=entry.id, reason="طلب محو")

    do(cast["inspector"], audit.erase_words, entry_id=entry.id, reason="طلب محو من صاحب الشأن")

    assert do(cast["inspector"], lambda: Words.objects.filter(entry=entry).exists()) is False
    assert do(cast["inspector"], lambda: Entry.objects.filter(id=entry.id).exists()) is True


def test_nothing_is_changed_when_the_log_cannot_be_written(cast, do, agencies):
    with patch.object(audit, "_write", side_effect=RuntimeError), pytest.raises(RuntimeError):
        do(
            cast["accreditor"],
            access.change_standing,
            agency_id=agencies["gamma"],
            standing="suspended",
            reason="حادثة مسجلة لدى المفتش",
        )

    assert do(cast["accreditor"], lambda: Agency.objects.get(code="gamma").standing) == "accredited"


@pytest.mark.rule("G13")
@pytest.mark.parametrize(("purpose", "reference"), [("", "X/1"), ("OPEN_CASE", "")])
def test_without_a_justification_nothing_is_read(cast, do, purpose, reference):
    kit = ("people.kit", None)
    reason = {"purpose": purpose, "reference": reference, "owner_id": None}
    with pytest.raises(NoPurpose):
        do(cast["owner"], lambda: audit.record_read("people.read", kit, actor=cast["owner"], at=NOW, **reason))


def test_a_refusal_is_written_after_the_roll_back_and_counted_by_code(cast, do):
    with pytest.raises(NoPurpose) as refused:
        do(cast["asker"], gateway.ask, draft=KHALED, purpose="", reference="CP/1")

    do(cast["asker"], lambda: audit.record_refusal(refused.value, actor=cast["asker"], at=NOW, act="ask"))

    assert do(cast["inspector"], queries.refusals_by_code, since=NOW) == {"NO_PURPOSE": 1}


@pytest.mark.parametrize(("who", "sees"), [("inspector", True), ("asker", True), ("owner", False), ("stranger", False)])
def test_who_sees_an_entry(cast, do, who, sees):
    do(cast["asker"], gateway.ask, draft=KHALED, purpose="CHECKPOINT_IDENTITY", reference="CP/1")

    assert do(cast[who], lambda: Entry.objects.filter(act="gateway.asked").exists()) is sees


def test_nobody_writes_an_entry_in_anothers_name(cast, do):
    with pytest.raises(ProgrammingError):
        do(cast["owner"], lambda: audit.record("people.read", ("people.kit", None), actor=cast["asker"], at=NOW))


@pytest.mark.parametrize(
    ("text", "fault"),
    [("ج/2026/118", ""), ("قضية/٩", ""), ("CP/2026-11/7", ""), ("ab", "BAD_REFERENCE"), ("ج 2026", "BAD_REFERENCE"),
     ("ج؛٢٠٢٦", "BAD_REFERENCE"), ("   ", "MISSING")],
)  # fmt: skip
def test_a_reference_is_a_number_as_courts_write_it(text, fault):
    assert rules.is_reference(text) is not bool(fault)
    assert not fault or rules.fault_of(text) == fault
