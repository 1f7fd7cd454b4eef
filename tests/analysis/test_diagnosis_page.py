"""The worked example of docs/methods/diagnosis.md, computed from its own first table."""

import re
from pathlib import Path

import pytest

from oracle.plan_tables import organisation, report, tables
from socialgoods.analysis.diagnosis import diagnose

pytestmark = pytest.mark.slow

PAGE = Path(__file__).parents[2] / "docs" / "methods" / "diagnosis.md"


def example():
    """The tables of the worked example: heading row left out, numbers as numbers."""
    part = PAGE.read_text(encoding="utf-8").split("## Worked example")[1].split("## Limits")[0]
    found = re.findall(r"(?:^\|.*\|\n)+", part, flags=re.MULTILINE)
    return [
        [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]] for table in found
    ]


def number(text):
    named = {"yes": True, "no": False}
    return named[text] if text in named else float(text.replace(",", "").replace("−", "-"))


def test_the_readings_of_the_worked_example():
    accounts, readings, scores = example()
    reports = [
        report(fiscal_year=year, **{row[0]: int(number(row[at])) for row in accounts})
        for at, year in ((1, 2016), (2, 2017))
    ]
    answers = [
        {"org_id": "W1", "year": 2017, "dimension": "people", "item": f"q{place}", "score": score, "max_score": 5}
        for place, score in enumerate((4, 2, None, 5, 3))
    ]

    found = diagnose(tables(organisations=[organisation()], annual_reports=reports, assessments=answers), 2017)

    computed = {**found.readings.to_pylist()[0], **found.causes.to_pylist()[0], **found.diagnoses.to_pylist()[0]}
    expected = {name: number(value) for name, value in (*readings, *scores)}
    assert {name: computed[name] for name in expected} == pytest.approx(expected, abs=5e-5)
