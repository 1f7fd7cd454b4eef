"""The auditor reads the year's documents before the assembly does."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel.formats import seoul_date


def article(*, is_social: bool) -> str:
    return act(100) if is_social else act(52)


def due_on(assembly_on: date, days: int) -> date:
    """The last day on which the documents may be handed to the auditor."""
    return assembly_on - timedelta(days=days)


def reasons_against(
    *, audited_on: date | None, assembly_on: date, days: int, has_opinion: bool, has_auditor: bool, is_social: bool
) -> list[Reason]:
    """May the assembly of that day decide on the accounts? Where the articles do without an auditor, nobody is asked."""
    if not has_auditor:
        return []
    if audited_on is None or audited_on > due_on(assembly_on, days):
        text = _(
            "결산 서류는 정기총회 %(days)s일 전인 %(day)s까지 감사에게 내야 합니다. 총회를 그 뒤로 다시 소집해 주세요."
        )
        said = text % {"days": days, "day": seoul_date(due_on(assembly_on, days))}
        return [Reason(said, article(is_social=is_social))]
    if not has_opinion:
        return [Reason(_("감사의 의견이 없습니다. 감사 의견을 먼저 적어 주세요."), article(is_social=is_social))]
    return []
