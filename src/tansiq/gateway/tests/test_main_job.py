import pytest
from stage import draft

from tansiq.gateway import actions
from tansiq.kernel.problems import NotFound


def test_the_main_job_from_the_ask_to_the_wrong_man(room):
    asked = room.ask(draft("Khaled Saeed Omar Baqanzal", birth="1994", national="0112233445"))
    assert asked.answer == "no_record_for_you"

    [hit] = room.match(asked)
    room.judge(hit)
    disclosure = room.release(hit)

    read = room.do(room.cast["asker"], actions.read_disclosure, disclosure_id=disclosure.id)
    assert read.packet["name"]["ism"] == "خالد"

    recalls, number = room.withdraw(disclosure)
    assert len(recalls) == 1
    with pytest.raises(NotFound):
        room.do(room.cast["asker"], actions.read_disclosure, disclosure_id=disclosure.id)

    by_number = room.ask(draft("صالح باطروق", redress=number.number), by="stranger")
    by_identity = room.ask(draft("خ. باقنزل", national="٠١١٢٢٣٣٤٤٥"), by="stranger")
    assert [by_number.answer, by_identity.answer] == ["call_before_detaining"] * 2
    assert room.match(by_identity) == []
    with_the_number = draft("Khaled Saeed Omar Baqanzal", birth="1994", redress=number.number)
    assert room.match(room.ask(with_the_number, by="stranger")) == []
