"""Reads the list of movements that a Korean bank gives of an account: whatever its headings, order and encoding.

`open_sheet` finds the table and proposes what each column is; `read` judges every row by a layout and says of each problem where it is,
by which rule, and what to do. Pure: plain values in and out.
"""

from socialgoods.exchange.bank.layout import Layout, Sheet, is_same_number, open_sheet, propose
from socialgoods.exchange.bank.reading import Line, Problem, Reading, read
from socialgoods.exchange.bank.words import FIELDS, LIMITS

__all__ = [
    "FIELDS", "LIMITS", "Layout", "Line", "Problem", "Reading", "Sheet", "is_same_number", "open_sheet", "propose", "read",
]  # fmt: skip
