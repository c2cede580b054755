"""Files that are sent to a page: none reaches a disk, and a few narrow addresses alone take any.

An app that takes a file names the address and how many bytes (`take_at`). There one file at a time is held in memory,
from somebody who is signed in, and the app judges it by its content. Everywhere else a file is refused at its first
line. Lists come in by the command line, through `exchange.formats.bounded`.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.urls import Resolver404, resolve

_PLACES: dict[str, int] = {}


class FileSent(SuspiciousOperation):
    """A request holds a file that no page takes."""


def take_at(view_name: str, *, most_bytes: int) -> None:
    """Let one address take one file of so many bytes; called once, when the app is ready."""
    _PLACES[view_name] = most_bytes


class Gate(FileUploadHandler):
    """Refuse a file at its first line, unless this address takes one; Django would write it to a temporary folder."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.taken: BytesIO | None = None
        self.most = 0

    def _most_bytes(self) -> int:
        """How many bytes this address takes, from whoever sends; 0 where it takes none."""
        try:
            name = resolve(self.request.path_info).view_name if self.request else ""
        except Resolver404:
            return 0
        user = getattr(self.request, "user", None)
        return _PLACES.get(name, 0) if user is not None and user.is_authenticated else 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.most = self._most_bytes()
        if self.taken is not None or not self.most:
            raise FileSent("a file was sent")
        self.taken = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.taken is None or start + len(raw_data) > self.most:
            raise FileSent("a file was sent")
        self.taken.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        if self.taken is None:
            raise FileSent("a file was sent")
        self.taken.seek(0)
        # What the sender calls it is nobody's business, and so is what he says that it is.
        return InMemoryUploadedFile(self.taken, self.field_name, "file", "application/octet-stream", file_size, None)
