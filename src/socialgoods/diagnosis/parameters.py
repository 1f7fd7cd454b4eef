"""What the county decided about its diagnosis, each with its first day and where it stands."""

from datetime import date
from fractions import Fraction

from socialgoods.kernel.dated import Dated, Since

FAR_APART = Dated(Since(date(2017, 12, 5), 2, source="진단 운영 기준(군에서 정함)", verified=False))
"""Steps between the organisation's answer and the advisor's from which on the two are to be talked about."""

SHIPPED = {"county": "wanju-2018", "svi": "svi-2017"}
KNOWN_SHARE = Fraction(1, 2)
