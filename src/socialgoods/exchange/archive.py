"""XLSX and ODS are zip archives of XML. This examines one before any reader that trusts it may open it.

Nothing is unpacked to memory as a whole: pieces are counted and looked at as they come out. What archives declare about
themselves is compared with what is in them.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from socialgoods.exchange import sheets
from socialgoods.exchange.refusals import Limits, Refused, megabytes

SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
PIECE = 1 << 20
SMALL_PART = 16 * 1024 * 1024
STORED, DEFLATED = 0, 8
MACRO_FOLDERS = ("xl/macrosheets/", "basic/", "scripts/")
READ_BY_CALAMINE = re.compile(
    r"xl/(?:workbook|sharedstrings|styles|metadata)\.xml|xl/_rels/workbook\.xml\.rels|_rels/\.rels|\[content_types\]\.xml"
)


class Guard:
    """Refuses an archive on sight; `examine` then looks at the sheet that is about to be read."""

    def __init__(self, path: Path, name: str, limits: Limits) -> None:
        self.path, self.name, self.limits = path, name, limits
        try:
            with zipfile.ZipFile(path) as archive:
                members = archive.infolist()
        except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
            raise Refused("broken", file=name) from error
        self.members = {member.filename.lower(): member for member in members}
        if len(self.members) != len(members):
            raise Refused("lying", file=name)
        self._refuse_size(members)
        self._refuse_methods(members)
        self.format = self._recognise()
        self._refuse_company()
        if self.format == "ods":
            self.tables = sheets.examine_ods(self._pieces("content.xml"), name, limits)
        else:
            self.parts = self._sheet_parts()
            for part in self.members:
                if READ_BY_CALAMINE.fullmatch(part):
                    sheets.examine_part(self._pieces(part), name)

    def examine(self, sheet: str) -> None:
        if self.format == "ods":
            if cell := self.tables.get(sheet):
                raise Refused("formula", file=self.name, sheet=sheet, cell=cell)
            return
        part = self.parts.get(sheet)
        if part not in self.members:
            raise Refused("broken", file=self.name)
        sheets.examine_xlsx(lambda: self._pieces(part), self.name, sheet, self.limits)

    def _refuse_size(self, members: list[zipfile.ZipInfo]) -> None:
        if len(members) > self.limits.members:
            raise Refused("many_members", file=self.name, count=f"{len(members):,}")
        unpacked = sum(member.file_size for member in members)
        packed = max(1, sum(member.compress_size for member in members))
        is_bomb = unpacked > self.limits.ratio_from and unpacked > packed * self.limits.ratio
        if unpacked > self.limits.unpacked_bytes or is_bomb:
            raise Refused("bomb", file=self.name, size=megabytes(unpacked))

    def _refuse_methods(self, members: list[zipfile.ZipInfo]) -> None:
        if any(member.flag_bits & 1 for member in members):
            raise Refused("encrypted", file=self.name)
        if any(member.compress_type not in {STORED, DEFLATED} for member in members):
            raise Refused("broken", file=self.name)

    def _recognise(self) -> str:
        kind = self._small("mimetype")[:100] if "mimetype" in self.members else b""
        if kind.startswith(b"application/hwp") or "contents/content.hpf" in self.members:
            raise Refused("hwp", file=self.name)
        if b"opendocument.spreadsheet" in kind and "content.xml" in self.members:
            return "ods"
        if "xl/workbook.bin" in self.members:
            raise Refused("xlsb", file=self.name)
        if "xl/workbook.xml" in self.members:
            return "xlsx"
        if b"opendocument" in kind or any(part.startswith(("word/", "ppt/")) for part in self.members):
            raise Refused("word", file=self.name)
        raise Refused("archive", file=self.name)

    def _refuse_company(self) -> None:
        """What else travels in the archive: macros, links to other files, encryption."""
        if any(
            part.endswith("vbaproject.bin") or part.startswith(("xl/macrosheets/", "basic/", "scripts/"))
            for part in self.members
        ):
            raise Refused("macro", file=self.name)
        if "xl/connections.xml" in self.members or any(part.startswith("xl/externallinks/") for part in self.members):
            raise Refused("external", file=self.name)
        if "meta-inf/manifest.xml" in self.members and b"encryption-data" in self._small("meta-inf/manifest.xml"):
            raise Refused("encrypted", file=self.name)

    def _sheet_parts(self) -> dict[str, str]:
        """Which part of the archive holds which sheet."""
        targets = {
            attributes.get("Id", ""): attributes.get("Target", "")
            for tag, attributes in sheets.elements(self._small("xl/_rels/workbook.xml.rels"), self.name)
            if tag == "Relationship"
        }
        parts = {}
        for tag, attributes in sheets.elements(self._small("xl/workbook.xml"), self.name):
            if tag == "sheet":
                target = targets.get(attributes.get("id", ""), "")
                base = PurePosixPath("/" if target.startswith("/") else "/xl")
                parts[attributes.get("name", "")] = str(base / target).lstrip("/").lower()
        return parts

    def _small(self, part: str) -> bytes:
        if part not in self.members or self.members[part].file_size > SMALL_PART:
            raise Refused("broken", file=self.name)
        return b"".join(self._pieces(part))

    def _pieces(self, part: str) -> Iterator[bytes]:
        """What really comes out of the archive, refused where it is not as long as declared.

        Python's own reader stops at the declared length; the one that reads the sheets goes on to the end of the data.
        """
        member = self.members[part]
        seen = 0
        try:
            for piece in self._inflated(member):
                seen += len(piece)
                if seen > member.file_size:
                    break
                yield piece
        except (OSError, zlib.error, struct.error) as error:
            raise Refused("broken", file=self.name) from error
        if seen != member.file_size:
            raise Refused("lying", file=self.name)

    def _inflated(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        with self.path.open("rb") as stream:
            stream.seek(member.header_offset)
            signature, name_length, extra_length = struct.unpack("<4s22xHH", stream.read(30))
            if signature != SIGNATURES[0]:
                raise Refused("broken", file=self.name)
            stream.seek(name_length + extra_length, 1)
            left = member.compress_size
            inflate = zlib.decompressobj(-15) if member.compress_type == DEFLATED else None
            while left > 0 and (packed := stream.read(min(PIECE, left))):
                left -= len(packed)
                if inflate is None:
                    yield packed
                    continue
                while packed and not inflate.eof:
                    yield inflate.decompress(packed, PIECE)
                    packed = inflate.unconsumed_tail
                if inflate.eof and (inflate.unused_data or left):
                    raise Refused("lying", file=self.name)
            if left or (inflate is not None and not inflate.eof):
                raise Refused("broken", file=self.name)
