"""What the actions of the register share: the co-operative locked, its books, and keys that are used once."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.models import AgendaItem, Cooperative, Member
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules.law import Reason
from socialgoods.ledger.actions import keeper as keepers
from socialgoods.ledger.actions.entity import open_entity
from socialgoods.ledger.actions.post import Draft, Line, post
from socialgoods.ledger.models import Entity, EntityKind, Entry
from socialgoods.people.models import User


def locked(cooperative: Cooperative) -> Cooperative:
    """Its row, held until the transaction ends: who draws on the count of shares or of members waits for the one before."""
    return Cooperative.objects.select_for_update().get(pk=cooperative.pk)


def books(cooperative: Cooperative, *, on: date, by: User | None, at: datetime) -> Entity:
    """Opened when the first shares are paid, from the day on which the founding was begun."""
    if cooperative.entity is None:
        cooperative.entity = open_entity(
            code=cooperative.code, name=cooperative.name, kind=EntityKind.COOPERATIVE, party=f"cooperative:{cooperative.pk}",
            opened_on=min(cooperative.begun_on, on), end_month=articles_on(cooperative, on).end_month, by=by, at=at,
        )  # fmt: skip
        cooperative.save(update_fields=["entity"])
        for steward in cooperative.stewards.filter(ends_on=None).select_related("user"):
            keepers.appoint(
                entity=cooperative.entity, user=steward.user, starts_on=max(steward.starts_on, cooperative.entity.opened_on), by=by, at=at
            )  # fmt: skip
    return cooperative.entity


def entity_of(cooperative: Cooperative) -> Entity:
    """Where shares were paid there are books."""
    if cooperative.entity is None:
        raise Entity.DoesNotExist(f"{cooperative.code} has no books")
    return cooperative.entity


def party(member: Member) -> str:
    """As the books show it: by the number in the register, which is never given twice."""
    return f"조합원 {member.number}"


def write(
    entity: Entity, day: date, text: str, lines: list[Line], *, key: str, origin: str, by: User | None, at: datetime
) -> Entry:
    """One entry. Lines of nothing are left out."""
    draft = Draft(day, text[:200], [line for line in lines if line.amount], key, origin)
    return post(entity=entity, drafts=[draft], by=by, at=at)[0]


def same_or_refuse(row: Any, **facts: Any) -> Any:
    """The row that a key stands for already, if it says the same."""
    if all(getattr(row, name) == value for name, value in facts.items()):
        return row
    text = _("같은 요청이 다른 내용으로 이미 처리되었습니다. 새로 고친 뒤 다시 적어 주세요.")
    raise NotLawful([Reason(text, _("한 번만 적기"))])


def is_resolved(item: AgendaItem | None, subject: str, cooperative: Cooperative, about: Member | None = None) -> bool:
    """The assembly of this co-operative passed it, and, where it names a member, this one."""
    from socialgoods.cooperative.queries.resolution import passed

    return (
        item is not None
        and item.subject == subject
        and item.assembly.cooperative_id == cooperative.pk
        and (about is None or item.about_id in (None, about.pk))
        and passed(item)
    )
