"""Other actions rest on a resolution: they ask here before they act."""

from socialgoods.cooperative.actions.refusal import require_lawful
from socialgoods.cooperative.models import AgendaItem, Member
from socialgoods.cooperative.queries import resolution as queries
from socialgoods.cooperative.rules import resolution as rules


def require_passed(item: AgendaItem | None, subject: str, about: Member | None = None) -> None:
    """`NotLawful` unless the item is about this (and this member), and was passed."""
    reasons = rules.reasons_against_resting_on(
        wanted=subject,
        found=item.subject if item is not None else "",
        is_passed=item is not None and queries.passed(item),
        is_about_another=about is not None and item is not None and item.about_id != about.pk,
    )
    require_lawful(reasons)
