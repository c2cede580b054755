"""Known vulnerabilities among the pinned requirements: `make audit-deps`; ends with 1 unless every one was looked up.

pip-audit says "No known vulnerabilities found" and ends with 0 also when its source answered nothing and every package was
skipped. So it is believed only after the same source has told of a package that is known to be vulnerable, and only if
its report names every pinned requirement, in the pinned version, without a reason to skip it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
REQUIREMENTS = ("base.txt", "dev.txt")
# Has had dozens of published vulnerabilities for years: a source that knows none of them knows nothing.
CANARY = "django==3.2.0"
_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)


@dataclass
class Findings:
    """What one report says: `vulnerable` and `unknown` in words, and which packages it looked up."""

    vulnerable: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    looked_up: set[tuple[str, str]] = field(default_factory=set)


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(text: str) -> set[tuple[str, str]]:
    """Names and versions of a requirements file."""
    return {(normal(name), version) for name, version in _PINNED.findall(text)}


def read_report(text: str) -> Findings:
    """What a report of pip-audit in JSON says.

    Raises:
        ValueError: it is no such report.
    """
    found = Findings()
    try:
        dependencies = json.loads(text)["dependencies"]
        for one in dependencies:
            if reason := one.get("skip_reason"):
                found.unknown.append(f"{one['name']}: {reason}")
                continue
            found.looked_up.add((normal(one["name"]), one["version"]))
            ids = ", ".join(sorted(fault["id"] for fault in one["vulns"]))
            if ids:
                found.vulnerable.append(f"{one['name']} {one['version']}: {ids}")
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError(f"no report of pip-audit: {text[:200]!r}") from fault
    return found


def faults_of(found: Findings, wanted: set[tuple[str, str]]) -> list[str]:
    """Everything for which the report is no proof that all is well."""
    missing = sorted(wanted - found.looked_up)
    return [
        *(f"VULNERABLE {one}" for one in found.vulnerable),
        *(f"SKIPPED {one}" for one in found.unknown),
        *(f"NOT LOOKED UP {name} {version}" for name, version in missing),
    ]


def audit(path: Path, *options: str) -> Findings:
    """Run pip-audit over a requirements file.

    Raises:
        ValueError: it gave no report.
    """
    line = [sys.executable, "-m", "pip_audit", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(
        [*line, "--requirement", str(path), *options], capture_output=True, text=True, check=False, timeout=900
    )
    if not done.stdout.strip():
        raise ValueError(f"pip-audit gave no report: {done.stderr.strip()[-600:]}")
    return read_report(done.stdout)


def source_answers() -> bool:
    """Whether the source tells of a package that is known to be vulnerable."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "canary.txt"
        path.write_text(f"{CANARY}\n")
        return bool(audit(path, "--no-deps").vulnerable)


def main() -> int:
    try:
        if not source_answers():
            print(f"the source knows no vulnerability of {CANARY}: it has no data, and nothing was audited")
            return 1
        faults: list[str] = []
        for name in REQUIREMENTS:
            path = REPOSITORY / "requirements" / name
            wanted = pinned(path.read_text())
            faults += [f"{name}: {fault}" for fault in faults_of(audit(path, "--require-hashes"), wanted)]
            print(f"{name}: {len(wanted)} pinned")
    except (ValueError, OSError, subprocess.TimeoutExpired) as fault:
        print(fault)
        return 1
    print("\n".join(faults) or "no known vulnerability, and nothing was skipped")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
