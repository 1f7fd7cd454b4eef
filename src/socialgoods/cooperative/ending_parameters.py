"""Days of a winding-up. The rule table knows where the residue goes (§59, §104); these were not read in the statute itself."""

from datetime import date

from socialgoods.cooperative.rules.law import act
from socialgoods.kernel.dated import Dated, Since

IN_FORCE = date(2012, 12, 1)

REGISTRATION_DAYS = Dated(Since(IN_FORCE, 14, source=act(65), verified=False))
"""For the dissolution and the liquidator, from the day of the dissolution."""
NOTICE_WITHIN_MONTHS = Dated(
    Since(IN_FORCE, 2, source="민법 제88조(협동조합기본법 제60조·제105조 준용)", verified=False)
)
"""The first call to the creditors, after the liquidator took the office."""
CLAIM_MONTHS = Dated(Since(IN_FORCE, 2, source="민법 제88조(협동조합기본법 제60조·제105조 준용)", verified=False))
"""Creditors have at least so long to say what they are owed."""
NOTICES = Dated(Since(IN_FORCE, 3, source="민법 제88조(협동조합기본법 제60조·제105조 준용)", verified=False))
"""So many times the call is published."""
END_DAYS = Dated(Since(IN_FORCE, 14, source=act(67), verified=False))
"""The end is registered so soon after the final report was approved."""
