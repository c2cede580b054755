"""Refusals of the backup commands: told to whoever runs the server, in words and with a code."""

from __future__ import annotations

from tansiq.kernel.saying import Words, gettext_noop

__all__ = ["BackupRefused", "Words", "gettext_noop"]


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
