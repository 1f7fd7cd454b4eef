"""What is waiting on somebody's desk, by role: what, how many, since or until when, and where to go.

Every address on a desk is one that its owner may open; a test walks them all.
"""

from datetime import date
from typing import Any

from socialgoods.people import permissions as people
from socialgoods.portal.queries.desk import county, roles
from socialgoods.portal.queries.desk.tasks import Desk


def desk_of(user: Any, on: date) -> Desk:
    desk = Desk()
    if people.is_officer(user, on):
        county.lay(desk, user, on)
    if people.is_coordinator(user, on):
        county.lay_people(desk, on)
    if people.is_advisor(user, on):
        roles.lay_cases(desk, user, on)
    if people.is_auditor(user, on):
        roles.lay_audit(desk)
    if people.is_network_staff(user, on):
        roles.lay_network(desk)
    if people.is_partner(user, on):
        roles.lay_partner(desk)
    if people.is_helper(user, on):
        roles.lay_counter(desk)
    return desk
