"""What is sent to us stays in memory until an action seals it: a workbook in /tmp could be read by others,
and would stay there after a power cut.

So much is kept as the largest workbook taken in, and one byte more by which it is known to be too large;
what comes beyond is thrown away as it arrives.
"""

import io
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class InMemory(FileUploadHandler):
    """Keeps each file of a form in memory, cut one byte above the limit of the whole form."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        # From a stranger nothing is taken; who asks is known before any form is read.
        known = getattr(request, "viewer", None) is not None
        self._room = settings.BACUNG_UPLOAD_BYTES + 1 if known else 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._held = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._room -= self._held.write(raw_data[: self._room])

    def file_complete(self, file_size: int) -> UploadedFile:
        size = self._held.tell()
        self._held.seek(0)
        return InMemoryUploadedFile(
            self._held,
            self.field_name,
            self.file_name,
            self.content_type,
            size,
            self.charset,
            self.content_type_extra,
        )
