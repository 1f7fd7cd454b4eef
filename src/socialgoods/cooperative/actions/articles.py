"""After the founding only the assembly changes the articles, by two thirds of those present (§29①1)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.actions.resolution import require_passed
from socialgoods.cooperative.actions.shared import locked
from socialgoods.cooperative.models import AgendaItem, Articles, Cooperative
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.queries.founding import is_name_taken
from socialgoods.cooperative.rules.articles import reasons_against_articles
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.cooperative.rules.naming import reasons_against_name
from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.people.models import User


@transaction.atomic
def change(
    *,
    cooperative: Cooperative,
    variables: Mapping[str, Any],
    starts_on: date,
    item: AgendaItem | None,
    itself: Mapping[str, str] | None = None,
    by: User | None,
    at: datetime,
) -> Articles:
    """A new row from a day on; what held before stays as it was. `itself`: name, purpose and office, which stand in the articles too."""
    row = locked(cooperative)
    require_passed(item, "articles")
    if item is not None and item.assembly.cooperative_id != row.pk:
        raise NotLawful([Reason(_("이 조합의 총회가 의결한 안건이 아닙니다."), act(29, 1, item="1"))])
    last = row.articles.first()
    if last is not None and starts_on <= last.starts_on:
        text = _("지금 정관의 시행일보다 뒤의 날을 적어 주세요.")
        raise NotLawful([Reason(text, act(29, 1, item="1"))])
    before = model_to_dict(articles_on(row, starts_on), exclude=["id", "cooperative", "starts_on", "item"])
    made = Articles(cooperative=row, starts_on=starts_on, item=item, **{**before, **variables})
    require_lawful(reasons_against_articles(made, is_social=row.is_social))
    _change_itself(row, made, itself or {}, today=seoul_day(at))
    made.save()
    changed = sorted(name for name, value in variables.items() if before.get(name) != value)
    events.record("cooperative.articles.changed", made, by=by, at=at, cooperative=row.code, changed=changed)
    return made


ITSELF = ("name", "purpose", "office")


def _change_itself(row: Cooperative, made: Articles, itself: Mapping[str, str], *, today: date) -> None:
    """What older articles said stays readable: they are given the old words before the new ones hold."""
    old = {name: getattr(row, name) for name in ITSELF}
    new = {name: text.strip() for name, text in itself.items() if name in ITSELF and text.strip() != old[name]}
    if not new:
        return
    if made.starts_on > today:
        text = _("이름, 목적, 사무소는 시행일이 된 뒤에 바꿔 적어 주세요.")
        raise NotLawful([Reason(text, act(29, 1, item="1"))])
    for each in row.articles.all():
        Articles.objects.filter(pk=each.pk).update(more={**old, **each.more})
    made.more = {**old, **made.more, **new}
    for name, text in new.items():
        setattr(row, name, text)
    require_lawful(
        reasons_against_name(
            row.name,
            is_social=row.is_social,
            is_federation=row.is_federation,
            is_taken=is_name_taken(row.name, but=row),
        )
    )
    row.save(update_fields=list(new))
