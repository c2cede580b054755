"""OFAC's CSV files: what is taken out of their rows, and what is refused."""

import gzip

import pytest

from tansiq.exchange.formats import ofac
from tansiq.exchange.formats.listing import ListedBirth, ListedDocument, ListedName, ListError
from tansiq.exchange.formats.ofac_remarks import CUT_AT, read_remarks
from tansiq.exchange.formats.tests.builders import ofac_folder, sdn_row, written

REMARKS = (
    '"DOB 03 Feb 1971; alt. DOB circa 1970; alt. DOB 1968 to 1972; alt. DOB long ago; POB Al Mukalla, Yemen; '
    "nationality Yemen; alt. nationality Oman; Gender Male; Passport 00112233 (Yemen) issued 01 Jan 2010; "
    "National ID No. 77 88 (Yemen); Identification Number 99; Tax ID No. 5; a.k.a. 'DAAD, Abu'.\""
)
SDN = sdn_row("7", "BAQANZAL, Salem Omar", remarks=REMARKS) + sdn_row("8", "BAQANZAL TRADING, LTD.", kind="-0- ")
ALT = '7,1,"aka","BAQANZAL, Salim",-0- \r\n'
ADD = '7,1,-0- ,"Al Mukalla","Yemen",-0- \r\n'


def test_rows_of_three_files_become_one_entry(tmp_path):
    listed = ofac.read(ofac_folder(tmp_path, sdn=SDN, alt=ALT, add=ADD))

    person, company = listed.entries
    assert (listed.list_code, listed.generated_at, listed.published_on) == ("ofac", None, None)
    assert (person.reference, person.kind, person.instrument, person.listed_on) == ("7", "person", "SDGT, YEMEN", None)
    assert person.names == (
        ListedName("Salem Omar BAQANZAL", "lat", "strong", "primary"),
        ListedName("Salim BAQANZAL", "lat", "strong", "alias"),
        ListedName("Abu DAAD", "lat", "weak", "alias"),
    )
    assert person.births == (
        ListedBirth("03 Feb 1971", 1971, 1971),
        ListedBirth("circa 1970", 1970, 1970),
        ListedBirth("1968 to 1972", 1968, 1972),
        ListedBirth("long ago", None, None),
    )
    assert (person.nationalities, person.birth_places) == (("Yemen", "Oman"), ("Al Mukalla, Yemen",))
    assert person.documents == (
        ListedDocument("passport", "00112233"),
        ListedDocument("national", "77 88"),
        ListedDocument("other", "99"),
    )
    assert person.source["add"] == [{"Add_num": "1", "City": "Al Mukalla", "Country": "Yemen"}]
    assert (company.kind, company.names[0].text, company.line) == ("entity", "BAQANZAL TRADING, LTD.", 2)


def test_the_trailing_end_of_file_byte_and_the_compression_change_no_entry(tmp_path):
    plain = ofac.read(ofac_folder(tmp_path, sdn=SDN, alt=ALT, add=ADD, end=""))
    packed = tmp_path / "packed"
    packed.mkdir()
    for part, text in (("sdn", SDN), ("alt", ALT), ("add", ADD)):
        (packed / f"ofac_{part}.csv.gz").write_bytes(gzip.compress(f"{text}\x1a".encode()))

    assert ofac.read(packed).entries == plain.entries


def test_the_issuers_row_numbers_are_no_content(tmp_path):
    first = ofac.read(ofac_folder(tmp_path, sdn=SDN, alt=ALT, add=ADD)).entries[0]
    second = ofac.read(ofac_folder(tmp_path, sdn=SDN, alt=ALT.replace("7,1,", "7,5,"), add=ADD)).entries[0]
    third = ofac.read(ofac_folder(tmp_path, sdn=SDN, alt=ALT.replace("Salim", "Selim"), add=ADD)).entries[0]

    assert first.digest == second.digest != third.digest


def test_half_a_number_at_the_end_of_a_cut_remark_is_not_taken():
    text = "Passport 00112233 (Yemen); Linked To: X; "
    cut = text + "Passport 0044" + "5" * (CUT_AT - len(text) - len("Passport 0044"))

    assert read_remarks(cut).documents == (ListedDocument("passport", "00112233"),)
    assert len(read_remarks(cut[:-1] + ".").documents) == 2


@pytest.mark.parametrize(
    ("files", "file", "line", "code"),
    [
        ({"sdn": ""}, "sdn.csv", None, "EMPTY_LIST"),
        ({"sdn": SDN + sdn_row("7", "AGAIN")}, "sdn.csv", 3, "DUPLICATE_REFERENCE"),
        ({"sdn": SDN + '9,"X",-0- \r\n'}, "sdn.csv", 3, "WRONG_COLUMNS"),
        ({"sdn": SDN + '9,"X,-0- \r\n', "end": ""}, "sdn.csv", 3, "TRUNCATED"),
        ({"sdn": SDN + '9,"X"Y,-0- \r\n'}, "sdn.csv", 3, "BROKEN_CSV"),
        ({"sdn": SDN + "\r\n" + SDN}, "sdn.csv", 3, "WRONG_COLUMNS"),
        ({"sdn": SDN + sdn_row("nine", "X")}, "sdn.csv", 3, "BAD_VALUE"),
        ({"sdn": SDN + sdn_row("9", "X", kind='"robot"')}, "sdn.csv", 3, "BAD_VALUE"),
        ({"sdn": SDN + sdn_row("9", "-0-")}, "sdn.csv", 3, "MISSING_FIELD"),
        ({"sdn": SDN + "\x00"}, "sdn.csv", 3, "NOT_TEXT"),
        ({"sdn": SDN.replace("Gender", "\x1a")}, "sdn.csv", 1, "NOT_TEXT"),
        ({"sdn": SDN, "alt": '7,1,"nick","X",-0- \r\n'}, "alt.csv", 1, "BAD_VALUE"),
        ({"sdn": SDN, "alt": ALT + '9,1,"aka","X",-0- \r\n'}, "alt.csv", 2, "UNKNOWN_REFERENCE"),
        ({"sdn": SDN, "add": ADD + ALT}, "add.csv", 2, "WRONG_COLUMNS"),
    ],
)
def test_a_broken_or_foreign_file_is_refused_with_its_line(files, file, line, code, tmp_path):
    with pytest.raises(ListError) as refusal:
        ofac.read(ofac_folder(tmp_path, **files))

    assert (refusal.value.file, refusal.value.line, refusal.value.code) == (file, line, code)


def test_a_line_break_inside_a_field_does_not_shift_the_line_of_a_refusal(tmp_path):
    with pytest.raises(ListError) as refusal:
        ofac.read(ofac_folder(tmp_path, sdn=sdn_row("7", "TWO\nLINES") + "broken\r\n"))

    assert refusal.value.line == 3


def test_a_folder_without_a_file_or_with_two_that_could_be_meant_is_refused(tmp_path):
    folder = ofac_folder(tmp_path, sdn=SDN)
    written(folder, SDN, "ofac_sdn.csv")
    with pytest.raises(ListError, match="AMBIGUOUS_FILE"):
        ofac.read(folder)

    (folder / "sdn.csv").unlink()
    (folder / "add.csv").unlink()
    with pytest.raises(ListError, match="MISSING_FILE"):
        ofac.read(folder)

    with pytest.raises(ListError, match="UNREADABLE"):
        ofac.read(folder / "none")


def test_bytes_that_are_not_utf8_are_refused(tmp_path):
    folder = ofac_folder(tmp_path, sdn=SDN)
    (folder / "add.csv").write_bytes(ADD.encode() + b'7,2,"M\xfcnchen"')

    with pytest.raises(ListError) as refusal:
        ofac.read(folder)

    assert (refusal.value.line, refusal.value.code) == (2, "NOT_TEXT")
