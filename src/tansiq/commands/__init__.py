"""The commands of `tansiq`, a module for each matter. A command calls one action and holds no logic."""

from __future__ import annotations

import click

from tansiq.commands import (
    ask,
    audit,
    backup,
    brief,
    charter_,
    custody,
    demo,
    exhibits,
    heirs,
    imports,
    installation,
    link,
    members,
    names,
    retention,
    serve,
    smoke,
)


def register(group: click.Group) -> None:
    """Add every command to the group."""
    for command in (
        installation.migrate, installation.stop, ask.ask, imports.import_, link.link, names.names, serve.serve,
        serve.worker, demo.demo, smoke.smoke, charter_.charter, custody.custody, exhibits.exhibits,
        brief.brief, heirs.heirs, backup.backup, audit.audit, retention.retention, members.agency, members.member,
    ):  # fmt: skip
        group.add_command(command)
