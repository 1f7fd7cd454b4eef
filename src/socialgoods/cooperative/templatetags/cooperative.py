"""The tabs of a co-operative: each only for who may open it, and only when there is something behind it."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from socialgoods.cooperative import permissions
from socialgoods.cooperative.models import Cooperative, CooperativeState, Disclosure
from socialgoods.kernel import clock

register = template.Library()

ENDING = {CooperativeState.WINDING_UP, CooperativeState.DISSOLVED}
PREPARED = set(CooperativeState) - ENDING - {CooperativeState.REGISTERED}


@register.inclusion_tag("cooperative/_nav.html", takes_context=True)
def cooperative_nav(context: dict[str, Any], cooperative: Cooperative, here: str) -> dict[str, Any]:
    user, today = context["request"].user, clock.today()
    sees = permissions.may_see_register(user, cooperative, today)
    joins = sees or permissions.consented(user, cooperative, today)
    is_born = cooperative.state not in {CooperativeState.FOUNDING, CooperativeState.ASSEMBLED, CooperativeState.FILED}
    rows = [
        ("cooperative", _("조합"), "cooperative", True),
        ("founding", _("설립"), "founding", joins and cooperative.state in PREPARED),
        ("register", _("조합원 명부"), "register", sees and is_born),
        ("assemblies", _("총회"), "assemblies", joins),
        ("officers", _("임원·이사회"), "officers", sees and is_born),
        ("year_ends", _("결산·공시"), "year_ends", sees and is_born),
        ("liquidation", _("해산·청산"), "liquidation", sees and cooperative.state in ENDING),
        ("articles", _("정관"), "articles", True),
    ]
    tabs = [
        {"label": label, "url": reverse(name, args=[cooperative.code]), "active": key == here}
        for key, label, name, is_there in rows
        if is_there
    ]
    if not sees:
        tabs += _disclosed(cooperative, here)
    return {"tabs": tabs, "label": cooperative.name}


def _disclosed(cooperative: Cooperative, here: str) -> list[dict[str, Any]]:
    """Everybody may read what was disclosed last."""
    rows = Disclosure.objects.filter(year_end__cooperative=cooperative).order_by("-year_end__year")
    year = rows.values_list("year_end__year", flat=True).first()
    if year is None:
        return []
    return [
        {"label": _("공시"), "url": reverse("disclosure", args=[cooperative.code, year]), "active": here == "year_ends"}
    ]
