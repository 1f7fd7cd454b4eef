"""Hostile and ugly files: what is kept is a picture drawn anew or a document of a known kind; the rest is refused in words."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from PIL.ExifTags import IFD, Base

from factories import RepresentationFactory
from socialgoods.kernel.files import Unfit, clean_name, look_at
from socialgoods.support.models import Document
from support.made import key, picture

HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
MEGABYTE = 1024 * 1024


def zipped(**files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def office():
    return zipped(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})


def bomb_png(width=60_000, height=60_000):
    """Says it is 3.6 gigapixels in some hundred bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data


def looked(content, name, most_bytes=20 * MEGABYTE, most_pixels=64_000_000):
    return look_at(io.BytesIO(content), name, len(content), most_bytes=most_bytes, most_pixels=most_pixels)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (HTML, "photo.jpg"),
        (SVG, "drawing.svg"),
        (SVG, "photo.png"),
        (HTML, "page.html"),
        (b"MZ\x90\0", "program.exe"),
        (b"#!/bin/sh\n", "run.sh"),
        (picture(), "photo.pdf"),
        (HTML + b"%PDF-1.4", "letter.pdf"),
        (b"%PDF-1.4", "letter.docx"),
        (zipped(**{"evil.exe": "MZ"}), "letter.docx"),
        (b"PK\x03\x04broken", "letter.xlsx"),
        (b"", "empty.jpg"),
        (bomb_png(), "bomb.png"),
        (picture(form="BMP"), "photo.jpg"),
        (picture(form="TIFF"), "photo.jpg"),
        (picture(form="GIF"), "photo.png"),
        (picture()[:200], "cut.jpg"),
        (picture(), "no-ending"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_what_is_no_picture_or_known_document_is_refused(content, name):
    with pytest.raises(Unfit, match=r"올려|빈 파일|화소"):
        looked(content, name)


def test_a_file_over_the_limit_is_refused_by_its_size():
    with pytest.raises(Unfit, match="너무 큽니다"):
        looked(picture(), "photo.jpg", most_bytes=100)


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (b"%PDF-1.7 ...", "견적서.pdf", "application/pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "보고서.hwp", "application/x-hwp"),
        (zipped(mimetype="application/hwp+zip"), "보고서.hwpx", "application/hwp+zip"),
        (office(), "계획.DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_documents_that_offices_exchange_are_kept_under_a_type_of_ours(content, name, content_type):
    fit = looked(content, name)

    assert (fit.kind, fit.name, fit.content_type, fit.content) == ("file", name, content_type, content)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_drawn_anew_as_jpeg(form):
    fit = looked(picture((80, 50), form=form) + b"<script>alert(1)</script>", "사진." + form.lower())

    assert (fit.kind, fit.content_type, fit.width, fit.height) == ("photo", "image/jpeg", 80, 50)
    assert fit.name == "사진.jpg"
    assert b"script" not in fit.content
    assert Image.open(io.BytesIO(fit.content)).format == "JPEG"


def test_place_time_and_maker_are_gone_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    exif[Base.Make] = "PhoneMaker"
    exif.get_ifd(IFD.GPSInfo)[2] = (35.9, 0, 0)

    fit = looked(picture((80, 50), exif=exif), "a.jpg")
    again = Image.open(io.BytesIO(fit.content))

    assert (fit.width, fit.height) == (50, 80)
    assert dict(again.getexif()) == {}
    assert b"PhoneMaker" not in fit.content
    assert set(again.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


def test_a_large_picture_is_made_smaller_with_a_small_one_beside_it():
    fit = looked(picture((3000, 1500)), "a.jpg")

    assert (fit.width, fit.height) == (2000, 1000)
    assert Image.open(io.BytesIO(fit.thumbnail)).size == (480, 240)


def test_a_see_through_picture_lies_on_white():
    target = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(target, "PNG")

    fit = looked(target.getvalue(), "logo.png")

    assert Image.open(io.BytesIO(fit.content)).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\견적.pdf", "견적.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "a_b_Set-Cookie_ x.pdf"),
        ("\u202egnp.exe.pdf", "_gnp.exe.pdf"),
        ("...", "file"),
        ("가" * 300 + ".pdf", "가" * 146 + ".pdf"),
    ],
)
def test_a_name_keeps_no_path_and_steers_no_header(name, kept):
    assert clean_name(name) == kept


@pytest.fixture
def document(client, db):
    person = RepresentationFactory()
    client.force_login(person.user)
    url = reverse("case_document_new", args=[person.organization.code])

    def send(content, name):
        file = SimpleUploadedFile(name, content, "text/html")
        return client.post(url, {"file": file, "title": "자료", "key": key(9)})

    send.organization = person.organization
    return send


@pytest.mark.slow
def test_a_file_lies_sealed_on_the_disk_and_is_handed_over_with_safe_headers(client, document):
    assert document(b"%PDF-1.7 secret", "../견적 서.pdf").status_code == 302
    row = Document.objects.get()

    with default_storage.open(row.file.name) as stream:
        assert b"secret" not in stream.read()
    response = client.get(reverse("document_file", args=[row.pk]))

    assert response.content == b"%PDF-1.7 secret"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.slow
def test_a_photo_is_shown_and_its_small_one_in_lists(client, document):
    document(picture((900, 600)), "사진.jpg")
    row = Document.objects.get()

    whole = client.get(reverse("document_file", args=[row.pk]))
    small = client.get(reverse("document_file", args=[row.pk]) + "?small")

    assert whole["Content-Disposition"].startswith("inline")
    assert len(small.content) < len(whole.content)


@pytest.mark.slow
def test_a_refused_file_says_why_and_writes_nothing(client, document):
    response = document(HTML, "photo.jpg")

    assert "사진으로 읽을 수 없습니다" in response.content.decode()
    assert not Document.objects.exists()


@pytest.mark.slow
def test_a_file_missing_from_the_disk_is_not_found(client, document):
    document(b"%PDF-1.7", "a.pdf")
    row = Document.objects.get()
    default_storage.delete(row.file.name)

    assert client.get(reverse("document_file", args=[row.pk])).status_code == 404
