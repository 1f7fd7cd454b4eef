"""Refunds to who left: the amount, the claim, the payment, the end of the claim."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.cooperative import permissions
from socialgoods.cooperative.actions import refund as actions
from socialgoods.cooperative.forms.register import DebtsForm, RefundForm
from socialgoods.cooperative.models import Departure
from socialgoods.cooperative.queries import liabilities as queries
from socialgoods.cooperative.views.acting import act, at_once
from socialgoods.kernel import clock
from socialgoods.kernel.formats import known, won_words
from socialgoods.kernel.permissions import require


def _load(request: HttpRequest, code: str, number: int) -> Departure:
    rows = Departure.objects.select_related("member__cooperative__entity", "entry")
    row = get_object_or_404(rows, member__cooperative__code=code, member__number=number)
    require(permissions.may_keep_register(request.user, row.member.cooperative, clock.today()))
    return row


@login_required
def refund(request: HttpRequest, code: str, number: int) -> HttpResponse:
    row = _load(request, code, number)
    left = queries.outstanding(row)

    def do(read: dict[str, Any]) -> None:
        key = f"{row.pk}:{read.pop('key')}"
        actions.refund(departure=row, **read, key=key, by=request.user, at=clock.now())  # type: ignore[arg-type]

    form = RefundForm(
        request.POST or None, cooperative=row.member.cooperative, initial={"paid_on": clock.today(), "amount": left}
    )
    return act(
        request, cooperative=row.member.cooperative, member=row.member, title=_("출자금 환급 적기"), form=form, do=do,
        done=_("환급을 적고 장부에 올렸습니다."), back=row.member.get_absolute_url(), label=_("환급 적기"),
        lede=_("환급할 돈: %(won)s. 총회의 특별의결이 있어야 합니다.") % {"won": known(left and won_words(left))},
    )  # fmt: skip


@login_required
def debts(request: HttpRequest, code: str, number: int) -> HttpResponse:
    row = _load(request, code, number)

    def do(read: dict[str, Any]) -> None:
        actions.note_debts(departure=row, debts_won=read["debts_won"], by=request.user, at=clock.now())  # type: ignore[arg-type]

    form = DebtsForm(request.POST or None, initial={"debts_won": row.debts_won})
    return act(
        request, cooperative=row.member.cooperative, member=row.member, title=_("조합에 진 빚"), form=form, do=do,
        done=_("적었습니다."), back=row.member.get_absolute_url(), label=_("저장"),
        lede=_("빚이 남은 동안 환급을 미룰 수 있습니다. 출자금과 서로 지우지는 않습니다. 다 갚았으면 0을 적으세요."),
    )  # fmt: skip


@login_required
@require_POST
def fix(request: HttpRequest, code: str, number: int) -> HttpResponse:
    row = _load(request, code, number)
    return at_once(
        request,
        lambda: actions.fix_amount(departure=row, on=clock.today(), by=request.user, at=clock.now()),  # type: ignore[arg-type]
        _("환급할 금액을 정했습니다."),
        row.member,
    )


@login_required
@require_POST
def claim(request: HttpRequest, code: str, number: int) -> HttpResponse:
    row = _load(request, code, number)
    return at_once(
        request,
        lambda: actions.claim(departure=row, on=clock.today(), by=request.user, at=clock.now()),  # type: ignore[arg-type]
        _("환급 청구를 적었습니다."),
        row.member,
    )


@login_required
@require_POST
def lapse(request: HttpRequest, code: str, number: int) -> HttpResponse:
    row = _load(request, code, number)
    return at_once(
        request,
        lambda: actions.lapse(departure=row, on=clock.today(), by=request.user, at=clock.now()),  # type: ignore[arg-type]
        _("청구권이 없어진 돈을 조합의 수익으로 적었습니다."),
        row.member,
    )
