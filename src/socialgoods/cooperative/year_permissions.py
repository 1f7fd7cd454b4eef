"""Who may see and do what about officers, the year's end, disclosure and small loans."""

from datetime import date
from typing import Any

from socialgoods.cooperative.models import Cooperative, Office, Officer
from socialgoods.cooperative.permissions import audits, may_see_register, runs, supervises


def may_see_inside(user: Any, cooperative: Cooperative, on: date) -> bool:
    """Members, officers, its auditor; the county supervises (§49, §96)."""
    return may_see_register(user, cooperative, on)


def may_run(user: Any, cooperative: Cooperative, on: date) -> bool:
    return runs(user, cooperative, on)


def may_give_opinion(user: Any, cooperative: Cooperative, on: date) -> bool:
    """The auditor; whoever runs it enters one given on paper, where no auditor has an account here."""
    if audits(user, cooperative, on):
        return True
    rows = Officer.objects.running_on(on).filter(cooperative=cooperative, office=Office.AUDITOR, user__isnull=False)
    return runs(user, cooperative, on) and not rows.exists()


def may_see_loans(user: Any, cooperative: Cooperative, on: date) -> bool:
    """All of them: who borrowed is between the borrower and those who run, audit or supervise it. A member sees the own ones."""
    return runs(user, cooperative, on) or supervises(user, cooperative, on)
