"""Reading the figures that pages of the loop show: what is known of measures, and how far the end of the plan is seen."""

import re

CELLS = """table => [...table.tBodies[0].rows].map(row => Object.fromEntries(
    [...row.cells].map(cell => [cell.dataset.label || 'name', cell.innerText])))"""


def cells_of(page, title):
    """The rows of the table with this title, each by its headings."""
    return page.locator("table", has=page.locator(".table__title", has_text=title)).first.evaluate(CELLS)


def won(text):
    """‘26억 5,000만 원’ or a plain number."""
    big = {"억": 10**8, "만": 10**4}
    parts = re.findall(r"([+−]?[\d,.]+)\s*([억만]?)", text)
    return sum(float(number.replace(",", "").replace("−", "-")) * big.get(unit, 1) for number, unit in parts)


def width(text):
    low, high = text.split("~")
    return won(high) - won(low)


def learnt(page):
    """By measure: cases and the interval's width in points; by indicator: the width of what is foreseen. As shown to the county."""
    page.goto("/evidence/")
    measures = {}
    for row in cells_of(page, "지원 수단마다"):
        _mean, interval = row["배운 것"].split("\n")[:2]
        measures[row["name"]] = int(row["결과를 본 건수"]), width(interval.replace("%p", ""))
    page.goto("/plan/forecast/")
    ahead = {
        row["name"].split("\n")[0]: width(row["계획대로 지원하면"].split("\n")[-1].replace("%", ""))
        for row in cells_of(page, "2025년 말의 모습")
        if "~" in row["계획대로 지원하면"]
    }
    return measures, ahead


def assert_more_is_known(before, after):
    (measures, ahead), (measures_then, ahead_then) = before, after
    cases = [sum(count for count, _ in rows.values()) for rows in (measures, measures_then)]
    assert cases[1] > cases[0]
    # One measure may widen when its new cases are unlike its old ones; over all of those known before the intervals narrow.
    both = measures.keys() & measures_then.keys()
    assert sum(measures_then[name][1] for name in both) < sum(measures[name][1] for name in both)
    # An indicator may widen when its year was unlike the others; on the mean of all of them the end of the plan is seen closer.
    assert ahead.keys() == ahead_then.keys()
    assert sum(ahead_then[name] / ahead[name] for name in ahead) / len(ahead) < 1
