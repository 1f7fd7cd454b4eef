"""Why a file as a whole is not read: what is wrong, by which rule, and what to do now."""

from dataclasses import dataclass
from typing import Any

from socialgoods.exchange.sentences import Sentence, say
from socialgoods.exchange.sentences import mark as _


class Refused(Exception):
    """The file is not read. `sentence` is ready to show; `reason` names the kind of refusal for tests and logs."""

    def __init__(self, reason: str, **parts: Any) -> None:
        self.reason = reason
        self.sentence: Sentence = say(SENTENCES[reason], **parts)
        super().__init__(self.sentence)


@dataclass(frozen=True)
class Limits:
    file_bytes: int = 50 * 1024 * 1024
    unpacked_bytes: int = 512 * 1024 * 1024
    ratio: int = 200
    """How many times larger a file of more than `ratio_from` unpacked bytes may become."""
    ratio_from: int = 32 * 1024 * 1024
    members: int = 2_000
    rows: int = 300_000
    columns: int = 500
    cells: int = 8_000_000


SENTENCES = {
    "missing": _("‘{file}’ 파일을 찾을 수 없습니다. 경로와 이름을 확인해 주세요."),
    "empty": _("‘{file}’ 파일은 비어 있습니다. 내용이 있는 파일을 골라 주세요."),
    "no_cells": _("‘{file}’ 파일에 채워진 칸이 없습니다. 내용이 있는 파일을 골라 주세요."),
    "no_table": _(
        "‘{file}’ 파일에서 표를 찾지 못했습니다. 열 이름이 적힌 줄과 그 아래 한 줄 이상의 내용이 있어야 합니다."
    ),
    "no_sheet": _("‘{file}’ 파일에 ‘{sheet}’ 시트가 없습니다. 있는 시트: {sheets}."),
    "too_large": _(
        "‘{file}’ 파일의 크기가 {size}입니다. {limit}까지 받습니다. "
        "필요 없는 시트와 그림을 지우거나 여러 파일로 나누어 주세요."
    ),
    "bomb": _(
        "‘{file}’ 파일은 풀면 {size}까지 커지는 압축 파일이라 열지 않았습니다. "
        "필요한 표만 새 파일에 복사해서 올려 주세요."
    ),
    "many_members": _(
        "‘{file}’ 파일 안에 파일이 {count}개나 들어 있어 열지 않았습니다. 필요한 표만 새 파일에 복사해서 올려 주세요."
    ),
    "broken": _("‘{file}’ 파일의 내용이 깨져 있어 읽을 수 없습니다. 엑셀에서 다시 저장하거나 CSV로 저장해 주세요."),
    "lying": _(
        "‘{file}’ 파일의 압축 정보가 실제 내용과 달라 열지 않았습니다. 엑셀에서 다시 저장하거나 CSV로 저장해 주세요."
    ),
    "macro": _(
        "‘{file}’ 파일에 매크로가 들어 있어 열지 않았습니다. "
        "‘Excel 통합 문서(.xlsx)’로 다시 저장하면 매크로가 빠지니, 그 파일을 올려 주세요."
    ),
    "external": _(
        "‘{file}’ 파일이 다른 파일이나 데이터에 연결되어 있어 열지 않았습니다. "
        "연결된 칸을 복사해 ‘값 붙여넣기’로 바꾸고 연결을 끊어 저장해 주세요."
    ),
    "formula": _(
        "‘{file}’ 파일의 ‘{sheet}’ 시트 {cell} 칸에 수식이 있습니다. 수식의 결과는 여는 컴퓨터에 따라 달라질 수 있어 "
        "받지 않습니다. 표를 복사해 ‘값 붙여넣기’로 바꾸어 저장해 주세요."
    ),
    "encrypted": _("‘{file}’ 파일에 암호가 걸려 있어 열 수 없습니다. 암호를 풀어 저장한 파일을 올려 주세요."),
    "entities": _(
        "‘{file}’ 파일 안에 허용하지 않는 XML 선언(DOCTYPE)이 있어 열지 않았습니다. 엑셀에서 다시 저장해 주세요."
    ),
    "far_cell": _(
        "‘{file}’ 파일의 ‘{sheet}’ 시트가 {rows}행 × {columns}열까지 쓰이고 있습니다. "
        "{row_limit}행, {column_limit}열, 칸 {cell_limit}개까지 받습니다. "
        "멀리 떨어진 칸에 남은 글자를 지우거나 필요한 표만 새 파일에 복사해 주세요."
    ),
    "long_csv": _(
        "‘{file}’ 파일은 {rows}행 × {columns}열을 넘습니다. "
        "{row_limit}행, {column_limit}열, 칸 {cell_limit}개까지 받습니다. 여러 파일로 나누어 주세요."
    ),
    "xlsb": _(
        "‘{file}’ 파일은 엑셀 이진(XLSB) 파일입니다. 엑셀에서 열어 ‘Excel 통합 문서(.xlsx)’로 다시 저장해 주세요."
    ),
    "old_xls": _(
        "‘{file}’ 파일은 엑셀 95보다 오래된 형식입니다. 엑셀에서 열어 ‘Excel 통합 문서(.xlsx)’로 다시 저장해 주세요."
    ),
    "hwp": _("‘{file}’ 파일은 한글(HWP) 문서입니다. 표를 복사해 엑셀에 붙이고 XLSX나 CSV로 저장해서 올려 주세요."),
    "word": _("‘{file}’ 파일은 워드·파워포인트 문서입니다. 표를 복사해 엑셀에 붙이고 XLSX로 저장해서 올려 주세요."),
    "pdf": _("‘{file}’ 파일은 PDF 문서입니다. 원래의 엑셀 파일을 받아 올리거나, 표를 엑셀로 옮겨 저장해 주세요."),
    "image": _("‘{file}’ 파일은 그림입니다. 그림 속의 표는 읽지 못합니다. 원래의 엑셀이나 CSV 파일을 올려 주세요."),
    "archive": _("‘{file}’ 파일은 압축 파일입니다. 압축을 풀고 안에 든 엑셀이나 CSV 파일을 올려 주세요."),
    "html": _(
        "‘{file}’ 파일은 이름만 엑셀이고 내용은 웹 페이지(HTML)입니다. "
        "엑셀에서 열어 ‘Excel 통합 문서(.xlsx)’로 다시 저장해 주세요."
    ),
    "xml": _("‘{file}’ 파일은 XML 문서입니다. 엑셀에서 열어 ‘Excel 통합 문서(.xlsx)’로 다시 저장해 주세요."),
    "rtf": _("‘{file}’ 파일은 서식 있는 글(RTF)입니다. 표를 복사해 엑셀에 붙이고 XLSX로 저장해서 올려 주세요."),
    "json": _("‘{file}’ 파일은 JSON 자료입니다. 표를 엑셀(XLSX)이나 CSV로 저장해서 올려 주세요."),
    "binary": _("‘{file}’ 파일은 표가 아닌 이진 파일입니다. 엑셀(XLSX)이나 CSV 파일을 올려 주세요."),
    "letters": _(
        "‘{file}’ 파일의 글자를 읽을 수 없습니다({line}번째 줄 근처). "
        "엑셀에서 열어 ‘CSV UTF-8’이나 XLSX로 다시 저장해 주세요."
    ),
    "csv": _(
        "‘{file}’ 파일의 {line}번째 줄을 읽을 수 없습니다. 따옴표가 짝이 맞는지 보고 CSV나 XLSX로 다시 저장해 주세요."
    ),
}


def megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:,.1f}MB" if size >= 100_000 else f"{size:,}B"
