"""Who is related to a member: written down by who keeps the register."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.cooperative import permissions
from socialgoods.cooperative.actions import relation as actions
from socialgoods.cooperative.forms.register import RelationForm
from socialgoods.cooperative.models import Relation
from socialgoods.cooperative.views.acting import act, at_once
from socialgoods.cooperative.views.member import load_member
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require


@login_required
def relation_new(request: HttpRequest, code: str, number: int) -> HttpResponse:
    row, today = load_member(code, number), clock.today()
    require(permissions.may_keep_register(request.user, row.cooperative, today))

    def do(read: dict[str, Any]) -> None:
        actions.relate(member=row, **read, by=request.user, at=clock.now())  # type: ignore[arg-type]

    return act(
        request, cooperative=row.cooperative, member=row, title=_("특수관계 적기"), do=do, back=row.get_absolute_url(),
        form=RelationForm(request.POST or None, member=row, initial={"on": today}), label=_("적기"),
        done=_("특수관계를 적었습니다."),
        lede=_("의료복지사회적협동조합이나 정관이 정한 조합은 특수관계인의 출자좌를 함께 세어 한도를 지킵니다."),
    )  # fmt: skip


@login_required
@require_POST
def relation_end(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Relation.objects.select_related("member__cooperative", "other"), pk=pk)
    require(permissions.may_keep_register(request.user, row.member.cooperative, clock.today()))
    return at_once(
        request, lambda: actions.end(relation=row, on=clock.today(), by=request.user, at=clock.now()),  # type: ignore[arg-type]
        _("특수관계가 오늘 끝난 것으로 적었습니다."), row.member,
    )  # fmt: skip
