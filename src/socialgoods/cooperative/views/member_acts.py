"""Forms of the register: joining, subscribing, paying, passing on, leaving."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.cooperative import permissions
from socialgoods.cooperative.actions import certificate, leaving
from socialgoods.cooperative.actions import member as actions
from socialgoods.cooperative.actions import subscription as subscriptions
from socialgoods.cooperative.actions import transfer as transfers
from socialgoods.cooperative.actions.payment import pay as pay_for
from socialgoods.cooperative.forms import register as forms
from socialgoods.cooperative.models import DepartureKind, JoinRequest, Member, Subscription
from socialgoods.cooperative.queries import register as queries
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.views.acting import act, at_once
from socialgoods.cooperative.views.member import load_member
from socialgoods.cooperative.views.register import load
from socialgoods.kernel import clock
from socialgoods.kernel.formats import number as in_words
from socialgoods.kernel.formats import won_words
from socialgoods.kernel.permissions import require


@login_required
def member_new(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_keep_register(request.user, cooperative, today))

    def do(read: dict[str, Any]) -> None:
        actions.join(
            cooperative=cooperative, organization=read["organization"], user=read["person"], name=read["name"],
            stakeholder=read["stakeholder"], starts_on=read["starts_on"], is_employee=read["is_employee"], by=request.user,
            at=clock.now(),
        )  # fmt: skip

    form = forms.MemberForm(request.POST or None, initial={"starts_on": today})
    return act(
        request, cooperative=cooperative, title=_("조합원 적기"), form=form, do=do, done=_("조합원 명부에 적었습니다."),
        back=reverse("register", args=[code]), label=_("명부에 적기"),
        lede=_("조합원은 1좌 이상 출자해야 합니다. 적은 뒤에 출자 청약을 받아 주세요."),
    )  # fmt: skip


@login_required
def subscribe(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The member for today; who keeps the register for the day on which it was."""
    row, today = load_member(code, number), clock.today()
    require(permissions.may_change_own(request.user, row, today))
    keeps = permissions.may_keep_register(request.user, row.cooperative, today)

    def do(read: dict[str, Any]) -> None:
        subscriptions.subscribe(
            member=row, shares=read["shares"], on=read.get("on", today), due_on=read.get("due_on"), key=f"{row.pk}:{read['key']}",
            by=request.user, at=clock.now(),
        )  # fmt: skip

    form = (
        forms.SubscribeForm(request.POST or None, initial={"on": today})
        if keeps
        else forms.OwnSubscribeForm(request.POST or None)
    )
    price = won_words(articles_on(row.cooperative, today).share_price_won)
    lede = _("1좌는 %(price)s입니다. 한 조합원은 전체 좌수의 %(percent)s%%까지 가질 수 있습니다.")
    return _of_member(
        request, row, title=_("더 출자하기"), form=form, do=do, done=_("출자 청약을 적었습니다."), label=_("청약하기"),
        lede=lede % {"price": price, "percent": queries.cap_of(row.cooperative, today).percent},
    )  # fmt: skip


@login_required
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    row, today = _subscription(pk), clock.today()
    require(permissions.may_keep_register(request.user, row.member.cooperative, today))
    rest = queries.subscribed(row).rest_won

    def do(read: dict[str, Any]) -> None:
        key = f"{row.pk}:{read.pop('key')}"
        pay_for(subscription=row, **read, key=key, by=request.user, at=clock.now())  # type: ignore[arg-type]

    form = forms.PayForm(request.POST or None, initial={"paid_on": today, "amount": rest or None})
    return _of_member(
        request, row.member, title=_("출자금 납입 적기"), form=form, do=do, done=_("납입을 적고 장부에 올렸습니다."), label=_("납입 적기"),
        lede=_("낼 금액이 %(rest)s 남았습니다. 나누어 내도 됩니다.") % {"rest": won_words(rest)},
    )  # fmt: skip


@login_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    row, today = _subscription(pk), clock.today()
    require(permissions.may_keep_register(request.user, row.member.cooperative, today))

    def do(read: dict[str, Any]) -> None:
        subscriptions.cancel_unpaid(subscription=row, on=read["on"], by=request.user, at=clock.now())  # type: ignore[arg-type]

    standing = queries.subscribed(row)
    lede = _("내지 않은 %(rest)s은 낼 일이 없어집니다. 다 낸 좌는 그대로 남습니다.") % {
        "rest": won_words(standing.rest_won)
    }
    if standing.waiting_won:
        lede += " " + _("1좌가 되지 못한 %(won)s은 통장에서 돌려줍니다.") % {"won": won_words(standing.waiting_won)}
    return _of_member(
        request, row.member, title=_("내지 않은 청약 취소"), form=forms.DayForm(request.POST or None, initial={"on": today}), do=do,
        done=_("내지 않은 청약을 취소했습니다."), label=_("취소하기"), tone="danger", lede=lede,
    )  # fmt: skip


@login_required
def leave(request: HttpRequest, code: str, number: int) -> HttpResponse:
    row, today = load_member(code, number), clock.today()
    require(permissions.may_change_own(request.user, row, today))
    keeps = permissions.may_keep_register(request.user, row.cooperative, today)
    days = articles_on(row.cooperative, today).withdrawal_notice_days
    first = today + timedelta(days=days)
    form: Any
    if keeps:
        form = forms.LeaveForm(
            request.POST or None, cooperative=row.cooperative, initial={"notified_on": today, "on": first}
        )
    else:
        form = forms.OwnLeaveForm(request.POST or None, initial={"on": first})
    lede = _("누구나 탈퇴할 수 있습니다.") + " "
    if days:
        lede += _("정관은 %(days)s일 전에 알리도록 정했습니다.") % {"days": days} + " "
    lede += _("낸 출자금은 다음 회계연도부터 청구할 수 있습니다.")
    capped = queries.is_capped(row.cooperative, today)
    return _of_member(
        request, row, title=_("조합을 떠남") if keeps else _("탈퇴하기"), form=form,
        do=lambda read: _leave(request, row, read, keeps),
        done=_("명부와 장부에 적었습니다.") if keeps else _("탈퇴를 알렸습니다. 그날까지는 조합원입니다."),
        label=_("떠난 것으로 적기") if keeps else _("탈퇴하기"), tone="danger", lede=lede,
        above=queries.above_cap(row.cooperative, today, without=row) if capped else [], limit=queries.cap_of(row.cooperative, today),
    )  # fmt: skip


def _leave(request: HttpRequest, row: Member, read: dict[str, Any], keeps: bool) -> None:
    common: dict[str, Any] = {
        "member": row,
        "on": read["on"],
        "reason": read["reason"],
        "by": request.user,
        "at": clock.now(),
    }
    if not keeps:
        leaving.withdraw(**common, notified_on=clock.today())
        return
    common["debts_won"] = read["debts_won"] or 0
    if read["kind"] == DepartureKind.WITHDRAWAL:
        leaving.withdraw(**common, notified_on=read["notified_on"])
    elif read["kind"] == DepartureKind.EXPULSION:
        leaving.expel(**common, reasons_sent_on=read["notified_on"], may_speak=read["may_speak"], item=read["item"])
    else:
        leaving.lose(**common, kind=read["kind"], notified_on=read["notified_on"])


@login_required
@require_POST
def stay(request: HttpRequest, code: str, number: int) -> HttpResponse:
    row, today = load_member(code, number), clock.today()
    require(permissions.may_change_own(request.user, row, today))
    return at_once(
        request,
        lambda: leaving.take_back(member=row, on=today, by=request.user, at=clock.now()),  # type: ignore[arg-type]
        _("탈퇴를 거두어들였습니다. 조합원 자격과 출자좌가 그대로 이어집니다."),
        row,
    )


@login_required
def transfer(request: HttpRequest, code: str, number: int) -> HttpResponse:
    row, today = load_member(code, number), clock.today()
    require(permissions.may_keep_register(request.user, row.cooperative, today))

    def do(read: dict[str, Any]) -> None:
        key = f"{row.pk}:{read.pop('key')}"
        transfers.transfer(giver=row, **read, key=key, by=request.user, at=clock.now())  # type: ignore[arg-type]

    held = in_words(queries.held_by(row, today))
    lede = _("%(held)s좌를 가지고 있습니다. 총회가 양도를 의결해야 하고, 모두 넘기면 조합원 자격도 넘어갑니다.")
    return _of_member(
        request, row, title=_("출자좌 넘기기"), form=forms.TransferForm(request.POST or None, giver=row, initial={"on": today}),
        do=do, done=_("출자좌를 넘겼습니다."), label=_("넘기기"), lede=lede % {"held": held},
    )  # fmt: skip


@login_required
@require_POST
def certify(request: HttpRequest, code: str, number: int) -> HttpResponse:
    row, today = load_member(code, number), clock.today()
    require(permissions.may_change_own(request.user, row, today))
    return at_once(
        request,
        lambda: certificate.certify(member=row, on=today, by=request.user, at=clock.now()),  # type: ignore[arg-type]
        _("출자증서를 냈습니다. 아래에서 열어 인쇄하세요."),
        row,
    )


@login_required
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    row = _request(pk)
    require(permissions.may_keep_register(request.user, row.cooperative, clock.today()))
    return at_once(
        request,
        lambda: actions.accept(request=row, starts_on=clock.today(), by=request.user, at=clock.now()),  # type: ignore[arg-type]
        _("조합원으로 받아들이고 출자 청약을 적었습니다."),
        reverse("register", args=[row.cooperative.code]),
    )


@login_required
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    row = _request(pk)
    require(permissions.may_keep_register(request.user, row.cooperative, clock.today()))

    def do(read: dict[str, Any]) -> None:
        actions.decline(request=row, reason=read["reason"], by=request.user, at=clock.now())  # type: ignore[arg-type]

    return act(
        request, cooperative=row.cooperative, title=_("%(name)s 가입 신청 거절") % {"name": row.name},
        form=forms.DeclineForm(request.POST or None), do=do, done=_("거절하고 까닭을 알렸습니다."),
        back=reverse("register", args=[row.cooperative.code]), label=_("거절하기"), tone="danger",
    )  # fmt: skip


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    row = _request(pk)
    require(row.asked_by_id == request.user.pk)
    return at_once(
        request,
        lambda: actions.take_back(request=row, by=request.user, at=clock.now()),  # type: ignore[arg-type]
        _("가입 신청을 거두어들였습니다."),
        reverse("my_membership", args=[row.cooperative.code]),
    )


def _of_member(request: HttpRequest, row: Member, **more: Any) -> HttpResponse:
    return act(request, cooperative=row.cooperative, member=row, back=row.get_absolute_url(), **more)


def _subscription(pk: int) -> Subscription:
    rows = Subscription.objects.select_related("member__cooperative__entity", "member__organization")
    return get_object_or_404(rows, pk=pk)


def _request(pk: int) -> JoinRequest:
    return get_object_or_404(JoinRequest.objects.select_related("cooperative", "organization", "user"), pk=pk)
