"""The plan for a resident: in plain words, what came of it, and what is near by."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from socialgoods.places.models import District
from socialgoods.portal.queries import overview
from socialgoods.portal.queries.desk.tasks import Desk
from socialgoods.portal.queries.plain import plain_words
from socialgoods.portal.queries.plan import county_plan
from socialgoods.portal.queries.public import Decided, Learnt, decided, learnt


@dataclass(frozen=True)
class Near:
    """Organisations where a resident lives; without a district the page asks for it."""

    district: District | None
    organizations: int


@dataclass
class ResidentDesk(Desk):
    near: Near | None = None
    words: list[SafeString] = field(default_factory=list)
    """The plan in at most five sentences."""
    decided: Decided | None = None
    learnt: Learnt | None = None
    picture: overview.CountyPicture | None = None


def lay(user: Any, on: date, _of: str = "") -> ResidentDesk:
    counts = overview.overview(on=on).by_district
    plan = county_plan(on=on)
    return ResidentDesk(
        _("주민"),
        lede=_("우리 군이 어디까지 왔는지, 가까이에 무엇이 있는지 보여 드립니다."),
        plan=plan,
        near=Near(user.district, counts.get(user.district_id, 0)),
        words=plain_words(plan),
        decided=decided(on=on),
        learnt=learnt(on=on),
        picture=overview.picture(counts) if counts else None,
    )
