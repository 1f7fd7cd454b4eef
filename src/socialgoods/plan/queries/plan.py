"""The county's plan."""

from socialgoods.plan.models import Plan


def current() -> Plan | None:
    """The one that began last."""
    return Plan.objects.order_by("-from_year", "-pk").first()
