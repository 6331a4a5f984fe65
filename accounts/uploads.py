"""Files on their way in: kept in memory, up to a limit, never on a disk."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

MOST_KEPT = 10 * 1024**2 + 64 * 1024  # bytes: the largest file that anybody reads, and what shows that one is larger
MOST_READ = 64 * 1024**2


class InMemory(FileUploadHandler):
    """The only handler of the platform (FILE_UPLOAD_HANDLERS), so that no page can be made to fill a disk, and no file
    that somebody sends outlives its request. Django's own limits speak of fields, not of files.

    Once the files of a request hold more than MOST_KEPT, nothing of them is kept: see `cut_off`. What still comes is
    read and dropped for a while, because a browser whose sending is cut shows its own error and not our answer; the
    scan of a whole folder gets an answer, a film does not.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.held = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received <= MOST_KEPT:
            self.held.write(raw_data)
        else:
            self.held = io.BytesIO()
            self.request.upload_cut_off = True
        if self.received > MOST_READ:
            raise StopUpload(connection_reset=True)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.held.seek(0)
        return InMemoryUploadedFile(
            self.held, self.field_name, self.file_name, self.content_type, file_size, self.charset,
            self.content_type_extra,
        )  # fmt: skip


def cut_off(request: HttpRequest) -> bool:
    """Whether the files of this request were too large to be kept: what FILES holds of them is empty or in part."""
    request.POST  # noqa: B018 (read, if nobody has)
    return getattr(request, "upload_cut_off", False)
