"""Command lines of `tansiq`, each in a process of its own that forked from one which has everything loaded.

To load everything takes two seconds of a processor: what a line prints and how it ends is the same without.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

SECONDS = 300


class Forking:
    """Runs lines in one environment, which is read once."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        line = [sys.executable, __file__]
        self._process = subprocess.Popen(
            line, env=dict(environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What `tansiq ARGUMENTS` printed and ended with."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with tempfile.TemporaryDirectory(prefix="tqf-", dir="/tmp") as folder:
            out, err = Path(folder) / "out", Path(folder) / "err"
            told = {"line": arguments, "out": str(out), "err": str(err), "cwd": str(Path.cwd())}
            self._process.stdin.write(json.dumps(told) + "\n")
            self._process.stdin.flush()
            code = int(self._process.stdout.readline())
            return subprocess.CompletedProcess(arguments, code, out.read_text(), err.read_text())

    def close(self) -> None:
        """End the process that lines fork from."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with ExitStack() as stack:
            stack.callback(self._process.wait)
            stack.callback(self._process.stdout.close)
            stack.callback(self._process.stdin.close)


def _serve() -> None:
    from tansiq import cli

    cli.start_django()
    for told in map(json.loads, sys.stdin):
        child = os.fork()
        if not child:
            _become(told)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


def _become(told: Any) -> None:
    """Run one line in this process, which ends with it."""
    code: Any = 1
    try:
        signal.alarm(SECONDS)
        for number, name in enumerate((os.devnull, told["out"], told["err"])):
            opened = os.open(name, os.O_RDWR | os.O_CREAT, 0o600)
            os.dup2(opened, number)
            os.close(opened)
        os.chdir(told["cwd"])
        from tansiq import cli

        cli.main.main(args=told["line"], prog_name="tansiq")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve()
