"""Which parser reads a field, for this county, this sheet's unit and its own words."""

from collections.abc import Mapping
from typing import Any

from socialgoods.exchange import cells
from socialgoods.exchange.cells import EMPTY, Parser, Verdict
from socialgoods.exchange.context import Context
from socialgoods.exchange.files import Field
from socialgoods.exchange.sentences import mark as _
from socialgoods.exchange.sentences import say

PLAIN: Mapping[str, Parser] = {
    "year": cells.year,
    "share": cells.share,
    "phone": cells.phone,
    "business_no": cells.business_no,
    "corporate_no": cells.corporate_no,
    "homepage": cells.homepage,
    "email": cells.email,
    "boolean": cells.boolean,
    "sources": cells.sources,
    "lon": cells.longitude,
    "lat": cells.latitude,
}


def parser_for(
    field: Field, context: Context, *, unit: int = 0, words: Mapping[str, str] | None = None, strict: bool = False
) -> Parser:
    """`unit` is what a bare number of money counts (0: one won), `words` the sheet's own words for codes."""
    if field.reads in PLAIN:
        return PLAIN[field.reads]
    if field.reads == "text":
        return cells.text(field.longest)
    if field.reads == "won":
        return cells.won(unit or 1, signed=field.signed)
    if field.reads == "count":
        return cells.count(int(field.lowest or 0))
    if field.reads == "decimal":
        return cells.decimal(field.lowest, field.highest)
    if field.reads == "day":
        return cells.day(context.today)
    if field.reads == "phone4":
        return phone4
    if field.reads == "area":
        return area(context, strict=strict)
    options = context.options(field.codes)
    if field.reads == "measure" and not options:
        return cells.text(field.longest)
    own = {**context.words(field.codes), **(words or {})}
    if field.reads == "choices":
        return cells.choices(options, own, field.marks)
    return cells.choice(options, own)


def area(context: Context, *, strict: bool) -> Parser:
    """A district of the county. In an import an unknown one never blocks: it is left open and asked for."""
    among = cells.choice(context.areas())
    if not context.districts:
        return cells.text(80)

    def parse(cell: Any) -> Verdict:
        verdict = among(cell)
        if strict or verdict.error is None:
            return verdict
        return cells.noted(
            None,
            say(_("‘{word}’ 값은 우리 군의 읍·면이 아니어서 비워 두었습니다."), word=cells.as_text(cell)[:40]),
            say(_("군 안의 조직이면 읍·면을 골라 주세요.")),
        )

    return parse


NOT_FOUR_DIGITS = cells.refuse(
    say(_("전화번호 끝 네 자리가 아닙니다.")), say(_("‘0123’처럼 숫자 네 자리를 적어 주세요."))
)


def phone4(cell: Any) -> Verdict:
    """The last four digits; a whole number gives its last four, a spreadsheet's 123 is 0123."""
    written = cells.plain(cell)
    if not written:
        return EMPTY
    bare = written.replace("-", "").replace(" ", "")
    if not bare.isascii() or not bare.isdigit() or len(bare) > 11:
        return NOT_FOUR_DIGITS
    if len(bare) <= 4 and (len(bare) == 4 or not isinstance(cell, str)):
        return Verdict(bare.zfill(4))
    return Verdict(bare[-4:]) if len(bare) >= 9 else NOT_FOUR_DIGITS
