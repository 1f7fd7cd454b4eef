"""Files that somebody sends: a sheet of a gigabyte must not fill the disk before it is refused."""

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Counts all that comes and keeps only the beginning of what is too large. Forms then refuse it by its true size."""

    file: TemporaryUploadedFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= settings.UPLOAD_KEPT_BYTES:
            self.file.write(raw_data)
