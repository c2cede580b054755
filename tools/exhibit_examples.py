"""Write the worked examples of chains of custody, whole and damaged, each with what `verify` says of it.

.venv/bin/python tools/exhibit_examples.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "examples" / "exhibits"
sys.path.insert(0, str(ROOT / "tests" / "support"))


def main() -> None:
    import chains  # type: ignore[import-not-found]

    from tansiq.compartments.casework.verification import verify

    FOLDER.mkdir(exist_ok=True)
    for name, raw in {"rifle": chains.rifle().file(), **chains.damaged()}.items():
        (FOLDER / f"{name}.jsonl").write_bytes(raw)
        told = json.dumps(verify(raw).as_object(), ensure_ascii=False, indent=1)
        (FOLDER / f"{name}.json").write_text(told + "\n")


if __name__ == "__main__":
    main()
