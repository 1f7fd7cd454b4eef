"""Figures of the county's own practice that decide what a desk points at."""

from datetime import date

from socialgoods.kernel.dated import Dated, Since

SLIP = Dated(Since(date(2012, 12, 1), 0.05, source="자립도 점검 기준(군에서 정함)", verified=False))
"""An organisation slips whose self-reliance ratio fell by this much or more in a year."""
