"""Parsers of single cells: a raw cell in, a `Verdict` out. Pure, so that a verdict may be kept for every equal cell."""

from socialgoods.exchange.cells.amounts import UNITS, count, decimal, share, won, year
from socialgoods.exchange.cells.contact import (
    business_no,
    coordinate,
    corporate_no,
    email,
    homepage,
    latitude,
    longitude,
    phone,
)
from socialgoods.exchange.cells.days import day
from socialgoods.exchange.cells.sources import sources
from socialgoods.exchange.cells.verdict import EMPTY, Parser, Remark, Verdict, noted, refuse
from socialgoods.exchange.cells.words import as_text, boolean, choice, choices, key, plain, text

__all__ = [
    "EMPTY",
    "UNITS",
    "Parser",
    "Remark",
    "Verdict",
    "as_text",
    "boolean",
    "business_no",
    "choice",
    "choices",
    "coordinate",
    "corporate_no",
    "count",
    "day",
    "decimal",
    "email",
    "homepage",
    "key",
    "latitude",
    "longitude",
    "noted",
    "phone",
    "plain",
    "refuse",
    "share",
    "sources",
    "text",
    "won",
    "year",
]
