"""The steps of a founding: who begins, who joins, what was filed and accepted, until the registration."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions import member as members
from socialgoods.cooperative.actions import subscription as subscriptions
from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.actions.roll import make_roll
from socialgoods.cooperative.actions.shared import locked
from socialgoods.cooperative.models import (
    Articles,
    AssemblyState,
    Consent,
    Cooperative,
    CooperativeState,
    FoundingStep,
    Member,
    Promoter,
    Relation,
    RelationKind,
    Steward,
)
from socialgoods.cooperative.queries import founding as queries
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import founding as rules
from socialgoods.cooperative.rules.articles import reasons_against_articles
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.cooperative.states import COOPERATIVE_MOVES
from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.kernel.states import move
from socialgoods.people.models import User
from socialgoods.registry.actions import organization as organizations
from socialgoods.registry.models import Organization


@transaction.atomic
def begin(
    *, code: str, name: str, kind: str, main_business: str = "", in_gun: bool = True, is_federation: bool = False, purpose: str = "",
    articles: Mapping[str, Any] | None = None, organization: Organization | None = None, steward: User | None, begun_on: date,
    by: User | None, at: datetime,
) -> Cooperative:  # fmt: skip
    """A founding with its first articles; whoever begins it runs its pages. Asked again with the same code, the same."""
    there = Cooperative.objects.filter(code=code).first()
    if there is not None:
        return there
    if organization is not None and Cooperative.objects.filter(organization=organization).exists():
        raise NotLawful([Reason(_("이 조직은 이미 이곳에서 조합을 꾸리고 있습니다."), act(15, 1))])
    row, is_new = Cooperative.objects.get_or_create(
        code=code,
        defaults={
            "name": name.strip(), "kind": kind, "main_business": main_business, "in_gun": in_gun, "is_federation": is_federation,
            "purpose": purpose.strip(), "organization": organization, "begun_on": begun_on,
        },
    )  # fmt: skip
    if not is_new:
        return row
    require_lawful(
        rules.reasons_against_name(
            row.name,
            is_social=row.is_social,
            is_federation=is_federation,
            is_taken=queries.is_name_taken(row.name, but=row),
        )
    )
    set_articles(cooperative=row, variables=articles or {}, starts_on=begun_on, by=by, at=at)
    if steward is not None:
        Steward.objects.create(cooperative=row, user=steward, starts_on=begun_on)
    events.record("cooperative.founding.begun", row, by=by, at=at, code=code)
    return row


@transaction.atomic
def set_articles(
    *, cooperative: Cooperative, variables: Mapping[str, Any], starts_on: date, by: User | None, at: datetime
) -> Articles:
    """During the founding they are a draft that may be changed; later only a resolution changes them (`actions.articles`)."""
    row = locked(cooperative)
    if row.state != CooperativeState.FOUNDING:
        text = _("창립총회를 마친 뒤에는 총회의 의결로만 정관을 바꿀 수 있습니다.")
        raise NotLawful([Reason(text, act(29, 1, item="1"))])
    _require_undecided(row)
    draft = row.articles.first() or Articles(
        cooperative=row, starts_on=starts_on, reserve_percent=30 if row.is_social else 10
    )
    for name, value in variables.items():
        setattr(draft, name, value)
    require_lawful(reasons_against_articles(draft, is_social=row.is_social))
    draft.save()
    events.record("cooperative.articles.drafted", row, by=by, at=at, changed=sorted(variables))
    return draft


@transaction.atomic
def describe(*, cooperative: Cooperative, fields: Mapping[str, Any], by: User | None, at: datetime) -> None:
    """Name, purpose, main business and office: as long as the founding lasts."""
    row = locked(cooperative)
    _require_founding(row)
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    require_lawful(
        rules.reasons_against_name(
            row.name, is_social=row.is_social, is_federation=row.is_federation,
            is_taken=queries.is_name_taken(row.name, but=row),
        )
    )  # fmt: skip
    if changed:
        row.save(update_fields=changed)
        events.record("cooperative.founding.described", row, by=by, at=at, changed=sorted(changed))


@transaction.atomic
def add_promoter(
    *, cooperative: Cooperative, organization: Organization | None = None, user: User | None = None, name: str = "",
    stakeholder: str, joined_on: date, by: User | None, at: datetime,
) -> Promoter:  # fmt: skip
    row = locked(cooperative)
    _require_founding(row)
    name = _name(organization, user, name)
    if _is_there(row.promoters.all(), organization, user, name):
        raise NotLawful([Reason(_("이미 발기인으로 적혀 있습니다."), act(15, 1))])
    made = Promoter.objects.create(
        cooperative=row, organization=organization, user=user, name=name, stakeholder=stakeholder, joined_on=joined_on
    )
    events.record("cooperative.promoter.added", made, by=by, at=at, cooperative=row.code)
    return made


@transaction.atomic
def remove_promoter(*, promoter: Promoter, by: User | None, at: datetime) -> None:
    row = locked(promoter.cooperative)
    _require_founding(row)
    if not Promoter.objects.filter(pk=promoter.pk).exists():
        return
    events.record("cooperative.promoter.removed", row, by=by, at=at, promoter=promoter.pk)
    promoter.delete()


@transaction.atomic
def file_consent(
    *, cooperative: Cooperative, organization: Organization | None = None, user: User | None = None, name: str = "",
    stakeholder: str, shares: int, related_to: Consent | None = None, filed_on: date, by: User | None, at: datetime,
) -> Consent:  # fmt: skip
    """A signed form, on paper or here. Once an assembly is open nobody joins its roll any more."""
    row = locked(cooperative)
    _require_founding(row)
    name = _name(organization, user, name)
    if shares < articles_on(row, filed_on).least_shares:
        text = _("정관 초안이 정한 최소 좌수 %(least)s좌 이상 약속해 주세요.")
        raise NotLawful([Reason(text % {"least": articles_on(row, filed_on).least_shares}, act(22, 1))])
    if _is_there(row.consents.filter(withdrawn_on=None), organization, user, name):
        raise NotLawful([Reason(_("이미 설립동의서를 내셨습니다."), act(15, 1))])
    made = Consent.objects.create(
        cooperative=row, organization=organization, user=user, name=name, stakeholder=stakeholder, shares=shares,
        related_to=related_to, filed_on=filed_on,
    )  # fmt: skip
    _keep_roll(row)
    events.record("cooperative.consent.filed", made, by=by, at=at, cooperative=row.code, shares=shares)
    return made


@transaction.atomic
def withdraw_consent(*, consent: Consent, on: date, by: User | None, at: datetime) -> None:
    row = locked(consent.cooperative)
    _require_founding(row)
    Consent.objects.filter(pk=consent.pk, withdrawn_on=None).update(withdrawn_on=on)
    _keep_roll(row)
    events.record("cooperative.consent.withdrawn", consent, by=by, at=at, cooperative=row.code)


@transaction.atomic
def finish_assembly(*, cooperative: Cooperative, by: User | None, at: datetime) -> Cooperative:
    """The founding assembly decided, and its minutes are signed."""
    row = locked(cooperative)
    on = seoul_day(at)
    state, figures = queries.state_on(row, on), queries.figures_on(row, on)
    needed = ("promoters", "articles", "consents", "notice", "assembly", "minutes")
    steps = {step.key: step for step in rules.path(state, figures)}
    require_lawful([reason for key in needed for reason in steps[key].reasons])
    return _moved(row, CooperativeState.ASSEMBLED, "assembly", state.held_on or on, by=by, at=at)


@transaction.atomic
def file(*, cooperative: Cooperative, on: date, note: str = "", by: User | None, at: datetime) -> Cooperative:
    """Reported to the governor, or the approval applied for."""
    row = locked(cooperative)
    _require_not_ahead(on, at)
    return _moved(row, CooperativeState.FILED, "filing", on, note=note, by=by, at=at, filed_on=on)


@transaction.atomic
def accept(
    *, cooperative: Cooperative, on: date, number: str = "", is_deemed: bool = False, by: User | None, at: datetime
) -> Cooperative:
    """Accepted, approved, or deemed so: those who consented become members, what they promised their subscriptions."""
    row = locked(cooperative)
    _require_not_ahead(on, at)
    if row.filed_on is not None and on < row.filed_on:
        raise NotLawful([Reason(_("서류를 낸 날보다 이릅니다."), act(15, 2))])
    if is_deemed:
        require_lawful(rules.reasons_against_deeming(queries.state_on(row, on), queries.figures_on(row, on)))
    note = _("기한이 지나 받아들인 것으로 봄") if is_deemed else number
    row = _moved(
        row,
        CooperativeState.ACCEPTED,
        "acceptance",
        on,
        note=note,
        by=by,
        at=at,
        accepted_on=on,
        accepted_number=number[:40],
    )
    joined_by: dict[int | None, Member] = {}
    for consent in row.consents.filter(withdrawn_on=None, member=None).order_by("pk"):
        joined = members.join(
            cooperative=row, organization=consent.organization, user=consent.user, name=consent.name,
            stakeholder=consent.stakeholder, starts_on=on, by=by, at=at,
        )  # fmt: skip
        Consent.objects.filter(pk=consent.pk).update(member=joined)
        joined_by[consent.pk] = joined
        if consent.related_to_id in joined_by:
            first = joined_by[consent.related_to_id]
            Relation.objects.create(member=first, other=joined, kind=RelationKind.OTHER, starts_on=on, by=by, at=at)
        subscriptions.subscribe(member=joined, shares=consent.shares, on=on, key=f"consent:{consent.pk}", by=by, at=at)
    return row


@transaction.atomic
def become_registered(
    *, cooperative: Cooperative, on: date, organization: Organization | None = None, fields: Mapping[str, Any] | None = None,
    by: User | None, at: datetime,
) -> Cooperative:  # fmt: skip
    """In the registry of the court; from now on it is a legal person. Its record among the organisations is named or made."""
    row = locked(cooperative)
    _require_not_ahead(on, at)
    state, figures = queries.state_on(row, on), queries.figures_on(row, on)
    require_lawful(rules.step("payment", state, figures).reasons)
    require_lawful(rules.reasons_against_founding_holdings(state.holdings, state.cap))
    row.organization = organization or row.organization
    if organization is not None and Cooperative.objects.filter(organization=organization).exclude(pk=row.pk).exists():
        raise NotLawful([Reason(_("이 조직은 이미 다른 조합의 기록입니다. 다른 조직을 골라 주세요."), act(61))])
    if row.organization is None and fields is not None and by is not None:
        row.organization = organizations.register(
            fields={
                "name": row.name, "kind": "social_cooperative" if row.is_social else "cooperative",
                "legal_form": "social_cooperative" if row.is_social else "cooperative", "founded_on": on, **fields,
            },
            by=by,
            at=at,
        )  # fmt: skip
    if row.organization is not None:
        row.save(update_fields=["organization"])
    return _moved(row, CooperativeState.REGISTERED, "registration", on, by=by, at=at, registered_on=on)


@transaction.atomic
def abandon(*, cooperative: Cooperative, on: date, reason: str, by: User | None, at: datetime) -> Cooperative:
    """The founding is given up, as long as nothing was paid."""
    row = locked(cooperative)
    if row.members.filter(lots__ends_on=None, lots__isnull=False).exists():
        raise NotLawful([Reason(_("출자금을 받은 조합은 그만둘 수 없습니다. 먼저 돌려주거나 해산해 주세요."), act(57))])
    return _moved(row, CooperativeState.ABANDONED, "abandoned", on, note=reason, by=by, at=at, closed_on=on)


def _moved(
    row: Cooperative, to: str, step: str, on: date, *, note: str = "", by: User | None, at: datetime, **changes: Any
) -> Cooperative:
    move(row, to, table=COOPERATIVE_MOVES, **changes)
    FoundingStep.objects.update_or_create(
        cooperative=row, step=step, defaults={"done_on": on, "note": note[:300], "by": by, "at": at}
    )
    events.record(f"cooperative.founding.{to}", row, by=by, at=at, on=on.isoformat())
    return row


def _require_founding(row: Cooperative) -> None:
    if row.state != CooperativeState.FOUNDING:
        raise NotLawful([Reason(_("설립을 준비하는 동안에만 바꿀 수 있습니다."), act(15, 1))])
    assembly = queries.founding_assembly(row)
    if assembly is not None and assembly.state in {"open", "closed", "signed"}:
        raise NotLawful([Reason(_("창립총회를 연 뒤에는 바꿀 수 없습니다."), act(15, 1))])


def _keep_roll(row: Cooperative) -> None:
    """Once the assembly is called, who consents may send somebody to it at once."""
    assembly = queries.founding_assembly(row)
    if assembly is not None and assembly.state == AssemblyState.CALLED:
        make_roll(assembly)


def _require_undecided(row: Cooperative) -> None:
    """What the founding assembly decided on stays as it was put to the vote."""
    assembly = queries.founding_assembly(row)
    if assembly is not None and assembly.items.filter(subject="founding", is_passed=True).exists():
        text = _("창립총회가 이 정관으로 설립을 의결했습니다. 이제 총회의 의결로만 바꿀 수 있습니다.")
        raise NotLawful([Reason(text, act(29, 1, item="1"))])


def _require_not_ahead(on: date, at: datetime) -> None:
    if on > seoul_day(at):
        raise NotLawful([Reason(_("아직 오지 않은 날입니다. 오늘까지의 날을 적어 주세요."), _("날짜"))])


def _name(organization: Organization | None, user: User | None, name: str) -> str:
    found = name.strip() or (organization.name if organization else user.name if user else "")
    if not found:
        raise NotLawful([Reason(_("누구인지 적어 주세요."), act(15, 1))])
    return found[:120]


def _is_there(rows: Any, organization: Organization | None, user: User | None, name: str) -> bool:
    if organization is not None:
        return bool(rows.filter(organization=organization).exists())
    if user is not None:
        return bool(rows.filter(user=user, organization=None).exists())
    return bool(rows.filter(name=name, organization=None, user=None).exists())
