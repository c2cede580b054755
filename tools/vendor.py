"""Keep the vendored front-end files equal to what npm publishes.

    python tools/vendor.py             the files on disk match their manifests (no network)
    python tools/vendor.py --npm       fetch each package with `npm pack`, re-create the files, compare
    python tools/vendor.py --write     fetch, re-create and replace the files and both manifests

Exit 0 when everything is equal, 1 with one line for each difference.

A manifest lists for each file its package, version, licence, path inside the package, SHA-256 as published and
SHA-256 as kept. They differ only where the last line, a pointer to a source map that is not vendored, was cut: Django's
manifest storage refuses a stylesheet whose map is missing.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DESK = ROOT / "src/tansiq/desk/static/vendor"
TESTS = ROOT / "tests/vendor"
SOURCE_MAP = re.compile(rb"\n?(?:/\*#|//#) sourceMappingURL=[^\n]*\n?\Z")
FONT_FILES = {
    f"files/ibm-plex-sans-arabic-{script}-{weight}-normal.woff2": f"plex-arabic-{script}-{weight}.woff2"
    for script in ("arabic", "latin")
    for weight in (400, 600)
}


@dataclass(frozen=True)
class Package:
    """One npm package and the files taken from it, as path in the package -> name in the folder."""

    name: str
    version: str
    licence: str
    folder: Path
    files: dict[str, str]


@dataclass(frozen=True)
class Entry:
    """One line of a manifest."""

    file: str
    name: str
    version: str
    licence: str
    path: str
    sha256_published: str
    sha256: str


PACKAGES = (
    Package(
        "@tabler/core",
        "1.6.1",
        "MIT",
        DESK,
        {
            "dist/css/tabler.min.css": "tabler.min.css",
            "dist/css/tabler.rtl.min.css": "tabler.rtl.min.css",
            "dist/js/tabler.min.js": "tabler.min.js",
        },
    ),
    Package("htmx.org", "2.0.11", "0BSD", DESK, {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "htmx.LICENSE"}),
    Package(
        "@fontsource/ibm-plex-sans-arabic", "5.3.0", "OFL-1.1", DESK, {**FONT_FILES, "LICENSE": "plex-arabic.LICENSE"}
    ),
    # Loaded by the map's page alone.
    Package(
        "maplibre-gl",
        "6.17.0",
        "BSD-3-Clause",
        DESK,
        {
            "dist/maplibre-gl.mjs": "maplibre-gl.mjs",
            "dist/maplibre-gl-worker.mjs": "maplibre-gl-worker.mjs",
            "dist/maplibre-gl.css": "maplibre-gl.css",
            "LICENSE.txt": "maplibre-gl.LICENSE",
        },
    ),
    Package("axe-core", "4.14.1", "MPL-2.0", TESTS, {"axe.min.js": "axe.min.js", "LICENSE": "axe.LICENSE"}),
)


def digest(content: bytes) -> str:
    """SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def fetch(package: Package) -> Iterator[tuple[Entry, bytes]]:
    """Pack `package` with npm and yield each wanted file with its manifest line.

    Raises:
        subprocess.CalledProcessError: npm failed.
        KeyError: the package no longer holds a wanted file.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", f"{package.name}@{package.version}", "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            for path, name in package.files.items():
                member = archive.extractfile(f"package/{path}")
                if member is None:
                    raise KeyError(path)
                published = member.read()
                kept = SOURCE_MAP.sub(b"\n", published) if name.endswith((".css", ".js", ".mjs")) else published
                origin = (package.name, package.version, package.licence, path)
                yield Entry(name, *origin, digest(published), digest(kept)), kept


def read_manifest(folder: Path) -> list[Entry]:
    """Lines of the manifest in `folder`; none when it does not exist."""
    path = folder / "manifest.json"
    return [Entry(**line) for line in json.loads(path.read_text())] if path.exists() else []


def differences(folder: Path, expected: list[Entry]) -> Iterator[str]:
    """Say how the files and the manifest in `folder` differ from `expected`, one sentence each."""
    if read_manifest(folder) != expected:
        yield f"{folder / 'manifest.json'} does not list what the packages hold"
    for entry in expected:
        path = folder / entry.file
        if not path.exists() or digest(path.read_bytes()) != entry.sha256:
            yield f"{path} is not {entry.name} {entry.version} {entry.path}"
    known = {"manifest.json", *(entry.file for entry in expected)}
    for path in sorted(folder.iterdir()) if folder.exists() else ():
        if path.name not in known:
            yield f"{path} is in no manifest"


def write(folder: Path, fetched: list[tuple[Entry, bytes]]) -> None:
    """Replace the files and the manifest in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for entry, kept in fetched:
        (folder / entry.file).write_bytes(kept)
    lines = json.dumps([asdict(entry) for entry, _ in fetched], indent=2)
    (folder / "manifest.json").write_text(lines + "\n")


def main() -> int:
    """Run the command line; the module's docstring says what it does."""
    parser = argparse.ArgumentParser(description="Compare or renew the vendored front-end files.")
    parser.add_argument("--npm", action="store_true", help="re-create the files from npm before comparing")
    parser.add_argument("--write", action="store_true", help="replace files and manifests by npm's")
    options = parser.parse_args()
    found: list[str] = []
    for folder in (DESK, TESTS):
        expected = read_manifest(folder)
        if options.npm or options.write:
            fetched = [pair for package in PACKAGES if package.folder == folder for pair in fetch(package)]
            expected = [entry for entry, _ in fetched]
            if options.write:
                write(folder, fetched)
        elif not expected:
            found.append(f"{folder} has no manifest")
        found.extend(differences(folder, expected))
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
