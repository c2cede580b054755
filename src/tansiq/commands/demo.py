"""`tansiq demo`: the story, served on this machine; contracts 1."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from tansiq import cli
from tansiq.kernel.saying import gettext as _

START_SECONDS = 60.0
# Longer than the worker waits for its jobs.
STOP_SECONDS = 25.0
# A code that ends sooner than this is of no use to whoever has to type it.
SHORTEST_CODE_SECONDS = 4


def _end_with_parent() -> None:
    """Ask the kernel to end this process when the one that started it is killed; Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


@contextmanager
def running(*commands: Sequence[str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Other commands of ours, running while this lasts; what they print goes to standard error."""
    processes: list[subprocess.Popen[bytes]] = []
    try:
        for arguments in commands:
            line = [sys.executable, "-m", "tansiq.cli", *arguments]
            processes.append(subprocess.Popen(line, stdout=sys.stderr.fileno(), preexec_fn=_end_with_parent))
        yield processes
    finally:
        for process in processes:
            process.terminate()
        end = time.monotonic() + STOP_SECONDS
        for process in processes:
            try:
                process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def is_healthy(address: str) -> bool:
    """Whether the server behind this address answers that it is well."""
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=5) as response:  # noqa: S310  our own loopback address
            return bool(json.load(response)["status"] == "ok")
    except (OSError, ValueError):
        return False


def wait_until_healthy(address: str, processes: Sequence[subprocess.Popen[bytes]], *, seconds: float) -> None:
    """Wait for the server; a process that ended or a time that ran out ends this command."""
    end = time.monotonic() + seconds
    while not is_healthy(address):
        if any(process.poll() is not None for process in processes):
            cli.fail(_("it did not start: see above"), cli.FAULT)
        if time.monotonic() > end:
            told = {"address": address, "seconds": round(seconds)}
            cli.fail(_("%(address)s is not healthy after %(seconds)s s") % told, cli.FAULT)
        time.sleep(0.2)


def _load() -> None:
    from tansiq.demo import story

    try:
        story.load(now=datetime.now(tz=UTC))
    except story.ForeignAgencies as fault:
        cli.fail(fault, cli.FAULT)


def _print_sign_ins(address: str) -> None:
    from tansiq.demo import story

    click.echo(f"\n{address}\n")
    for line in story.SIGN_INS:
        click.echo("  ".join(str(part) for part in line))
    said = _("tansiq demo code HANDLE prints the present second-factor code. Ctrl-C stops everything.")
    click.echo(f"\n{said}")


@click.group(invoke_without_command=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.pass_context
def demo(context: click.Context, port: int) -> None:
    """Load the story, serve it on loopback with a worker, and print addresses and sign-ins."""
    os.environ["TANSIQ_PLAIN_HTTP"] = "1"
    if context.invoked_subcommand:
        return
    address = f"http://127.0.0.1:{port}"
    with cli.ready():
        _load()
        cli.close_connections()
        with running(["serve", "--port", str(port)], ["worker"]) as processes:
            wait_until_healthy(address, processes, seconds=START_SECONDS)
            _print_sign_ins(address)
            while all(process.poll() is None for process in processes):
                time.sleep(0.5)
            cli.fail(_("the server or the worker has ended: see above"), cli.FAULT)


@demo.command()
def load() -> None:
    """Load the story; loading it twice changes nothing."""
    with cli.ready():
        _load()


def present_code(handle: str) -> str:
    """The second-factor code of a demo member that is good for some seconds from now.

    Raises:
        KeyError: the handle is not of the demo.
    """
    from allauth.mfa import app_settings

    from tansiq.demo import second_factor

    left = app_settings.TOTP_PERIOD - time.time() % app_settings.TOTP_PERIOD
    if left < SHORTEST_CODE_SECONDS:
        time.sleep(left)
    return second_factor.code(handle)


@demo.command()
@click.argument("handle")
def code(handle: str) -> None:
    """Print the present second-factor code of a demo member."""
    cli.start_django()
    try:
        click.echo(present_code(handle))
    except KeyError:
        cli.fail(_("%(handle)s is no member of the demo") % {"handle": handle}, cli.UNREADABLE)
