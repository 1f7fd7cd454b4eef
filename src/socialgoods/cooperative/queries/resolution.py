"""What an assembly has resolved, for those who act on it."""

from datetime import date

from django.db.models import QuerySet

from socialgoods.cooperative.models import AgendaItem, Cooperative, ItemState, Nominee


def passed(item: AgendaItem) -> bool:
    return item.state == ItemState.DONE and item.is_passed is True


def of_subject(cooperative: Cooperative, subject: str, until: date) -> QuerySet[AgendaItem]:
    """Items about it that were passed before the day (exclusive), newest first."""
    rows = AgendaItem.objects.filter(assembly__cooperative=cooperative, subject=subject)
    return rows.filter(state=ItemState.DONE, is_passed=True, closed_at__date__lt=until).order_by("-closed_at", "-pk")


def elected(item: AgendaItem) -> list[Nominee]:
    """By number. Whom the run-off brought in stands with the run-off."""
    if item.state != ItemState.DONE:
        return []
    return list(item.nominees.filter(is_elected=True).select_related("member", "consent").order_by("number"))
