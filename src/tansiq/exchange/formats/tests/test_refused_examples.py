"""The files of examples/refused are refused as their README says."""

from pathlib import Path

import pytest

from tansiq.exchange.formats import ofac, un
from tansiq.exchange.formats.listing import ListError

REFUSED = Path(__file__).parents[5] / "examples" / "refused"
READERS = {"un": un.read, "ofac": ofac.read}


def stated() -> list[list[str]]:
    lines = (REFUSED / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row[:4] for row in rows if row[1] in READERS]


@pytest.mark.parametrize(("name", "reader", "code", "line"), stated())
def test_an_example_is_refused_with_the_code_and_line_that_its_readme_states(name, reader, code, line):
    with pytest.raises(ListError) as refusal:
        READERS[reader](REFUSED / name)

    assert (refusal.value.code, refusal.value.line) == (code, None if line == "–" else int(line))


def test_every_file_made_for_an_importer_stands_in_the_readme():
    held = {path.name for path in REFUSED.iterdir() if path.suffix in {".xml", ".gz"} or path.name.startswith("ofac")}

    assert held <= {row[0] for row in stated()}
