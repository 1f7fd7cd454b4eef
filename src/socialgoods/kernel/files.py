"""What somebody sends: looked at before it is kept. A photo is drawn anew, so nothing but the picture stays of it."""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import IO, Any

from django.utils.translation import gettext as _

from socialgoods.kernel.formats import number

LONGEST, SMALL = 2000, 480
QUALITY = 85
PICTURES = ("JPEG", "PNG", "WEBP", "MPO")
OFFICE = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "hwpx": "application/hwp+zip",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
"""All of them zip archives that name their kind in one of these."""
TELLING = {"[Content_Types].xml", "mimetype"}
OLDER = {"hwp": "application/x-hwp", "doc": "application/msword", "xls": "application/vnd.ms-excel"}
PDF, OLE, ZIP = b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
NAMES_AT_MOST = 5_000
MOST_BYTES, MOST_PIXELS = 20 * 1024 * 1024, 64_000_000


class Unfit(ValueError):
    """Says what is wrong with the file and what to do, ready to show."""


@dataclass(frozen=True)
class Fit:
    """A file that may be kept."""

    kind: str
    """photo or file."""
    name: str
    content_type: str
    content: bytes
    thumbnail: bytes = b""
    width: int | None = None
    height: int | None = None


def clean_name(name: str) -> str:
    """The last part of whatever path came, without what could steer a disk or a header."""
    bare = PureWindowsPath(PurePosixPath(name).name).name
    bare = re.sub(r"[\x00-\x1f\x7f\"<>|:*?\\/\u202a-\u202e\u2066-\u2069]+", "_", bare).strip(" .")
    return bare[-150:] or "file"


def look_at(
    upload: IO[bytes], name: str, size: int, *, most_bytes: int = MOST_BYTES, most_pixels: int = MOST_PIXELS
) -> Fit:
    """As a photo if it is one, else as a document of a known kind. Raises `Unfit`."""
    if size > most_bytes:
        most = number(most_bytes // (1024 * 1024))
        raise Unfit(
            _("‘%(name)s’이(가) 너무 큽니다. %(most)sMB까지 올릴 수 있습니다.")
            % {"name": clean_name(name), "most": most}
        )
    content = upload.read(most_bytes + 1)
    if not content:
        raise Unfit(_("‘%(name)s’은(는) 빈 파일입니다.") % {"name": clean_name(name)})
    ending = clean_name(name).rpartition(".")[2].lower()
    if ending in {"jpg", "jpeg", "png", "webp"}:
        return photo(content, name, most_pixels=most_pixels)
    return document(content, name, ending)


def photo(content: bytes, name: str, *, most_pixels: int) -> Fit:
    """Turned upright, at most 2,000 px long, as JPEG, without place, time, maker or anything else that was attached."""
    from PIL import Image, ImageOps, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401 they register

    bare = clean_name(name)
    try:
        with Image.open(io.BytesIO(content), formats=PICTURES) as picture:
            # Only of a JPEG can a smaller picture be read without the whole one in memory.
            limit = most_pixels if picture.format in {"JPEG", "MPO"} else most_pixels // 2
            if picture.width * picture.height > limit:
                raise Unfit(_("‘%(name)s’의 화소가 너무 많습니다. 크기를 줄여서 올려 주세요.") % {"name": bare})
            picture.thumbnail((LONGEST, LONGEST))
            flat = _flat(ImageOps.exif_transpose(picture))
    except Unfit:
        raise
    except Exception:  # a broken or hostile file makes the decoders raise whatever they please
        said = _("‘%(name)s’을(를) 사진으로 읽을 수 없습니다. JPG, PNG, WEBP 사진을 올려 주세요.")
        raise Unfit(said % {"name": bare}) from None
    width, height = flat.size
    whole = _jpeg(flat, QUALITY)
    flat.thumbnail((SMALL, SMALL))
    stem = bare.rpartition(".")[0] or bare
    return Fit("photo", f"{stem}.jpg", "image/jpeg", whole, _jpeg(flat, 80), width, height)


def _flat(picture: Any) -> Any:
    """On white where it was see-through; a new image, to which nothing of the file is attached."""
    from PIL import Image

    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        see_through = picture.convert("RGBA")
        ground = Image.new("RGB", see_through.size, "white")
        ground.paste(see_through, mask=see_through.getchannel("A"))
        return ground
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture.convert("RGB"))
    return ground


def _jpeg(picture: Any, quality: int) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=quality, optimize=True, progressive=True)
    return target.getvalue()


def document(content: bytes, name: str, ending: str) -> Fit:
    bare = clean_name(name)
    if ending == "pdf" and content.startswith(PDF):
        return Fit("file", bare, "application/pdf", content)
    if ending in OLDER and content.startswith(OLE):
        return Fit("file", bare, OLDER[ending], content)
    if ending in OFFICE and content.startswith(ZIP) and _is_office(content):
        return Fit("file", bare, OFFICE[ending], content)
    raise Unfit(
        _(
            "‘%(name)s’은(는) 올릴 수 없는 파일입니다. 사진(JPG, PNG, WEBP)이나 PDF, HWP, HWPX, DOCX, XLSX, PPTX 문서를 올려 주세요."
        )
        % {"name": bare}
    )


def _is_office(content: bytes) -> bool:
    """By the names inside; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    return len(names) <= NAMES_AT_MOST and bool(TELLING & set(names))
