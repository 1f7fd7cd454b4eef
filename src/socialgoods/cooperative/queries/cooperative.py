"""The co-operative as it stood on a day."""

from datetime import date

from socialgoods.cooperative.models import Articles, Cooperative


def articles_on(cooperative: Cooperative, day: date) -> Articles:
    """Those in force; before the first came into force, the first."""
    rows = cooperative.articles.order_by("-starts_on")
    found = rows.filter(starts_on__lte=day).first() or rows.last()
    if found is None:
        raise Articles.DoesNotExist(f"{cooperative.code} has no articles")
    return found
