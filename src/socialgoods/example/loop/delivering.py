"""What was promised is delivered within the year, once, and written as support given."""

from datetime import date, timedelta

from socialgoods.example.loop.cases import CENTRE, said
from socialgoods.example.loop.days import moment
from socialgoods.example.world import stream
from socialgoods.kernel.periods import seoul_day
from socialgoods.people.models import User
from socialgoods.support.actions import commitment
from socialgoods.support.models import RUNNING, Commitment
from socialgoods.support.queries.commitment import standing

CLOSED = "조직이 활동을 멈추어 더 전달하지 않습니다."


def deliver_year(year: int, *, seed: int, advisor: User) -> int:
    """Promises of the year that still run; what an advisor has delivered of them already counts. How many were finished."""
    rows = Commitment.objects.filter(year=year, state__in=RUNNING).select_related("organization", "measure")
    count = 0
    for row in rows.order_by("pk"):
        now = standing(row)
        if row.organization.status != "active":
            _end(row, has_begun=bool(now.deliveries), advisor=advisor, year=year)
        elif now.deliveries and not now.left:
            commitment.finish(commitment=row, by=advisor, at=moment(_day(row, seed), 18))
            count += 1
        else:
            _deliver(row, now.left, is_rest=bool(now.deliveries), on=_day(row, seed), advisor=advisor)
            count += 1
    return count


def _day(row: Commitment, seed: int) -> date:
    """After the promise and what was delivered of it, within the year."""
    days = stream(seed, f"delivery/{row.year}/{row.organization.code}/{row.measure.code}").randint(20, 140)
    begun = max([seoul_day(row.promised_at), *row.deliveries.values_list("delivered_on", flat=True)])
    return max(begun, min(begun + timedelta(days=days), date(row.year, 12, 20)))


def _deliver(row: Commitment, left: int, *, is_rest: bool, on: date, advisor: User) -> None:
    commitment.deliver(
        commitment=row, delivered_on=on, what=said(row.measure.code, int(is_rest), 1 + is_rest), cost=left,
        provider=row.carried_by or CENTRE, key=f"example:{row.pk}:{on.year}", is_last=True, by=advisor, at=moment(on, 18),
    )  # fmt: skip


def _end(row: Commitment, *, has_begun: bool, advisor: User, year: int) -> None:
    at = moment(date(year, 12, 20))
    if has_begun:
        commitment.finish(commitment=row, reason=CLOSED, by=advisor, at=at)
    else:
        commitment.cancel(commitment=row, reason=CLOSED, by=advisor, at=at)
