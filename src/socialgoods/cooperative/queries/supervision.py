"""What supervision would find (§70의2, §111): told early, so that it does not come to that."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from socialgoods.cooperative import founding_parameters as parameters
from socialgoods.cooperative.models import Cooperative, CooperativeState, Member
from socialgoods.cooperative.queries.assembly import lacks_ordinary, last_ordinary
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules.law import Reason
from socialgoods.cooperative.rules.supervision import Facts, warnings
from socialgoods.kernel.periods import FiscalYear, add_months, seoul_day
from socialgoods.ledger.models import Entry


def of(cooperative: Cooperative, on: date) -> list[Reason]:
    """Nothing of one that is not registered yet, or not any more."""
    if cooperative.state != CooperativeState.REGISTERED or cooperative.registered_on is None:
        return []
    social = int(cooperative.is_social)
    last = last_ordinary(cooperative)
    entries = Entry.objects.sealed().filter(entity=cooperative.entity) if cooperative.entity else Entry.objects.none()
    busy = entries.filter(postings__account__kind__in=["income", "expense"]).order_by("-day").first()
    few = parameters.FEW_MEMBERS_YEARS.on(on)[social]
    return warnings(
        Facts(
            on=on, is_social=cooperative.is_social, registered_on=cooperative.registered_on,
            members=Member.objects.running_on(on).filter(cooperative=cooperative).count(),
            were_few=_were_few(cooperative, on, few), few_years=few,
            last_assembly_on=seoul_day(last.held_at) if last else None,
            assembly_years=parameters.NO_ASSEMBLY_YEARS.on(on), last_business_on=busy.day if busy else None,
            business_years=parameters.NO_BUSINESS_YEARS.on(on)[social],
            lacks_year=lacks_ordinary(cooperative, on, articles_on(cooperative, on).end_month),
        )
    )  # fmt: skip


def _were_few(cooperative: Cooperative, on: date, years: int) -> bool:
    """Under five members all that time, looked at month by month."""
    days = [add_months(on, -month) for month in range(12 * years + 1)]
    rows = Member.objects.filter(cooperative=cooperative)
    return all(
        day >= (cooperative.registered_on or on) and rows.running_on(day).count() < 5 for day in (days[0], days[-1])
    ) and all(rows.running_on(day).count() < 5 for day in days)


def share_total_due(cooperative: Cooperative, on: date) -> tuple[date, str] | None:
    """The total of shares at the year's end is registered within three months (§64②)."""
    if cooperative.registered_on is None:
        return None
    end_month = articles_on(cooperative, on).end_month
    ended = FiscalYear(FiscalYear.of(on, end_month).year - 1, end_month)
    due = add_months(ended.ends_on, parameters.SHARE_TOTAL_MONTHS.on(on))
    if cooperative.registered_on >= ended.ends_on or on > due + timedelta(days=60):
        return None
    return due, _("%(year)s년 말의 출자 총좌수와 낸 출자금을 %(due)s까지 변경등기해 주세요.") % {
        "year": ended.year,
        "due": due,
    }
