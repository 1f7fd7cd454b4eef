"""What the registry and the co-operatives know about a person, for the person's own page and export."""

from django.utils.translation import gettext as _

from socialgoods.cooperative.models import Member
from socialgoods.people.known import Section
from socialgoods.people.models import User
from socialgoods.registry.models import Caseload, Representation


def sections(user: User) -> list[Section]:
    return [_representations(user), _caseload(user), _memberships(user)]


def _representations(user: User) -> Section:
    found = Representation.objects.filter(user=user).select_related("organization")
    rows = [(row.organization.name, row.get_standing_display(), row.starts_on, row.ends_on) for row in found]
    why = _("조직을 대신해 보고하고 신청할 수 있는 분이 누구인지 알려고 둡니다.")
    columns = (_("조직"), _("자격"), _("시작일"), _("끝난 날"))
    return Section("representations", _("내가 대표하거나 일하는 조직"), why, columns, rows)


def _caseload(user: User) -> Section:
    found = Caseload.objects.filter(advisor=user).select_related("organization")
    rows = [(row.organization.name, row.starts_on, row.ends_on) for row in found]
    why = _("어느 자문위원이 어느 조직의 기록을 볼 수 있는지 정하려고 둡니다.")
    return Section("caseload", _("내가 돌보는 조직"), why, (_("조직"), _("시작일"), _("끝난 날")), rows)


def _memberships(user: User) -> Section:
    found = Member.objects.filter(user=user).select_related("cooperative").order_by("cooperative__name", "number")
    rows = [
        (row.cooperative.name, row.number, row.get_stakeholder_display(), row.starts_on, row.ends_on) for row in found
    ]
    why = _(
        "협동조합은 조합원 명부를 두어야 합니다(협동조합기본법 제49조·제96조). 떠난 뒤에도 환급과 회계를 위해 남깁니다."
    )
    columns = (_("협동조합"), _("조합원 번호"), _("조합원 유형"), _("가입일"), _("탈퇴일"))
    return Section("cooperatives", _("협동조합 조합원 자격"), why, columns, rows)
