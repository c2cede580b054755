"""What is read aloud before a waiver, and what is printed: true of the track of the charge and of the law of the place."""

import pytest
from django.utils.translation import override
from stage import NOW

from tansiq.compartments.victims import letters, words
from tansiq.compartments.victims.answer import Right, Step
from tansiq.compartments.victims.tests.scenes import case, pack, replay, waiver
from tansiq.kernel.documents import NewPage, pdf

ABOUT = ("E-2346-79AC", "سعاد", "ناصر", "ج/2026/71", "مكتب الضحايا")
REACHES = ("drops", "uncharacterised", "own_claim", "nothing")


def told(reach):
    return letters.before_signing(letters.About(*ABOUT, reach), NOW)


@pytest.mark.rule("JUD-04", "G26")
@pytest.mark.parametrize("reach", REACHES)
def test_what_is_read_aloud_is_plain_and_says_what_stays(reach):
    read = told(reach)

    said = " ".join(one.text for one in read)
    assert all(part in said for part in ("ناصر", "ج/2026/71"))
    assert len({one.heading for one in read if one.heading and one.text}) == 6
    sentences = [one for text in read for one in text.text.replace("؟", ".").split(".") if one.strip()]
    assert max(len(one.split()) for one in sentences) <= 25


@pytest.mark.rule("JUD-04")
def test_the_sheet_to_read_aloud_tells_of_every_pair_each_on_its_own():
    other = letters.About("E-2346-79AC", "", "علي", "ج/2026/72", "مكتب الضحايا")

    made = letters.paper([letters.About(*ABOUT), other], NOW)

    said = str([block.told() for block in made.blocks])
    assert all(word in said for word in ("ناصر", "علي", "ج/2026/71", "ج/2026/72"))
    assert len([block for block in made.blocks if isinstance(block, NewPage)]) == 1
    assert pdf(made).startswith(b"%PDF")


def test_while_nobody_is_accused_it_says_that_the_words_are_kept_and_asked_again():
    said = " ".join(one.text for one in letters.before_signing(letters.About("E", "", "ناصر", "", "مكتب"), NOW))

    assert "ناصر" in said
    assert "القضية" not in said


@pytest.mark.rule("Q-02", "Q-22")
@pytest.mark.parametrize(("reach", "says"), [("drops", True), ("own_claim", False), ("nothing", False)])
def test_retaliation_is_spoken_of_only_where_it_can_fall(reach, says):
    assert ("القصاص" in " ".join(one.text for one in told(reach))) is says


@pytest.mark.rule("Q-02", "Q-22")
@pytest.mark.parametrize(
    ("track", "charter", "reach"),
    [
        ("qisas", "yem", "drops"), ("hadd", "yem", "nothing"), ("tazir", "yem", "nothing"), (None, "yem", "uncharacterised"),
        ("qisas", "irq", "own_claim"), (None, "irq", "own_claim"),
    ],
)  # fmt: skip
def test_how_far_a_waiver_reaches_follows_the_track(track, charter, reach):
    found = replay([*case(track), waiver()], charter=charter)["rights"]
    rights = [Right(one["victim"], one["accused"], one["track"], one["state"]) for one in found]

    assert letters.reach(rights, pack(charter)) == reach


@pytest.mark.parametrize(
    ("confidence", "number", "says"),
    [("high", "63", "article 63"), ("low", "not checked", "article not looked up yet"), ("policy", "our rule", "our rule")],
)  # fmt: skip
def test_an_article_that_nobody_looked_up_is_called_so(confidence, number, says):
    with override("en"):
        assert words.article(Step("STAY", "court", number, confidence, settled=False)) == says
