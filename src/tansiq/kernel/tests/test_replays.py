"""Files of events: what is read, what counts once, and what is told with its line."""

from __future__ import annotations

from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import pytest
from pydantic import Field, TypeAdapter

from tansiq.kernel import replays

ADEN = ZoneInfo("Asia/Aden")


class Said(replays.Event):
    kind: Literal["said"]
    words: str = ""
    by: list[replays.Id] = Field(default_factory=list)


class Heard(Said):
    kind: Literal["heard"]  # type: ignore[assignment]


KINDS = replays.Kinds(TypeAdapter(Annotated[Said | Heard, Field(discriminator="kind")]), ("said", "heard"))


def read(*lines: str) -> list[replays.Line]:
    return KINDS.read(lines, ADEN)


def test_one_event_in_two_zones_and_spellings_counts_once_with_its_first_line():
    found = read(
        '{"kind": "said", "at": "2026-11-01T10:00+03:00", "words": "a"}',
        '{"at": "2026-11-01T07:00:00Z", "words": "a", "kind": "said", "by": []}',
    )

    assert [line.number for line in found] == [1]


def test_both_halves_of_a_character_are_one():
    [line] = read('{"kind": "said", "at": "2026-11-01", "words": "\\ud83d\\ude00"}')

    assert line.event.words == "\U0001f600"


def test_a_day_is_not_its_first_instant():
    found = read('{"kind": "said", "at": "2026-11-01"}', '{"kind": "said", "at": "2026-11-01T00:00+03:00"}')

    assert len(found) == 2


def test_only_a_line_feed_ends_a_line(tmp_path):
    file = tmp_path / "events.jsonl"
    file.write_bytes('\ufeff{"kind": "said", "at": "2026-11-01", "words": "one\u2028two\x85three"}\r\n\n'.encode())

    [line] = KINDS.read_file(file, ADEN)

    assert line.event.words == "one\u2028two\x85three"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"kind": "said", "at": "1448-05-03"}', "1900"),
        ('{"kind": "said", "at": "2026-W01-1"}', "at: neither a day"),
        ('{"kind": "said", "at": "2026-11-01T10:00"}', "with its offset"),
        ('{"kind": "said", "at": "9999-12-31T23:59-05:00"}', "out of range"),
        ('{"kind": "said", "at": 20261101}', "as text"),
        ('{"kind": "said", "at": "2026-11-01", "at": "2026-11-02"}', "twice"),
        ('{"kind": "said", "at": "2026-11-01", "aloud": true}', "no key 'aloud'"),
        ('{"kind": "said", "at": "2026-11-01", "words": NaN}', "NaN is no JSON"),
        ('{"kind": "said", "at": "2026-11-01", "words": "\\ud83d"}', "half of a character"),
        ("[]", "no JSON object"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(line, why):
    with pytest.raises(replays.UnreadableError, match=f"line 2: .*{why}"):
        read('{"kind": "said", "at": "2026-11-01"}', line)


def test_what_is_no_text_is_told_with_its_line(tmp_path):
    file = tmp_path / "events.jsonl"
    file.write_bytes(b'{"kind": "said", "at": "2026-11-01"}\n\xff\n')

    with pytest.raises(replays.UnreadableError, match="line 2: it is not UTF-8"):
        KINDS.read_file(file, ADEN)
