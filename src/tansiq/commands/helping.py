"""What click says, and what stands in `--help`, in the language of `--lang`."""

from __future__ import annotations

import gettext as catalogues
import inspect
import os
from collections.abc import Iterator

import click

from tansiq.kernel.saying import LOCALE, gettext
from tansiq.kernel.saying import gettext_noop as _


def ngettext_noop(one: str, many: str) -> tuple[str, str]:
    """Mark a sentence of one and of many for the catalogue."""
    return one, many


HELP = _("Show this message and exit.")
# Click's own sentences, as it asks the catalogue for them; those that our commands can call forth.
CLICK = (
    HELP, _("Usage:"), _("Options"), _("Commands"), _("Positional arguments"),
    _("default: {default}"), _("env var: {var}"), _("required"), _("Aborted!"),
    _("Error: {message}"), _("Try '{command} {option}' for help."), _("Missing command."),
    _("Invalid value: {message}"), _("Invalid value for {param_hint}: {message}"),
    _("Missing argument"), _("Missing option"), _("Missing parameter"), _("Missing {param_type}"),
    _("No such option {name!r}."), _("No such command {name!r}."),
    _("Option {name!r} does not take a value."), _("Choose from:\n\t{choices}"),
    _("{value!r} is not a valid {number_type}."), _("{value} is not in the range {range}."),
    _("{value!r} is not a valid UUID."), _("file"), _("directory"), _("path"), _("unknown error"),
    _("{name} {filename!r} does not exist."), _("{name} {filename!r} is a file."),
    _("{name} {filename!r} is a directory."), _("{name} {filename!r} is not readable."),
    _("{name} {filename!r} is not writable."), _("Could not open file {filename!r}: {message}"),
)  # fmt: skip
CLICK_COUNTED = (
    ngettext_noop("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ngettext_noop("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ngettext_noop("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ngettext_noop("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    ngettext_noop(
        "{value!r} does not match the format {format}.", "{value!r} does not match the formats {formats}."
    ),
)  # fmt: skip
# Helps as they stand in the code, by the command or option of which they are.
_ENGLISH: dict[click.Command | click.Option, str] = {}


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a help, each in one line: a sentence of the catalogue."""
    return [" ".join(part.split()) for part in inspect.cleandoc(text).split("\n\n")]


def _helped(command: click.Command) -> Iterator[click.Command | click.Option]:
    """Whatever has a help: a command with its options, and all that it holds."""
    yield command
    yield from (one for one in command.params if isinstance(one, click.Option))
    for held in getattr(command, "commands", {}).values():
        yield from _helped(held)


def helps(group: click.Group) -> Iterator[str]:
    """Every paragraph of the helps of a group, for the catalogue."""
    for one in _helped(group):
        yield from paragraphs(_ENGLISH.get(one, one.help or ""))


def speak(group: click.Group, lang: str) -> None:
    """Let a group, and click itself, speak a language from now on."""
    # Click asks the standard library, which finds the catalogue by this variable.
    os.environ["TANSIQ_LANG"] = os.environ["LANGUAGE"] = lang
    catalogues.bindtextdomain("django", str(LOCALE))
    catalogues.textdomain("django")
    for one in _helped(group):
        if one.help:
            english = _ENGLISH.setdefault(one, one.help)
            one.help = "\n\n".join(gettext(part) for part in paragraphs(english))
        # Click words this one when it is first needed, and keeps it.
        if isinstance(one, click.Command) and (asked := one.get_help_option(click.Context(one))):
            asked.help = gettext(HELP)
