import pytest

from tansiq.compartments.intelligence import actions, queries
from tansiq.compartments.intelligence.errors import AssessmentNamesSource, Quarantined
from tansiq.gateway.models import Disclosure
from tansiq.kernel.db import acting_as
from tansiq.kernel.problems import Invalid, NotPermitted

pytestmark = pytest.mark.django_db
TEXT = "هجوم وشيك على سوق السمك صباح الخميس، أخلوا البوابة الشرقية"


@pytest.fixture
def assess(cast, do, agencies):
    def run(*reports, by="owner", **fields):
        told = {
            "text": TEXT, "conditions": "", "reasons": "خطر داهم على حياة الناس في السوق",
            "warned": "نبه الضابط المناوب إدارة السوق في الثالثة",
            "recipient_ids": [agencies["alpha"], agencies["gamma"]],
        } | fields  # fmt: skip
        return do(cast[by], actions.assess, report_ids=tuple(row.id for row in reports), **told)

    return run


@pytest.mark.rule("JOC-05")
def test_an_assessment_reaches_whoever_can_prevent_it_without_its_sources(desk, assess):
    report = desk.report(source_ref="م-17")

    row = assess(report)

    for who in ("asker", "stranger"):
        with acting_as(desk.cast[who]):
            [copy] = Disclosure.objects.all()
            assert copy.packet["text"] == TEXT
            assert not any(
                word in str(copy.packet) for word in (report.number, "م-17", report.author_name, report.text)
            )
            assert queries.assessments() == []
    with acting_as(desk.cast["owner"]):
        assert [kept.report_ids for kept in queries.assessments()] == [[report.id]] == [row.report_ids]


@pytest.mark.rule("JOC-05")
@pytest.mark.parametrize(("by", "field"), [("number", "text"), ("source_ref", "warned"), ("author_name", "conditions")])
def test_an_assessment_that_names_its_source_in_any_spelling_is_refused(desk, assess, by, field):
    report = desk.report(source_ref="المِيناء ١٧")
    word = {
        "number": report.number.replace("-", " "), "source_ref": "الميناء 17", "author_name": f"{report.author_name}ـ"
    }[by]  # fmt: skip

    with pytest.raises(AssessmentNamesSource) as fault:
        assess(report, **{field: f"{TEXT} ({word})"})
    assert fault.value.errors == [{"field": field, "code": "NAMES_SOURCE"}]


@pytest.mark.rule("JOC-05")
@pytest.mark.parametrize("fields", [{"warned": ""}, {"text": "خطر"}, {"recipient_ids": []}])
def test_the_duty_to_warn_is_answered(desk, assess, fields):
    report = desk.report()

    with pytest.raises(Invalid):
        assess(report, **fields)


def test_an_assessment_rests_on_a_report(assess):
    with pytest.raises(Invalid):
        assess()


@pytest.mark.rule("JOC-02")
def test_nothing_tainted_is_sent_even_then(desk, assess):
    report = desk.report(obtained="SUSPECTED_ILL_TREATMENT")

    with pytest.raises(Quarantined):
        assess(report)


def test_only_a_releaser_sends(desk, assess):
    report = desk.report()

    with pytest.raises(NotPermitted):
        assess(report, by="analyst")


@pytest.mark.parametrize("field", ["text", "warned", "conditions"])
def test_an_assessment_that_cannot_be_kept_is_refused(desk, assess, field):
    report = desk.report()

    with pytest.raises(Invalid) as refusal:
        assess(report, **{field: "هجوم وشيك على السوق\x00"})

    assert refusal.value.errors == [{"field": field, "code": "UNSTORABLE"}]
