"""Files that are sent to a page: none is taken, and none reaches a disk.

No compartment keeps files; lists come in by the command line, through `exchange.formats.bounded`. Whoever adds the
first field that takes a file puts a gate here: size, count, type by content, metadata stripped, re-encoded.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler


class FileSent(SuspiciousOperation):
    """A request holds a file."""


class NoFiles(FileUploadHandler):
    """Refuse a file at its first line; Django would write it to a temporary folder before anybody has looked."""

    def new_file(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise FileSent("a file was sent")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> NoReturn:
        raise FileSent("a file was sent")

    def file_complete(self, file_size: int) -> None:
        return None
