"""What the pages of a founding and of the articles read alike."""

from datetime import date

from django.http import HttpRequest


def day_asked(request: HttpRequest, today: date) -> date:
    """`?on=2018-03-02`; today where it is not a day."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today
