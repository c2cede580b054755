"""The UN list: what is taken out of a record, and what is refused."""

import gzip
from datetime import UTC, date, datetime

import pytest

from tansiq.exchange.formats import bounded, un
from tansiq.exchange.formats.listing import ListedBirth, ListedDocument, ListedName, ListError
from tansiq.exchange.formats.tests.builders import individual, un_list, written

RICH = individual(
    first=" SALEM ",
    more="""
    <SECOND_NAME>OMAR
      BAQANZAL</SECOND_NAME><NAME_ORIGINAL_SCRIPT>سالم عمر باقنزل</NAME_ORIGINAL_SCRIPT>
    <NATIONALITY><VALUE>Yemen </VALUE><VALUE/></NATIONALITY>
    <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>أبو دعد (Abu Da‘d; Abu Daad)</ALIAS_NAME>
      <DATE_OF_BIRTH>1971-02-03</DATE_OF_BIRTH></INDIVIDUAL_ALIAS>
    <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Baqanzal, Salim</ALIAS_NAME></INDIVIDUAL_ALIAS>
    <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
    <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1970</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
    <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1968</FROM_YEAR><TO_YEAR>1972</TO_YEAR>
    </INDIVIDUAL_DATE_OF_BIRTH>
    <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>24/06/1402 (Hijri Calendar)</NOTE>
    </INDIVIDUAL_DATE_OF_BIRTH>
    <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973</NOTE></INDIVIDUAL_DATE_OF_BIRTH>
    <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE/></INDIVIDUAL_DATE_OF_BIRTH>
    <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Al Mukalla</CITY><COUNTRY>Yemen</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
    <INDIVIDUAL_PLACE_OF_BIRTH/>
    <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER> 00112233 </NUMBER></INDIVIDUAL_DOCUMENT>
    <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT>
      <TYPE_OF_DOCUMENT2>Ration card no.</TYPE_OF_DOCUMENT2><NUMBER>77</NUMBER></INDIVIDUAL_DOCUMENT>
    <INDIVIDUAL_DOCUMENT/>
    """,
)


def test_a_record_gives_names_births_and_papers_as_the_list_words_them(tmp_path):
    listed = un.read(written(tmp_path, un_list(RICH)))

    (entry,) = listed.entries
    assert (entry.reference, entry.kind, entry.instrument) == ("YEi.901", "person", "Yemen")
    assert (entry.listed_on, entry.line) == (date(2024, 2, 3), 4)
    assert entry.names == (
        ListedName("SALEM OMAR BAQANZAL", "lat", "strong", "primary"),
        ListedName("سالم عمر باقنزل", "ar", "strong", "original"),
        ListedName("أبو دعد", "ar", "strong", "alias"),
        ListedName("Abu Da‘d", "lat", "strong", "alias"),
        ListedName("Abu Daad", "lat", "strong", "alias"),
        ListedName("Baqanzal, Salim", "lat", "weak", "alias"),
    )
    assert entry.births == (
        ListedBirth("APPROXIMATELY 1970", 1970, 1970),
        ListedBirth("BETWEEN 1968 1972", 1968, 1972),
        ListedBirth("EXACT 24/06/1402 (Hijri Calendar)", None, None),
        ListedBirth("EXACT Nov. 1973", 1973, 1973),
        ListedBirth("1971-02-03 (أبو دعد (Abu Da‘d; Abu Daad))", 1971, 1971),
    )
    assert (entry.nationalities, entry.birth_places) == (("Yemen",), ("Al Mukalla, Yemen",))
    assert entry.documents == (ListedDocument("passport", "00112233"), ListedDocument("other", "77"))
    assert entry.source["FIRST_NAME"] == " SALEM "


def test_the_list_says_when_it_was_made_in_its_own_offset_and_in_utc(tmp_path):
    listed = un.read(written(tmp_path, un_list(individual(), generated="2020-11-30T20:31:19.923-05:00")))

    assert listed.published_on == date(2020, 11, 30)
    assert listed.generated_at == datetime(2020, 12, 1, 1, 31, 19, 923000, tzinfo=UTC)


def test_a_compressed_list_has_the_digest_of_the_plain_one(tmp_path):
    plain = written(tmp_path, un_list(individual()))
    packed = tmp_path / "un.xml.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))

    assert un.read(packed) == un.read(plain)


def test_spaces_empty_fields_order_and_row_numbers_leave_the_digest_as_it_was(tmp_path):
    nations = "<NATIONALITY><VALUE>{}</VALUE><VALUE>{}</VALUE></NATIONALITY>"
    one = individual(more=nations.format("Yemen", "Oman"))
    other = individual(first=" SALEM\n", more=nations.format("Oman ", "Yemen") + "<COMMENTS1/>")
    other = other.replace("<DATAID>1", "<DATAID>2")

    digests = [un.read(written(tmp_path, un_list(record))).entries[0].digest for record in (one, other)]

    assert digests[0] == digests[1]
    assert un.read(written(tmp_path, un_list(individual(first="SALIM")))).entries[0].digest != digests[0]


ENTITY = individual("YEe.901").replace("INDIVIDUAL", "ENTITY")
BIRTH = "<INDIVIDUAL_DATE_OF_BIRTH>{}</INDIVIDUAL_DATE_OF_BIRTH>"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "TRUNCATED", 1),
        ("name\nسالم\n", "FOREIGN_FILE", 1),
        ("<sdnList/>", "FOREIGN_FILE", 1),
        ("<html><body>", "FOREIGN_FILE", 1),
        (un_list(individual())[:-30], "TRUNCATED", 7),
        (un_list(individual(first="<b")), "BROKEN_XML", 4),
        (un_list(individual(first="&name;")), "BROKEN_XML", 4),
        (un_list(), "EMPTY_LIST", None),
        (un_list(individual(), generated="yesterday"), "BAD_VALUE", None),
        (un_list(individual(), generated="2026-01-02T03:04:05"), "BAD_VALUE", None),
        (un_list(individual(), generated=""), "MISSING_FIELD", 2),
        (un_list(individual()).replace("<ENTITIES>\n</ENTITIES>\n", ""), "MISSING_FIELD", 6),
        (un_list(individual()).replace("</ENTITIES>", "</ENTITIES><ENTITIES/>"), "REPEATED_ELEMENT", 7),
        (un_list(individual() * 2), "DUPLICATE_REFERENCE", 5),
        (un_list(individual(more="\n<PHONE>1</PHONE>")), "UNKNOWN_ELEMENT", 5),
        (un_list(individual(more="<GENDER><X/></GENDER>")), "UNKNOWN_ELEMENT", 4),
        (un_list(individual(more='<GENDER at="1"/>')), "UNKNOWN_ATTRIBUTE", 4),
        (un_list(individual(more="<GENDER/><GENDER/>")), "REPEATED_ELEMENT", 4),
        (un_list(individual(more="<TITLE>Sheikh</TITLE>")), "UNEXPECTED_TEXT", 4),
        (un_list(individual("YEe.901")), "BAD_VALUE", 4),
        (un_list(individual(""), entities=ENTITY), "MISSING_FIELD", 4),
        (un_list(individual(first=" ")), "MISSING_FIELD", 4),
        (un_list(individual().replace("2024-02-03", "2024-02-31")), "BAD_VALUE", 4),
        (un_list(individual(more=BIRTH.format("<TYPE_OF_DATE>ABOUT</TYPE_OF_DATE>"))), "BAD_VALUE", 4),
        (un_list(individual(more=BIRTH.format("<YEAR>70</YEAR>"))), "BAD_VALUE", 4),
        (un_list(individual(more=BIRTH.format("<FROM_YEAR>1980</FROM_YEAR><TO_YEAR>1970</TO_YEAR>"))), "BAD_VALUE", 4),
        (un_list(individual(more="<INDIVIDUAL_ALIAS><QUALITY>Fair</QUALITY></INDIVIDUAL_ALIAS>")), "BAD_VALUE", 4),
        (un_list(individual()).replace("UTF-8", "X-UNKNOWN"), "NOT_TEXT", 1),
        ("<!DOCTYPE CONSOLIDATED_LIST>" + un_list(individual()).split("\n", 1)[1], "DTD_FORBIDDEN", 1),
    ],
)
def test_a_broken_or_foreign_list_is_refused_with_its_line(text, code, line, tmp_path):
    with pytest.raises(ListError) as refusal:
        un.read(written(tmp_path, text))

    assert (refusal.value.file, refusal.value.line, refusal.value.code) == ("un.xml", line, code)


def test_bytes_that_are_not_text_are_refused(tmp_path):
    path = tmp_path / "un.xml"
    path.write_bytes(un_list(individual(first="@")).encode().replace(b"@", b"\xff\xfe"))

    with pytest.raises(ListError) as refusal:
        un.read(path)

    assert (refusal.value.line, refusal.value.code) == (4, "BROKEN_XML")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda packed: packed[: len(packed) // 2], "TRUNCATED"),
        (lambda packed: packed[:-8] + bytes(8), "BROKEN_GZIP"),
        (lambda packed: packed[:12] + bytes(30) + packed[42:], "BROKEN_GZIP"),
    ],
)
def test_a_spoilt_gzip_is_refused(spoil, code, tmp_path):
    path = tmp_path / "un.xml.gz"
    path.write_bytes(spoil(gzip.compress(un_list("".join(individual(f"YEi.{n}") for n in range(100, 300))).encode())))

    with pytest.raises(ListError) as refusal:
        un.read(path)

    assert refusal.value.code == code


def test_a_file_that_swells_or_is_too_large_is_refused(tmp_path, monkeypatch):
    bomb = tmp_path / "bomb.xml.gz"
    bomb.write_bytes(gzip.compress(un_list(" " * 4_000_000).encode()))
    with pytest.raises(ListError, match="TOO_LARGE"):
        un.read(bomb)

    monkeypatch.setattr(bounded, "MAX_BYTES", 500)
    with pytest.raises(ListError, match="TOO_LARGE"):
        un.read(written(tmp_path, un_list(individual() * 5)))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ListError, match="UNREADABLE"):
        un.read(tmp_path / "none.xml")
    with pytest.raises(ListError, match="UNREADABLE"):
        un.read(tmp_path)
