"""What is no file of records is refused with file, line, column and reason."""

from __future__ import annotations

import pytest

from tansiq.linking import UnreadableError, read_file

HEAD = "unique_id,agency,name,by\n"


@pytest.fixture
def file(tmp_path):
    def write(text, name="records.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("agency,name\n1,x\n", None, "unique_id"),
        ("unique_id,name\n1,x\n", None, "agency"),
        ("unique_id,agency\n1,x\n", None, "name"),
        ("unique_id,agency,name,name\n", 1, ""),
        (HEAD + "1,a,x,1980\n1,b,y,1981\n", 3, "unique_id"),
        (HEAD + "1,,x,1980\n", 2, "agency"),
        (HEAD + "1,a,x,19x0\n", 2, "by"),
        (HEAD + "1,a,x,80\n", 2, "by"),
        (HEAD + "1,a,x\n", 2, ""),
        (HEAD + '1,a,"x,1980\n', 2, ""),
        (HEAD.encode() + b"1,a,\xff,1980\n", 2, ""),
        ("unique_id,agency,name,sex\n1,a,x,q\n", 2, "sex"),
        ("unique_id,agency,name,born\n1,a,x,1980-13-01\n", 2, "born"),
        ("", None, "unique_id"),
    ],
)
def test_a_broken_file_is_refused_with_line_and_column(file, text, line, column):
    path = file(text)

    with pytest.raises(UnreadableError) as refused:
        read_file(path)

    assert (refused.value.file, refused.value.line, refused.value.column) == (path, line, column)
    assert str(path) in str(refused.value)
    assert refused.value.why


@pytest.mark.parametrize("name", ["records.parquet", "records.xlsx", "records"])
def test_another_kind_of_file_is_refused(file, name):
    with pytest.raises(UnreadableError):
        read_file(file("nothing", name))


def test_a_csv_and_a_parquet_file_of_the_same_rows_read_alike(file, tmp_path):
    import pyarrow as pa
    from pyarrow import parquet

    columns = {
        "unique_id": [1, 2],
        "agency": [7, 8],
        "name": ["خالد سعيد", None],
        "by": [1994, None],
        "cluster": [1, 1],
    }
    parquet.write_table(pa.table(columns), tmp_path / "records.parquet")
    csv = file("unique_id,agency,name,by,cluster\n1,7,خالد سعيد,1994,1\n2,8,,,1\n")

    assert read_file(tmp_path / "records.parquet") == read_file(csv)
    assert read_file(csv)[1] == ["cluster"]


@pytest.mark.parametrize(
    ("born", "year", "day"),
    [
        ("1999", 1999, None),
        ("1999-05", 1999, None),
        ("1999-05-03", 1999, 503),
        ("1999-01-01", 1999, None),
        ("", None, None),
    ],
)
def test_a_birth_is_a_year_and_a_day_where_one_is_known(file, born, year, day):
    [record], _ = read_file(file(f"unique_id,agency,name,born\n1,a,x,{born}\n"))

    assert (record.year, record.day) == (year, day)
