"""What the pages of somebody's books share: loading them for who may, and the way between them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.ledger import permissions
from socialgoods.ledger.models import Entity

May = Callable[[Any, Entity, date], bool]


def books_for(request: HttpRequest, code: str, may: May = permissions.may_read) -> Entity:
    entity = get_object_or_404(Entity, code=code)
    require(may(request.user, entity, clock.today()))
    return entity


def frame(request: HttpRequest, entity: Entity, here: str) -> dict[str, Any]:
    on, user = clock.today(), request.user
    tabs = [
        {"label": label, "url": url, "active": name == here, "count": None}
        for name, label in _labels().items()
        if (url := _address(name, entity.code))
    ]
    return {
        "entity": entity,
        "tabs": tabs,
        "on": on,
        "may_keep": permissions.may_keep(user, entity, on),
        "may_close": permissions.may_close(user, entity, on),
        "may_appoint": permissions.may_appoint(user, entity, on),
    }


def _labels() -> dict[str, str]:
    return {
        "books": _("한눈에"), "entries": _("전표"), "accounts": _("계정"), "trial_balance": _("시산표"),
        "income_statement": _("손익계산서"), "balance_sheet": _("대차대조표"), "budget_actual": _("예산과 실적"),
        "bank": _("은행 거래"), "close_period": _("마감"), "keepers": _("담당"),
    }  # fmt: skip


def _address(name: str, code: str) -> str:
    try:
        return reverse(name, args=[code])
    except NoReverseMatch:
        return ""
