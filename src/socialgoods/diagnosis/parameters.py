"""What the county decided about its diagnosis, each with its first day and where it stands."""

from datetime import date
from fractions import Fraction

from socialgoods.kernel.dated import Dated, Since

FAR_APART = Dated(Since(date(2017, 12, 5), 2, source="진단 운영 기준(군에서 정함)", verified=False))
"""Steps between the organisation's answer and the advisor's from which on the two are to be talked about."""

MINIMUM_WAGE = Dated(
    *(
        Since(date(year, 1, 1), won, source="고용노동부 고시 최저임금(시간급)", verified=False)
        for year, won in (
            (2014, 5_210), (2015, 5_580), (2016, 6_030), (2017, 6_470), (2018, 7_530), (2019, 8_350), (2020, 8_590),
            (2021, 8_720), (2022, 9_160), (2023, 9_620), (2024, 9_860), (2025, 10_030),
        )
    )
)  # fmt: skip
"""Won an hour: what unpaid work would have cost. A year after the last is not known."""

SHIPPED = {"county": "wanju-2018", "svi": "svi-2017"}
KNOWN_SHARE = Fraction(1, 2)
