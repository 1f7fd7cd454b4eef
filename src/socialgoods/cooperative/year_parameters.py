"""Figures of law about officers, the year's end, disclosure and small loans, each with its first day and where it stands written."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from socialgoods.cooperative.rules.law import act, decree
from socialgoods.kernel.dated import Dated, Since

IN_FORCE = date(2012, 12, 1)
"""The Framework Act on Cooperatives came into force."""

# Officers
DIRECTORS_LEAST = Dated(Since(IN_FORCE, 3, source=act(34, 1)))
"""The chair included."""
AUDITORS_LEAST = Dated(Since(IN_FORCE, 1, source=act(34, 1)))
AUDITOR_WAIVER = Dated(Since(IN_FORCE, frozenset({"general"}), source=act(34, 5), verified=False))
"""Kinds of co-operatives whose articles may do without an auditor. On which conditions the Decree says; that was not read."""
TERM_YEARS_MOST = Dated(Since(IN_FORCE, 4, source=act(35)))
CHAIR_REELECTIONS_MOST = Dated(Since(IN_FORCE, 2, source=act(35)))
OUTSIDE_DIRECTORS_MOST = Dated(Since(IN_FORCE, Fraction(1, 5), source="표준정관", verified=False))
"""Of the directors; the statute was not read on this point, the articles may set another part."""
STAFF_PART = Dated(Since(IN_FORCE, Fraction(2, 3), source=decree(10)))
SMALL_COOPERATIVE = Dated(Since(IN_FORCE, 10, source=decree(10)))
"""Members up to which an officer may be an employee as well."""
SOCIAL_EMPLOYEE_OFFICERS_MOST = Dated(Since(IN_FORCE, Fraction(1, 3), source=decree(20)))
BOARD_FROM_MEMBERS = Dated(Since(IN_FORCE, 10, source=act(32, 5)))
OFFICERS_CHANGE_DAYS = Dated(Since(IN_FORCE, 21, source=f"{act(64, 1)}, {act(110)}"))

# The year's end
GENERAL_RESERVE = Dated(Since(IN_FORCE, 10, source=act(50, 1)))
SOCIAL_RESERVE = Dated(Since(IN_FORCE, 30, source=act(97, 1)))
RESERVE_MULTIPLE = Dated(Since(IN_FORCE, 3, source=f"{act(50, 1)}, {act(97, 1)}"))
USAGE_PART_LEAST = Dated(Since(IN_FORCE, 50, source=act(51, 3)))
CAPITAL_DIVIDEND_MOST = Dated(Since(IN_FORCE, 10, source=act(51, 3)))
AUDIT_DAYS = Dated(Since(IN_FORCE, 7, source=f"{act(52)}, {act(100)}"))

# Disclosure
DISCLOSURE_MONTHS = Dated(Since(IN_FORCE, 4, source=f"{act(49, branch=2)}, {act(96, branch=2)}"))
DISCLOSURE_MEMBERS = Dated(Since(IN_FORCE, 200, source=decree(12)))
DISCLOSURE_CAPITAL_WON = Dated(Since(IN_FORCE, 3_000_000_000, source=decree(12)))

# Main business of a social co-operative
MAIN_BUSINESS_PERCENT = Dated(Since(IN_FORCE, 40, source=act(93, 2)))


MEASURES = Dated(
    Since(
        IN_FORCE,
        {
            "local": ("won",),
            "service": ("won", "hours", "heads"),
            "jobs": ("heads", "wages"),
            "commissioned": ("won",),
            "other_public": ("won", "hours", "heads"),
        },
        source=f"{decree(21, 2)}, 총리령",
        verified=False,
    )
)
"""The regulation's details by kind were not read: which measures a kind may use is shown as not verified."""

# Small loans
LOAN_PART_MOST = Dated(Since(IN_FORCE, Fraction(2, 3), source=act(94, 1)))
LATE_RATE_MOST = Dated(
    Since(date(2007, 6, 30), Decimal(30), source="이자제한법 제2조제1항의 최고이자율에 관한 규정"),
    Since(date(2014, 7, 15), Decimal(25), source="이자제한법 제2조제1항의 최고이자율에 관한 규정"),
    Since(date(2018, 2, 8), Decimal(24), source="이자제한법 제2조제1항의 최고이자율에 관한 규정"),
    Since(date(2021, 7, 7), Decimal(20), source="이자제한법 제2조제1항의 최고이자율에 관한 규정"),
)
"""Of the day on which the loan is agreed."""
LOAN_RATE_MOST = Dated(
    Since(IN_FORCE, Decimal("5.00"), source=f"{decree(22)}, 한국은행 가계대출 신규취급액 평균금리", verified=False)
)
"""To be set with regard to the Bank of Korea's average of new household loans; the articles may say less."""
