"""A report is believed only where it looked everything up."""

import json

import audit_deps
import pytest

WANTED = {("django", "5.2.19"), ("typing-extensions", "4.15.0")}
FILE = """\
django==5.2.19 \\
    --hash=sha256:00
typing_extensions==4.15.0 ; python_version < '3.13' \\
    --hash=sha256:11
"""


def report(*dependencies):
    return audit_deps.read_report(json.dumps({"dependencies": list(dependencies), "fixes": []}))


def clean(name, version):
    return {"name": name, "version": version, "vulns": []}


def test_all_that_is_pinned_is_wanted():
    assert audit_deps.pinned(FILE) == WANTED
    for name in audit_deps.REQUIREMENTS:
        text = (audit_deps.REPOSITORY / "requirements" / name).read_text()
        assert len(audit_deps.pinned(text)) == sum(
            not line.startswith((" ", "#")) for line in text.splitlines() if line
        )


def test_a_clean_report_that_looked_everything_up_has_no_fault():
    found = report(clean("Django", "5.2.19"), clean("typing_extensions", "4.15.0"))

    assert audit_deps.faults_of(found, WANTED) == []


def test_what_was_skipped_or_is_missing_or_has_another_version_is_a_fault():
    skipped = report(clean("django", "5.2.19"), {"name": "typing-extensions", "skip_reason": "not found on the index"})
    assert [one.split()[0] for one in audit_deps.faults_of(skipped, WANTED)] == ["SKIPPED", "NOT"]
    assert len(audit_deps.faults_of(report(), WANTED)) == 2
    assert (
        len(audit_deps.faults_of(report(clean("django", "5.2.0"), clean("typing-extensions", "4.15.0")), WANTED)) == 1
    )


def test_a_vulnerability_is_told_with_its_ids():
    bad = clean("django", "5.2.19") | {"vulns": [{"id": "PYSEC-1"}, {"id": "CVE-1"}]}

    assert audit_deps.faults_of(report(bad), {("django", "5.2.19")}) == ["VULNERABLE django 5.2.19: CVE-1, PYSEC-1"]


@pytest.mark.parametrize("text", ["{}", "[]", '{"dependencies": [1]}', "No known vulnerabilities found"])
def test_what_is_no_report_is_not_believed(text):
    with pytest.raises(ValueError, match=r"no report|Expecting"):
        audit_deps.read_report(text)


def test_a_source_without_data_ends_with_1(monkeypatch, capsys):
    monkeypatch.setattr(audit_deps, "audit", lambda path, *options: report(clean("django", "3.2.0")))

    assert audit_deps.main() == 1
    assert "no data" in capsys.readouterr().out
