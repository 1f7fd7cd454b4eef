"""Figures of policy that this room applies, each with its first day and where it stands."""

from datetime import date

from socialgoods.kernel.dated import Dated, Since

COUNTY_RULE = "군의 처방 안내 기준(군에서 정함)"

ANSWER_DAYS = Dated(Since(date(2012, 12, 1), 14, source=COUNTY_RULE, verified=False))
"""How long an organisation may think where the round names no day."""
CALL_DAYS = Dated(Since(date(2012, 12, 1), 21, source=COUNTY_RULE, verified=False))
"""How long a call to which it is invited stays open at the least."""
REMIND_DAYS = Dated(Since(date(2012, 12, 1), 3, source=COUNTY_RULE, verified=False))
"""So many days before the last one it is reminded."""
