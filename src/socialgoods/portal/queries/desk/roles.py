"""Desks of auditors, the network's staff, partners and those at the counter."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from socialgoods.cooperative.models import Cooperative
from socialgoods.cooperative.queries import desk as cooperatives
from socialgoods.kernel.formats import seoul_date
from socialgoods.portal.queries.desk.tasks import Desk, Task, Way
from socialgoods.portal.queries.plan import county_plan


def lay_audit(user: Any, on: date, _of: str = "") -> Desk:
    return Desk(
        _("감사"),
        ways=[
            Way(_("등록부"), reverse("organizations") + "?status=any", "list"),
            Way(_("연간 보고"), reverse("report_queue"), "file-text"),
            Way(_("진단 결과"), reverse("county_diagnosis"), "chart-column"),
            Way(_("배정"), reverse("rounds"), "scale"),
            Way(_("처방"), reverse("prescriptions"), "pill"),
            Way(_("군의 장부"), reverse("ledger"), "book-open"),
            Way(_("지원의 효과"), reverse("evidence"), "trending-up"),
            Way(_("소셜굿즈 마크"), reverse("marks"), "award"),
            Way(_("가져오기 기록"), reverse("imports"), "history"),
            Way(_("사람과 역할"), reverse("people"), "users"),
        ],
        plan=county_plan(on=on),
        nothing=_("기록을 바꾸지 않고 봅니다. 다른 사람의 정보를 보시면 본 기록이 남습니다."),
    )


def lay_network(user: Any, on: date, _of: str = "") -> Desk:
    own = cooperatives.run_by(user, on)
    return Desk(
        _("네트워크"),
        tasks=list(cooperative_tasks(own, on)),
        ways=[
            *(Way(row.name, row.get_absolute_url(), "users") for row in own),
            Way(_("협동조합"), reverse("cooperatives"), "building-2"),
            *county_at_a_glance(),
            Way(_("함께 일하는 사람들"), reverse("people"), "handshake"),
        ],
        plan=county_plan(on=on),
        nothing=_("우리 군의 조직을 찾아 이야기를 나눠 보세요."),
    )


def cooperative_tasks(rows: list[Cooperative], on: date) -> Iterator[Task]:
    """What waits in the co-operatives that one runs."""
    waiting = cooperatives.waiting(rows, on)
    for row in rows:
        found = waiting[row.pk]
        if found.asking:
            yield Task(_("가입 신청에 답하기"), reverse("register", args=[row.code]), found.asking, "warning")
        for assembly in found.coming:
            yield Task(
                _("%(title)s 준비하기") % {"title": assembly.title},
                assembly.get_absolute_url(),
                1,
                since=seoul_date(assembly.held_at),
            )
        if found.lacking:
            yield Task(_("법이 정한 일 살펴보기"), row.get_absolute_url(), found.lacking, "warning")


def lay_partner(user: Any, on: date, _of: str = "") -> Desk:
    marked = Way(_("소셜굿즈 마크를 쓰는 조직"), reverse("organizations") + "?mark=on", "award")
    return Desk(
        _("협력 기관"),
        ways=[*county_at_a_glance(), marked],
        plan=county_plan(on=on),
        nothing=_("함께할 조직을 찾아보세요. 만나고 싶은 조직이 있으면 아래 번호로 전화해 주세요."),
    )


def lay_counter(user: Any, on: date, _of: str = "") -> Desk:
    return Desk(
        _("창구"),
        ways=[
            Way(_("주민을 도와 대신 입력하기"), reverse("assist_start"), "hand-helping"),
            Way(_("계정 새로 열어 드리기"), reverse("person_new"), "plus"),
        ],
        nothing=_("전화나 창구로 오신 분을 도와 대신 입력할 수 있습니다. 하신 일은 두 분의 이름으로 기록됩니다."),
    )


def county_at_a_glance() -> list[Way]:
    return [
        Way(_("조직 찾기"), reverse("organizations"), "search"),
        Way(_("조직 지도"), reverse("organization_map"), "map"),
        Way(_("읍·면별로 보기"), reverse("districts"), "table"),
    ]
