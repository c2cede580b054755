"""Refusals of the backup commands: told to whoever runs the server, in words and with a code."""

from __future__ import annotations

from typing import Self


def gettext_noop(text: str) -> str:
    """Mark a sentence for the catalogue. Django's own asks for the settings, which a restore has not yet."""
    return text


class Words(str):
    """English words that remember what they were made of, so that a command says them in its reader's language.

    Args:
        template: the sentence as the catalogue has it, with `%(name)s` where parts stand.
        parts: what stands there: paths, names and moments.
    """

    __slots__ = ("parts", "template")
    template: str
    parts: dict[str, object]

    def __new__(cls, template: str, **parts: object) -> Self:
        made = super().__new__(cls, template % parts)
        made.template, made.parts = template, parts
        return made


class BackupRefused(RuntimeError):
    """A backup or restore cannot be made as asked.

    Args:
        code: upper snake case, for scripts.
        words: what is wrong, and what to do.
    """

    def __init__(self, code: str, words: Words) -> None:
        super().__init__(words)
        self.code = code
        self.words = words
