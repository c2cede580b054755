"""Refusals of the backup commands: told to whoever runs the server, in words and with a code."""

from __future__ import annotations


class BackupRefused(RuntimeError):
    """A backup or restore cannot be made as asked.

    Args:
        code: upper snake case, for scripts.
        words: what is wrong, and what to do.
    """

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code
        self.words = words
