"""What the registry knows about a person, for the person's own page and export."""

from django.utils.translation import gettext as _

from socialgoods.people.known import Section
from socialgoods.people.models import User
from socialgoods.registry.models import Caseload, Representation


def registry_sections(user: User) -> list[Section]:
    return [_representations(user), _caseload(user)]


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
