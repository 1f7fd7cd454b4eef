"""The county's plan with its owner, and the one figure that somebody has to enter by hand."""

from datetime import date, datetime
from decimal import Decimal

from socialgoods.people.models import Department, User
from socialgoods.plan.actions.observation import enter
from socialgoods.plan.actions.setup import write_plan
from socialgoods.plan.actions.steering import set_owner
from socialgoods.plan.models import Indicator, Reading

PAID_IN = {2017: 320_000_000}
SOURCE = "(예시) 지역 신협과의 협약서, 연말 잔액증명"


def write(*, owner: User, at: datetime) -> None:
    plan = write_plan(at=at)
    department = Department.objects.filter(name="사회적경제과").first()
    for indicator in Indicator.objects.filter(plan=plan):
        set_owner(indicator=indicator, department=department, owner=owner, by=owner, at=at)
    reading = Reading.objects.get(key="social_finance")
    for year, won in PAID_IN.items():
        enter(
            reading=reading, year=year, value=Decimal(won), observed_on=date(year, 12, 31), source=SOURCE, by=owner, at=at
        )  # fmt: skip
