"""Persons in a sheet are shown only so far that an officer recognises the column."""


def mask(text: str) -> str:
    """`김영희` → `김○○`, `1970-01-02` → `1○○○-○○-○○`."""
    return "".join(char if index == 0 or not char.isalnum() else "○" for index, char in enumerate(text))
