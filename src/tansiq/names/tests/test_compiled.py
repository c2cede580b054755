"""What was compiled is used again only as long as no kernel has changed."""

import shutil
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from tansiq.names.kernels import compiled, letters, lines, persons, words

NAMES = Path(compiled.__file__).parent.parent


@pytest.mark.parametrize("module", [letters, words, lines, persons])
def test_every_kernel_is_kept_under_the_digest_of_all_of_them(module):
    kept = [found._cache for found in vars(module).values() if hasattr(found, "_cache")]
    if not kept:
        pytest.skip("nothing is compiled here")

    assert {one._cache_file._source_stamp for one in kept} == {compiled.stamp()}


@pytest.mark.parametrize("changed", ["kernels/letters.py", "kernels/lines.py", "layout.py", "weights.py"])
def test_the_digest_changes_with_each_file(tmp_path, changed):
    shutil.copytree(NAMES, tmp_path / "names", ignore=shutil.ignore_patterns("data", "tests", "__pycache__"))
    with (tmp_path / "names" / changed).open("a", encoding="utf-8") as file:
        file.write("# another\n")
    spec = spec_from_file_location("copied", tmp_path / "names" / "kernels" / "compiled.py")
    copied = module_from_spec(spec)
    spec.loader.exec_module(copied)

    assert copied.stamp() != compiled.stamp()
