"""A table of hostile, ugly and merely old spreadsheets, with the verdict that each must get."""

import struct
import time
import zipfile
from datetime import date

import pytest
import spreadsheets as make
from spreadsheets import biff, formula, label, number, ods_cell, ods_row, record, sheet_xml, text_cell

from socialgoods.exchange.refusals import SENTENCES
from socialgoods.exchange.workbook import Limits, Refused, open_workbook

HEAD_AND_ROW = [["이름", "유형"], ["햇살", "마을기업"]]
MAIN = make.MAIN
OTHER_SPACE = ' xmlns:x="urn:anything"'
DOCTYPE = '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def bytes_of(content: bytes):
    return lambda path: path.write_bytes(content)


def csv_of(**options):
    return lambda path: make.write_csv(path, HEAD_AND_ROW, **options)


def parts(*args, **options):
    return lambda path: make.write_parts(path, *args, **options)


def ods(*rows, **options):
    return lambda path: make.write_ods(path, "".join(rows), **options)


def xls(cells: bytes, *, more=(), stream_name="Workbook", **options):
    return lambda path: make.write_xls(path, biff(cells, **options), name=stream_name, more=more)


def zip_of(members: dict):
    def build(path):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)

    return build


def twice_the_sheet(path):
    make.write_parts(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("XL/worksheets/sheet1.xml", sheet_xml('<row r="1"><c r="A1"><f>1+1</f></c></row>'))


def torn(path):
    make.write_parts(path)
    path.write_bytes(path.read_bytes()[:-200])


def password_on_member(path):
    make.write_parts(path)
    content = bytearray(path.read_bytes())
    at = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    content[at + 8] |= 1
    path.write_bytes(content)


def in_circles(path):
    make.write_xls(path, biff(OLD_HEAD))
    content = bytearray(path.read_bytes())
    table = content.index(struct.pack("<III", 1, 2, 3), 4608)
    content[table + 28 : table + 32] = bytes(4)
    path.write_bytes(content)


def hidden_cells(path):
    """A sheet said to begin inside a record that means nothing, with two cells as far apart as can be."""
    beginning = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    hidden = record(0x00FF, beginning + number(0, 0, 1.0) + number(65535, 65535, 1.0) + record(0x0A))
    stream = bytearray(biff(OLD_HEAD, globals_=hidden))
    entry = stream.index(b"\x85\x00", len(hidden))
    stream[entry + 4 : entry + 8] = (stream.index(hidden) + 4).to_bytes(4, "little")
    make.write_xls(path, bytes(stream))


OLD_HEAD = label(0, 0, "이름") + label(0, 1, "유형") + label(1, 0, "햇살") + label(1, 1, "마을기업")
SHEET = make.PLAIN_ROWS
SUM = '<c r="C2"><f>SUM(A1:A2)</f><v>3</v></c>'

HOSTILE = {
    "an empty file": (bytes_of(b""), "empty"),
    "a text without a single character": (bytes_of(b"\xef\xbb\xbf"), "no_cells"),
    "a CSV of commas only": (bytes_of(b",,,\r\n,,,\r\n"), "no_cells"),
    "a zip bomb by ratio": (parts(sheet_xml(SHEET + " " * 40_000_000)), "bomb"),
    "a zip bomb by size": (lambda p: make.write_lying_archive(p, declared=600_000_000), "bomb"),
    "an archive of 3,000 parts": (parts(extra={f"xl/media/{i}.png": b"" for i in range(3000)}), "many_members"),
    "an archive that declares its sheet too short": (lambda p: make.write_lying_archive(p, declared=300), "lying"),
    "an archive with the same sheet twice": (twice_the_sheet, "lying"),
    "an archive torn at its end": (torn, "broken"),
    "an archive with a locked part": (password_on_member, "encrypted"),
    "an archive packed by an unusual method": (parts(method=zipfile.ZIP_LZMA), "broken"),
    "a workbook without its sheet": (parts(without=["xl/worksheets/sheet1.xml"]), "broken"),
    "a workbook whose sheet is no XML": (parts(sheet_xml("<row><c></row>")), "broken"),
    "macros": (parts(extra={"xl/vbaProject.bin": b"x"}), "macro"),
    "macros under another spelling": (parts(extra={"XL/VBAPROJECT.BIN": b"x"}), "macro"),
    "an Excel 4 macro sheet": (parts(extra={"xl/macrosheets/sheet1.xml": "<x/>"}), "macro"),
    "a link to another workbook": (parts(extra={"xl/externalLinks/externalLink1.xml": "<x/>"}), "external"),
    "a connection to a database": (parts(extra={"xl/connections.xml": "<x/>"}), "external"),
    "a formula": (lambda p: make.write_xlsx(p, HEAD_AND_ROW, formula="D7"), "formula"),
    "a shared formula": (
        parts(sheet_xml(f'{SHEET}<row r="3"><c r="B3"><f t="shared" si="0"/><v>1</v></c></row>')),
        "formula",
    ),
    "a formula under another prefix": (
        parts(sheet_xml(f'{SHEET}<x:row r="3"><x:c r="B3"><x:f>1+1</x:f></x:c></x:row>', attributes=OTHER_SPACE)),
        "formula",
    ),
    "a formula in a later sheet piece": (
        parts(sheet_xml(SHEET + f"<row>{'<c/>' * 270_000}</row><row>{SUM}</row>")),
        "formula",
    ),
    "one cell at the far corner": (
        parts(sheet_xml(f'{SHEET}<row r="1048576">{text_cell("XFD1048576", "x")}</row>')),
        "far_cell",
    ),
    "a far cell in single quotes": (
        parts(sheet_xml(f"{SHEET}<row r='9'><c r='XFD1048576'><v>1</v></c></row>")),
        "far_cell",
    ),
    "a far cell whose position comes last": (
        parts(sheet_xml(f'{SHEET}<row><c t="n" r="XFD900000"><v>1</v></c></row>')),
        "far_cell",
    ),
    "a far row stated by the row alone": (
        parts(sheet_xml(f'{SHEET}<row r="1048576"><c><v>1</v></c></row>')),
        "far_cell",
    ),
    "a far cell under another prefix": (
        parts(
            sheet_xml(
                f'{SHEET}<x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>', attributes=OTHER_SPACE
            )
        ),
        "far_cell",
    ),
    "600 columns": (
        parts(sheet_xml(f'<row r="1">{text_cell("A1", "이름")}{text_cell("WB1", "끝")}</row>')),
        "far_cell",
    ),
    "tall and wide together": (
        parts(
            sheet_xml(f'<row r="1">{text_cell("PZ1", "끝")}</row><row r="200000">{text_cell("A200000", "끝")}</row>')
        ),
        "far_cell",
    ),
    "a cell position that is none": (parts(sheet_xml('<row r="1"><c r="AAAA1"><v>1</v></c></row>')), "broken"),
    "an entity bomb in the sheet": (parts(sheet_xml(SHEET, before=DOCTYPE)), "entities"),
    "an entity bomb in the shared strings": (
        parts(extra={"xl/sharedStrings.xml": f'<?xml version="1.0"?>{DOCTYPE}<sst xmlns="{MAIN}"/>'}),
        "entities",
    ),
    "an entity bomb in the workbook": (parts(extra={"xl/workbook.xml": DOCTYPE + make.WORKBOOK}), "entities"),
    "room asked for four thousand million texts": (
        parts(extra={"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}" uniqueCount="4294967295"/>'}),
        "lying",
    ),
    "a formula in a sheet of another encoding": (
        parts(sheet_xml(f"{SHEET}<row>{SUM}</row>").replace("UTF-8", "UTF-16").encode("utf-16")),
        "formula",
    ),
    "a sheet in an encoding of its own": (parts(sheet_xml(SHEET).replace("UTF-8", "UTF-99")), "broken"),
    "a workbook in another encoding": (
        parts(extra={"xl/workbook.xml": make.WORKBOOK.replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16")}),
        "broken",
    ),
    "a binary workbook": (parts(extra={"xl/workbook.bin": b"x"}), "xlsb"),
    "a text document": (zip_of({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), "word"),
    "a folder packed with zip": (zip_of({"마을기업.csv": "이름,유형"}), "archive"),
    "a Hangul document, new format": (
        zip_of({"mimetype": "application/hwp+zip", "Contents/content.hpf": "<x/>"}),
        "hwp",
    ),
    "a Hangul document": (lambda p: make.write_xls(p, b"x", name="FileHeader"), "hwp"),
    "a Hangul document, oldest format": (bytes_of(b"HWP Document File V3.00 \x1a" + bytes(99)), "hwp"),
    "an encrypted workbook": (lambda p: make.write_xls(p, b"x", name="EncryptedPackage"), "encrypted"),
    "an old workbook with a password": (xls(OLD_HEAD, globals_=record(0x2F, bytes(54))), "encrypted"),
    "an old workbook with macros": (xls(OLD_HEAD, more=("_VBA_PROJECT_CUR",)), "macro"),
    "an old workbook with a macro sheet": (xls(OLD_HEAD, sheet_type=1), "macro"),
    "an old workbook linked to another": (
        xls(OLD_HEAD, globals_=record(0x01AE, b"\x01\x00\x05\x00\x00book1")),
        "external",
    ),
    "an old workbook with a formula": (xls(OLD_HEAD + formula(4, 2)), "formula"),
    "an old workbook with a far cell": (xls(OLD_HEAD + number(65535, 40_000, 1.0)), "far_cell"),
    "an old workbook that goes in circles": (in_circles, "broken"),
    "an old workbook that hides its cells from a look": (hidden_cells, "broken"),
    "Excel 95": (xls(OLD_HEAD, stream_name="Book"), "old_xls"),
    "Excel 4": (bytes_of(b"\x09\x04\x06\x00\x00\x04\x10\x00" + bytes(64)), "old_xls"),
    "an open document with a formula": (
        ods(ods_row(ods_cell("이름")), ods_row(ods_cell("1", ' table:formula="of:=1+1"'))),
        "formula",
    ),
    "an open document repeated without end": (
        ods(ods_row(ods_cell("이름", ' table:number-columns-repeated="1000000000"'))),
        "far_cell",
    ),
    "an open document of a million equal rows": (
        ods(ods_row(ods_cell("이름"), more=' table:number-rows-repeated="1048576"')),
        "far_cell",
    ),
    "an open document with macros": (ods(ods_row(ods_cell("이름")), extra={"Basic/Standard/a.xml": "<x/>"}), "macro"),
    "an open document with a password": (ods(ods_row(), more="<manifest:encryption-data/>"), "encrypted"),
    "a web page named .xls": (bytes_of("<html><table><tr><td>이름</td></tr></table></html>".encode("cp949")), "html"),
    "a web page after blank lines": (bytes_of(b"\r\n\r\n  <!DOCTYPE HTML><html>"), "html"),
    "a web page in UTF-16": (bytes_of("<html><body><table>".encode("utf-16")), "html"),
    "an XML spreadsheet of 2003": (bytes_of(b'<?xml version="1.0"?><Workbook/>'), "xml"),
    "a PDF": (bytes_of(b"%PDF-1.7\n1 0 obj"), "pdf"),
    "a picture": (bytes_of(b"\x89PNG\r\n\x1a\n" + bytes(64)), "image"),
    "a photograph": (bytes_of(b"\xff\xd8\xff\xe0" + bytes(64)), "image"),
    "a formatted text": (bytes_of(b"{\\rtf1\\ansi"), "rtf"),
    "JSON": (bytes_of(b'[{"name": "a"}]'), "json"),
    "a gzip archive": (bytes_of(b"\x1f\x8b\x08" + bytes(64)), "archive"),
    "an Alzip archive": (bytes_of(b"ALZ\x01" + bytes(64)), "archive"),
    "binary junk": (bytes_of(bytes(range(256)) * 8), "binary"),
    "control characters": (bytes_of(bytes([1, 2, 3, 4, 5, 6, 7, 8]) * 200), "binary"),
    "letters of no encoding": (bytes_of("이름,유형\r\n햇".encode("cp949") + b"\xff\xff\x80\r\n"), "letters"),
    "a CSV whose quote never ends": (bytes_of(b'a,b\r\n"' + b"x" * 200_000), "csv"),
}


@pytest.mark.parametrize(("build", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(build, reason, tmp_path):
    path = tmp_path / "file.xlsx"
    build(path)
    started = time.process_time()

    with pytest.raises(Refused) as refused:
        open_workbook(path, filename="받은 파일.xlsx").read()

    assert refused.value.reason == reason
    assert refused.value.sentence.startswith("‘받은 파일.xlsx’ 파일")
    assert refused.value.sentence.endswith(("세요.", "합니다."))
    assert "{" not in refused.value.sentence
    assert time.process_time() - started < 3


def test_every_refusal_that_can_be_made_is_made_by_the_table():
    elsewhere = {"missing", "no_table", "no_sheet", "too_large", "long_csv"}

    assert {reason for _, reason in HOSTILE.values()} | elsewhere == set(SENTENCES)


def test_a_formula_is_named_by_its_sheet_and_cell(tmp_path):
    path = make.write_xlsx(tmp_path / "a.xlsx", HEAD_AND_ROW, sheet="2017년", formula="D7")

    with pytest.raises(Refused, match=r"‘2017년’ 시트 D7 칸에 수식이 있습니다"):
        open_workbook(path).read()


def test_a_formula_in_an_old_workbook_is_named_too(tmp_path):
    path = make.write_xls(tmp_path / "a.xls", biff(OLD_HEAD + formula(4, 2)))

    with pytest.raises(Refused, match=r"‘현황’ 시트 C5 칸에 수식이 있습니다"):
        open_workbook(path).read()


def test_a_formula_elsewhere_does_not_stop_the_sheet_that_is_read(tmp_path):
    both = WORKBOOK_OF_TWO
    path = make.write_parts(
        tmp_path / "a.xlsx", extra={**both, "xl/worksheets/sheet2.xml": sheet_xml(f"<row>{SUM}</row>")}
    )
    book = open_workbook(path)

    assert book.read("현황").rows == HEAD_AND_ROW
    with pytest.raises(Refused, match="‘합계’ 시트 C2 칸"):
        book.read("합계")


WORKBOOK_OF_TWO = {
    "xl/workbook.xml": make.WORKBOOK.replace("</sheets>", '<sheet name="합계" sheetId="2" r:id="rId2"/></sheets>'),
    "xl/_rels/workbook.xml.rels": make.WORKBOOK_RELS.replace(
        "</Relationships>",
        f'<Relationship Id="rId2" Type="{make.RELATIONS}/worksheet" Target="/xl/worksheets/sheet2.xml"/>'
        "</Relationships>",
    ),
}

READABLE = {
    "UTF-8": (csv_of(), "csv", "utf-8", ","),
    "UTF-8 with a mark": (csv_of(encoding="utf-8-sig"), "csv", "utf-8-sig", ","),
    "CP949": (csv_of(encoding="cp949"), "csv", "cp949", ","),
    "UTF-16 with a mark": (csv_of(encoding="utf-16", delimiter="\t"), "csv", "utf-16", "\t"),
    "UTF-16 without a mark": (csv_of(encoding="utf-16-le", delimiter="\t"), "csv", "utf-16-le", "\t"),
    "UTF-16, big end first": (csv_of(encoding="utf-16-be"), "csv", "utf-16-be", ","),
    "semicolons": (csv_of(delimiter=";"), "csv", "utf-8", ";"),
    "tabs": (csv_of(delimiter="\t"), "csv", "utf-8", "\t"),
    "bars": (csv_of(delimiter="|"), "csv", "utf-8", "|"),
    "old Macintosh line ends": (csv_of(newline="\r"), "csv", "utf-8", ","),
    "XLSX": (lambda path: make.write_xlsx(path, HEAD_AND_ROW), "xlsx", "", ""),
    "XLSX by hand": (parts(), "xlsx", "", ""),
    "XLSX with comments in its XML": (parts(sheet_xml("<!-- <f> -->" + SHEET)), "xlsx", "", ""),
    "XLSX whose cells do not say where they are": (
        parts(sheet_xml(SHEET.replace(' r="A1"', "").replace(' r="B1"', ""))),
        "xlsx",
        "",
        "",
    ),
    "XLS": (xls(OLD_HEAD), "xls", "", ""),
    "ODS": (
        ods(
            ods_row(ods_cell("이름"), ods_cell("유형"), '<table:table-cell table:number-columns-repeated="16382"/>'),
            ods_row(ods_cell("햇살"), ods_cell("마을기업")),
            ods_row(
                '<table:table-cell table:number-columns-repeated="16384"/>',
                more=' table:number-rows-repeated="1048574"',
            ),
        ),
        "ods",
        "",
        "",
    ),
}


@pytest.mark.parametrize("ending", ["csv", "xls", "xlsx", "xlsb", "ods", "hwp"])
@pytest.mark.parametrize(("build", "kind", "encoding", "delimiter"), READABLE.values(), ids=READABLE)
def test_content_decides_what_a_file_is(build, kind, encoding, delimiter, ending, tmp_path):
    path = tmp_path / f"이름은 아무거나.{ending}"
    build(path)

    book = open_workbook(path)

    assert (book.format, book.encoding, book.delimiter) == (kind, encoding, delimiter)
    assert [[cell for cell in row if cell != ""] for row in book.read().rows if any(row)] == HEAD_AND_ROW


def test_cells_keep_their_type(tmp_path):
    rows = [["이름", "설립일", "매출"], ["햇살", date(2017, 12, 5), 1234.5], ["", "", True]]

    sheet = open_workbook(make.write_xlsx(tmp_path / "a.xlsx", rows)).read()

    assert sheet.rows == rows
    assert sheet.name == "현황"


def test_zeros_kept_by_a_formula_like_quote_are_read_as_text(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('이름,전화\r\n햇살,"=""0635551234"""\r\n달빛,\'+82-63-555-1234\r\n', encoding="utf-8")

    assert open_workbook(path).read().rows == [["이름", "전화"], ["햇살", "0635551234"], ["달빛", "+82-63-555-1234"]]


def test_newlines_inside_quotes_belong_to_their_cell(tmp_path):
    path = make.write_csv(tmp_path / "a.csv", [["이름", "업종"], ["햇살", "도소매\n제조업"]])

    assert open_workbook(path).read().rows[1] == ["햇살", "도소매\n제조업"]


def test_a_delimiter_inside_quotes_does_not_mislead(tmp_path):
    path = make.write_csv(
        tmp_path / "a.csv", [["이름", "생산품"], ["햇살", "쌀, 보리, 콩"], ["달빛", "빵, 과자, 떡"]], delimiter=";"
    )

    book = open_workbook(path)

    assert (book.delimiter, book.read().rows[1]) == (";", ["햇살", "쌀, 보리, 콩"])


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path):
    book = open_workbook(
        make.write_parts(tmp_path / "a.xlsx", extra=WORKBOOK_OF_TWO | {"xl/worksheets/sheet2.xml": sheet_xml(SHEET)})
    )

    with pytest.raises(Refused, match=r"‘2018’ 시트가 없습니다\. 있는 시트: 현황, 합계"):
        book.read("2018")


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(Refused, match="찾을 수 없습니다"):
        open_workbook(tmp_path / "없음.csv")


def test_a_file_above_the_limit_is_refused_with_both_sizes(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 300_000)

    with pytest.raises(Refused, match=r"크기가 0\.3MB입니다\. 0\.1MB까지"):
        open_workbook(path, limits=Limits(file_bytes=100_000))


@pytest.mark.parametrize("limits", [Limits(rows=3), Limits(columns=1), Limits(cells=7)])
def test_a_long_text_is_refused(limits, tmp_path):
    path = make.write_csv(tmp_path / "a.csv", [["이름", "유형"]] * 4)

    with pytest.raises(Refused) as refused:
        open_workbook(path, limits=limits)

    assert refused.value.reason == "long_csv"


@pytest.mark.slow
def test_ordinary_wide_and_tall_sheets_pass(tmp_path):
    wide_sheet = make.write_xlsx(tmp_path / "wide.xlsx", [[f"열 {number}" for number in range(400)], ["x"] * 400])
    tall_cells = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in (1, 99_999, 100_000, 250_000)
    )
    tall_sheet = make.write_parts(tmp_path / "tall.xlsx", sheet_xml(tall_cells))

    assert len(open_workbook(wide_sheet).read().rows[0]) == 400
    assert len(open_workbook(tall_sheet).read().rows) == 250_000


def test_a_text_that_names_a_prefix_is_not_mistaken_for_a_formula(tmp_path):
    path = make.write_xlsx(tmp_path / "a.xlsx", [["이름", "비고"], ["햇살", "비율:c 등급, 주소:f <f> 표기"]])

    assert open_workbook(path).read().rows[1] == ["햇살", "비율:c 등급, 주소:f <f> 표기"]


def test_hidden_sheets_are_named_apart(tmp_path):
    workbook = WORKBOOK_OF_TWO["xl/workbook.xml"].replace('name="현황"', 'name="현황" state="hidden"')
    extra = WORKBOOK_OF_TWO | {"xl/workbook.xml": workbook, "xl/worksheets/sheet2.xml": sheet_xml(SHEET)}

    book = open_workbook(make.write_parts(tmp_path / "a.xlsx", extra=extra))

    assert (book.sheets, book.hidden) == (("합계",), ("현황",))


def test_a_refusal_can_be_said_in_another_language():
    english = {SENTENCES["empty"]: "The file ‘{file}’ is empty. Please choose one with content."}

    said = Refused("empty", file="a.csv").sentence.through(lambda text: english.get(text, text))

    assert said == "The file ‘a.csv’ is empty. Please choose one with content."
