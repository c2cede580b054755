"""`tansiq migrate` and `tansiq stop`."""

from __future__ import annotations

import fcntl

import click

from tansiq import cli
from tansiq.config import environment
from tansiq.kernel import postgres
from tansiq.kernel.saying import gettext as _


@click.command()
def migrate() -> None:
    """Bring schema, walls, reference data and system agencies up to date."""
    with cli.database():
        cli.migrate()


@click.command()
def stop() -> None:
    """Stop an embedded server that a killed command has left behind."""
    link = environment.data_dir() / "postgres"
    if not environment.is_embedded() or not link.exists():
        return
    server = postgres.server(environment.data_dir())
    with (server.root / "use.lock").open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            cli.fail(_("a command still uses the server: end it, and the server stops by itself"), cli.FAULT)
        if (server.root / "data" / "postmaster.pid").exists():
            postgres.stop(server)
