"""Desks of advisors, auditors, the network's staff, partners and those at the counter."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from socialgoods.people import permissions as people
from socialgoods.portal.queries.desk.county import waiting_reports
from socialgoods.portal.queries.desk.tasks import Desk, Section, Way
from socialgoods.registry.models import Caseload, Organization


def lay_cases(desk: Desk, user: Any, on: date) -> None:
    cases = Caseload.objects.running_on(on).filter(advisor=user)
    count = Organization.objects.listed().filter(pk__in=cases.values("organization")).count()
    if not count:
        nothing = _("맡은 조직이 아직 없습니다. 군 담당자가 조직을 맡기면 여기에 나옵니다.")
        desk.add(Section(_("내가 맡은 조직"), nothing=nothing))
        return
    # An officer who also advises has the county's reports above already.
    tasks = [] if people.is_officer(user, on) else list(waiting_reports(user, on))
    desk.add(
        Section(
            _("내가 맡은 조직 %(n)s곳") % {"n": count},
            tasks=tasks,
            ways=[
                Way(_("맡은 조직 보기"), reverse("caseload"), "handshake"),
                Way(_("연간 보고 보기"), reverse("report_queue"), "file-text"),
            ],
            nothing=_("맡은 조직에서 기다리는 일이 없습니다."),
        )
    )


def lay_audit(desk: Desk) -> None:
    desk.add(
        Section(
            _("감사"),
            ways=[
                Way(_("등록부"), reverse("organizations") + "?status=any", "list"),
                Way(_("연간 보고"), reverse("report_queue"), "file-text"),
                Way(_("소셜굿즈 마크"), reverse("marks"), "award"),
                Way(_("가져오기 기록"), reverse("imports"), "history"),
                Way(_("사람과 역할"), reverse("people"), "users"),
            ],
            nothing=_("기록을 바꾸지 않고 봅니다. 다른 사람의 정보를 보시면 본 기록이 남습니다."),
        )
    )


def lay_network(desk: Desk) -> None:
    desk.add(
        Section(
            _("네트워크"),
            ways=[*_county_at_a_glance(), Way(_("함께 일하는 사람들"), reverse("people"), "users")],
            nothing=_("우리 군의 조직을 찾아 이야기를 나눠 보세요."),
        )
    )


def lay_partner(desk: Desk) -> None:
    marked = Way(_("소셜굿즈 마크를 쓰는 조직"), reverse("organizations") + "?mark=on", "award")
    desk.add(
        Section(
            _("협력 기관"),
            ways=[*_county_at_a_glance(), marked],
            nothing=_("함께할 조직을 찾아보세요. 만나고 싶은 조직이 있으면 아래 번호로 전화해 주세요."),
        )
    )


def lay_counter(desk: Desk) -> None:
    desk.add(
        Section(
            _("창구"),
            ways=[
                Way(_("주민을 도와 대신 입력하기"), reverse("assist_start"), "hand-helping"),
                Way(_("계정 새로 열어 드리기"), reverse("person_new"), "plus"),
            ],
        )
    )


def _county_at_a_glance() -> list[Way]:
    return [
        Way(_("조직 찾기"), reverse("organizations"), "search"),
        Way(_("조직 지도"), reverse("organization_map"), "map"),
        Way(_("읍·면별로 보기"), reverse("districts"), "table"),
    ]
