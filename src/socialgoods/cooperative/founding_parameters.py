"""Figures of law about founding and supervision, each with its first day and where it stands written."""

from datetime import date

from socialgoods.cooperative.rules.law import act, decree
from socialgoods.kernel.dated import Dated, Since

IN_FORCE = date(2012, 12, 1)

PROMOTERS = Dated(Since(IN_FORCE, 5, source=f"{act(15, 1)}, {act(85, 1)}"))
FEDERATION_MEMBERS = Dated(Since(IN_FORCE, 3, source=f"{act(71)}, {act(114)}"))
STAKEHOLDER_KINDS = Dated(Since(IN_FORCE, 2, source=decree(19, 1, item="2")))
NOTICE_DAYS = Dated(Since(IN_FORCE, 7, source=f"{decree(6)}, {decree(17)}"))
SIGNERS_BESIDE_CHAIR = Dated(Since(IN_FORCE, 3, source=decree(6)))
REPLY_DAYS = Dated(Since(IN_FORCE, 20, source=act(15, 2)))
"""After so many days a report (general co-operatives) counts as accepted."""
APPROVAL_DAYS = Dated(Since(IN_FORCE, 60, source=act(85, 4)))
REGISTER_DAYS = Dated(Since(IN_FORCE, 14, source=act(61)))
"""From the day on which the shares are paid."""
REGISTER_DAYS_SOCIAL = Dated(Since(IN_FORCE, 60, source=act(106)))
"""From the day of approval; else it may be revoked (§112①5)."""
MEDICAL_CONSENTERS = Dated(Since(IN_FORCE, (500, 300), source=decree(19, 2)))
"""For each clinic; the second in a county (군)."""
MEDICAL_LEAST_WON = Dated(Since(IN_FORCE, 50_000, source=decree(19, 2)))
MEDICAL_PAID_IN = Dated(Since(IN_FORCE, (100_000_000, 50_000_000), source=decree(19, 2)))
MINISTER = Dated(
    Since(IN_FORCE, "기획재정부장관", source="협동조합기본법"),
    Since(date(2026, 1, 2), "기획예산처장관", source="협동조합기본법"),
)

CHANGE_REGISTER_DAYS = Dated(Since(IN_FORCE, 21, source=f"{act(64, 1)}, {act(110)}"))
SHARE_TOTAL_MONTHS = Dated(Since(IN_FORCE, 3, source=f"{act(64, 2)}, {act(110)}"))
FEW_MEMBERS_YEARS = Dated(Since(IN_FORCE, (2, 1), source=f"{act(70, branch=2)}, {act(111, 3)}"))
"""Under five members for so many years: of a general, of a social co-operative."""
NO_ASSEMBLY_YEARS = Dated(Since(IN_FORCE, 2, source=f"{act(70, branch=2)}, {act(111, 3)}"))
MEDICAL_OTHERS_PERCENT = Dated(Since(IN_FORCE, 50, source=decree(24)))
"""Of the care that is given, to people who are no members."""
NO_BUSINESS_YEARS = Dated(Since(IN_FORCE, (2, 1), source=f"{act(70, branch=2)}, {act(111, 3)}"))
