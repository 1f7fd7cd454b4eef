"""What supervision would find (§70의2, §111): told early, so that it does not come to that."""

from datetime import date

from socialgoods.cooperative import founding_parameters as parameters
from socialgoods.cooperative.models import Cooperative, CooperativeState, Member
from socialgoods.cooperative.queries.assembly import lacks_ordinary, last_ordinary
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules.law import Reason
from socialgoods.cooperative.rules.supervision import LEAST, Facts, few_since, warnings
from socialgoods.kernel.periods import seoul_day
from socialgoods.ledger.models import Entry


def of(cooperative: Cooperative, on: date) -> list[Reason]:
    """Nothing of one that is not registered yet, or not any more."""
    if cooperative.state != CooperativeState.REGISTERED or cooperative.registered_on is None:
        return []
    social = int(cooperative.is_social)
    last = last_ordinary(cooperative)
    entries = Entry.objects.sealed().filter(entity=cooperative.entity) if cooperative.entity else Entry.objects.none()
    busy = entries.filter(postings__account__kind__in=["income", "expense"]).order_by("-day").first()
    spans = Member.objects.filter(cooperative=cooperative).order_by().values_list("starts_on", "ends_on")
    members = Member.objects.running_on(on).filter(cooperative=cooperative).count()
    few = few_since(spans, on=on, from_day=cooperative.registered_on) if members < LEAST else None
    return warnings(
        Facts(
            on=on, is_social=cooperative.is_social, registered_on=cooperative.registered_on,
            members=members, few_since=few, few_years=parameters.FEW_MEMBERS_YEARS.on(on)[social],
            last_assembly_on=seoul_day(last.held_at) if last else None,
            assembly_years=parameters.NO_ASSEMBLY_YEARS.on(on), last_business_on=busy.day if busy else None,
            business_years=parameters.NO_BUSINESS_YEARS.on(on)[social],
            lacks_year=lacks_ordinary(cooperative, on, articles_on(cooperative, on).end_month),
        )
    )  # fmt: skip
