"""Figures of law about members and shares, each with its first day and where it stands written."""

from datetime import date
from fractions import Fraction

from socialgoods.cooperative.rules.law import act, decree
from socialgoods.kernel.dated import Dated, Since

IN_FORCE = date(2012, 12, 1)
"""The Framework Act on Cooperatives came into force."""

SHARE_CAP = Dated(Since(IN_FORCE, Fraction(30, 100), source=act(22, 2)))
FEDERATION_CAP = Dated(Since(IN_FORCE, Fraction(40, 100), source=f"{act(76)}, {act(115)}"))
MEDICAL_CAP = Dated(Since(IN_FORCE, Fraction(10, 100), source=decree(19, 2)))
"""One person together with those related to him or her, as far as relations are written down (`Relation`)."""
RELATED_TOGETHER = Dated(Since(IN_FORCE, frozenset({"medical"}), source=decree(19, 2)))
"""In which kinds of co-operatives the law counts related members together; §22② speaks of one member. Articles may ask for more."""
RELATED_KINDS = Dated(
    Since(IN_FORCE, frozenset({"family", "run", "employed", "other"}), source=decree(19, 2), verified=False)
)
"""Who is meant by 특수관계인 was not read in the statute itself: kinds as other decrees know them."""

REFUND_LAPSES_MONTHS = Dated(Since(IN_FORCE, 24, source=f"{act(26)}, {act(89)}"))
EXPULSION_NOTICE_DAYS = Dated(Since(IN_FORCE, 10, source=act(25, 2)))
PREFERRED_CAP = Dated(Since(date(2020, 10, 1), Fraction(30, 100), source=act(22, branch=2), verified=False))
"""§22의2 was added in 2020; the day is not read in the statute itself."""
PREFERRED_DEBT_RATIO = Dated(Since(date(2020, 10, 1), Fraction(200, 100), source=decree(8, branch=2), verified=False))
