"""Officers take office, step down, and are recalled by the assembly."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative import year_parameters as parameters
from socialgoods.cooperative.actions import reading
from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.actions.resolution import require_passed
from socialgoods.cooperative.actions.shared import locked
from socialgoods.cooperative.models import AgendaItem, Cooperative, Member, Nominee, Office, Officer, Recall
from socialgoods.cooperative.queries import officers as queries
from socialgoods.cooperative.queries import resolution as resolutions
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import officers as rules
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel import events
from socialgoods.kernel.formats import seoul_date
from socialgoods.kernel.periods import seoul_day
from socialgoods.people.models import User


@transaction.atomic
def elect(
    *, item: AgendaItem, starts_on: date, term_ends_on: date | None = None, by: User | None, at: datetime
) -> list[Officer]:
    """Whoever the item elected takes the office it was about; who has taken it already keeps it."""
    return [
        take_office(
            cooperative=item.assembly.cooperative, office=item.office, nominee=nominee, starts_on=starts_on,
            term_ends_on=term_ends_on, by=by, at=at,
        )
        for nominee in resolutions.elected(item)
    ]  # fmt: skip


@transaction.atomic
def take_office(
    *, cooperative: Cooperative, office: str, starts_on: date, nominee: Nominee | None = None, item: AgendaItem | None = None,
    member: Member | None = None, user: User | None = None, name: str = "", term_ends_on: date | None = None,
    is_employee: bool | None = None, chairs_elsewhere: bool = False, staff: int | None = None, by: User | None, at: datetime,
) -> Officer:  # fmt: skip
    """From a day on, for the articles' term. Who was elected here is named by `nominee`; others by the item that elected them.

    The term before of the same person, and a chair whose term is over, end on that day; a director who becomes chair leaves the
    director's seat. `staff` is how many employees there are in all, where the register does not know those who are not members.
    """
    cooperative = locked(cooperative)
    consent = nominee.consent if nominee is not None else None
    if nominee is not None:
        there = Officer.objects.filter(nominee=nominee).first()
        if there is not None:
            return there
        item, office = nominee.item, nominee.item.office or office
        member = nominee.member or (consent.member if consent else None)
        user = user or (consent.user if consent else None)
        name = name or nominee.name
    name = (name or (member.name if member else "") or (user.name if user else ""))[:120]
    user = user or (member.user if member else None)
    if is_employee is None:
        is_employee = member is not None and member.is_employee
    ends_on = term_ends_on or rules.term_ends_on(starts_on, articles_on(cooperative, starts_on).term_years)
    require_lawful(
        _against_ground(cooperative, item, nominee, name)
        + _against_term(cooperative, starts_on, ends_on)
        + _against_person(
            cooperative,
            office,
            member,
            user,
            name,
            starts_on,
            is_employee,
            chairs_elsewhere,
            staff,
            is_founder=consent is not None and consent.withdrawn_on is None,
        )
    )
    _make_room(cooperative, office, member, user, name, starts_on, by=by, at=at)
    row = Officer.objects.create(
        cooperative=cooperative, office=office, name=name, member=member, user=user, is_employee=is_employee,
        chairs_elsewhere=chairs_elsewhere, item=item, nominee=nominee, starts_on=starts_on, term_ends_on=ends_on,
    )  # fmt: skip
    reading.begin(row, by=by, at=at)
    events.record(
        "cooperative.officer.took_office", row, by=by, at=at, office=office, person=name, on=starts_on.isoformat()
    )
    return row


def _against_ground(
    cooperative: Cooperative, item: AgendaItem | None, nominee: Nominee | None, name: str
) -> list[Reason]:
    reasons = []
    if not name:
        reasons.append(Reason(_("임원의 이름을 적어 주세요."), act(34, 1)))
    if item is None or item.assembly.cooperative_id != cooperative.pk:
        reasons.append(Reason(_("임원은 이 조합의 총회에서 뽑습니다. 뽑은 안건을 골라 주세요."), act(34)))
    elif nominee is not None:
        if nominee.is_elected is not True or item.state != "done":
            reasons.append(Reason(_("%(name)s님은 당선되지 않았습니다.") % {"name": name}, act(34)))
    elif not resolutions.passed(item):
        reasons.append(Reason(_("임원을 뽑은 안건이 아직 가결되지 않았습니다."), act(34)))
    elif item.subject not in {"officers", "founding"}:
        reasons.append(Reason(_("임원을 뽑은 안건이 아닙니다. 뽑은 안건을 골라 주세요."), act(34)))
    return reasons


def _against_term(cooperative: Cooperative, starts_on: date, ends_on: date) -> list[Reason]:
    articles = articles_on(cooperative, starts_on)
    most = parameters.TERM_YEARS_MOST.on(max(starts_on, parameters.IN_FORCE))
    return rules.reasons_against_term(starts_on, ends_on, years=articles.term_years, most_years=most)


def _against_person(
    cooperative: Cooperative, office: str, member: Member | None, user: User | None, name: str, starts_on: date,
    is_employee: bool, chairs_elsewhere: bool, staff: int | None, *, is_founder: bool,
) -> list[Reason]:  # fmt: skip
    """A founder who filed a consent form is elected before the shares are paid and the membership begins."""
    who: dict[str, Any] = {"member": member, "user_id": user.pk if user else None, "name": name}
    person = queries.same_person(cooperative, **who).values("pk")
    own = Officer.objects.running_on(starts_on).filter(pk__in=person).values_list("pk", "office")
    running = queries.officers_on(cooperative, starts_on)
    holds = next((held for _pk, held in own if held != office), "")
    is_member = (member is not None and (member.ends_on is None or member.ends_on > starts_on)) or is_founder
    elsewhere = chairs_elsewhere or (
        office == Office.CHAIR
        and user is not None
        and Officer.objects.running_on(starts_on)
        .filter(user=user, office=Office.CHAIR)
        .exclude(cooperative=cooperative)
        .exists()
    )
    candidate = rules.Candidate(
        office=office, is_employee=is_employee, is_member=is_member, chairs_elsewhere=elsewhere, holds=holds,
        chair_terms_before=queries.chair_terms_before(cooperative, starts_on=starts_on, **who) if office == Office.CHAIR else 0,
    )  # fmt: skip
    mine = {pk for pk, _office in own}
    others = [row for row in running if row.pk not in mine and not _is_followed(row, office, starts_on)]
    reasons = rules.reasons_against_office(
        candidate, _house(cooperative, candidate, others, starts_on, staff), _limits(starts_on)
    )
    if office == Office.CHAIR:
        reasons += [
            Reason(
                _("%(name)s 이사장의 임기가 %(day)s까지 남아 있습니다. 먼저 물러난 날을 적어 주세요.")
                % {"name": row.name, "day": seoul_date(row.term_ends_on)},
                act(34, 1),
            )
            for row in others
            if row.office == Office.CHAIR
        ]
    return reasons


def _is_followed(row: Officer, office: str, starts_on: date) -> bool:
    """Whose term is over makes room for a chair."""
    return row.office == office == Office.CHAIR and row.term_ends_on <= starts_on


def _house(
    cooperative: Cooperative, who: rules.Candidate, others: list[Officer], on: date, staff: int | None
) -> rules.House:
    members = Member.objects.running_on(on).filter(cooperative=cooperative)
    employees = members.filter(is_employee=True).count()
    directors = [row for row in others if row.office != Office.AUDITOR]
    is_director = who.office != Office.AUDITOR
    return rules.House(
        is_social=cooperative.is_social,
        members=members.count(),
        employee_members=employees,
        staff=max(employees, staff or 0),
        directors=len(directors) + is_director,
        outside_directors=sum(row.is_outside for row in directors) + (is_director and not who.is_member),
        officers=len(others) + 1,
        employee_officers=sum(row.is_employee for row in others) + who.is_employee,
    )


def _limits(on: date) -> rules.Limits:
    day = max(on, parameters.IN_FORCE)
    return rules.Limits(
        reelections=parameters.CHAIR_REELECTIONS_MOST.on(day),
        term_years=parameters.TERM_YEARS_MOST.on(day),
        outside=parameters.OUTSIDE_DIRECTORS_MOST.on(day),
        staff_part=parameters.STAFF_PART.on(day),
        small=parameters.SMALL_COOPERATIVE.on(day),
        social_employees=parameters.SOCIAL_EMPLOYEE_OFFICERS_MOST.on(day),
    )


def _make_room(
    cooperative: Cooperative, office: str, member: Member | None, user: User | None, name: str, starts_on: date, *, by: User | None,
    at: datetime,
) -> None:  # fmt: skip
    own = queries.same_person(cooperative, member=member, user_id=user.pk if user else None, name=name).filter(
        ends_on=None
    )
    for row in own.filter(starts_on__lte=starts_on):
        why = _("다시 뽑힘") if row.office == office else _("%(office)s(으)로 뽑힘") % {"office": Office(office).label}
        _end(row, starts_on, why, by=by, at=at)
    if office == Office.CHAIR:
        rows = Officer.objects.filter(cooperative=cooperative, office=Office.CHAIR, ends_on=None)
        for row in rows.filter(term_ends_on__lte=starts_on):
            _end(row, starts_on, _("임기가 끝남"), by=by, at=at)


def _end(row: Officer, on: date, why: str, *, by: User | None, at: datetime) -> None:
    row.ends_on, row.why_ended = on, why[:200]
    row.save(update_fields=["ends_on", "why_ended"])
    reading.end(row, on, by=by, at=at)


@transaction.atomic
def step_down(*, officer: Officer, on: date, why: str, by: User | None, at: datetime) -> Officer:
    """From that day on not in office any more. Asked again, nothing changes."""
    row = Officer.objects.select_for_update().get(pk=officer.pk)
    if row.ends_on is not None:
        return row
    if on < row.starts_on or not why.strip():
        text = _("물러난 날은 임기 시작일 뒤여야 하고, 까닭을 적어야 합니다.")
        raise NotLawful([Reason(text, act(35))])
    _end(row, on, why.strip(), by=by, at=at)
    events.record("cooperative.officer.stepped_down", row, by=by, at=at, on=on.isoformat(), why=row.why_ended)
    return row


@transaction.atomic
def demand_recall(
    *, officer: Officer, demanded_by: int, reason: str, on: date, by: User | None, at: datetime
) -> Recall:
    """By a fifth of the members. The assembly decides it; until then the officer stays."""
    row = Officer.objects.select_for_update().get(pk=officer.pk)
    waiting = Recall.objects.filter(officer=row, decided_on=None).first()
    if waiting is not None:
        return waiting
    members = Member.objects.running_on(on).filter(cooperative=row.cooperative_id).count()
    reasons = rules.reasons_against_demand(demanded_by=demanded_by, members=members)
    if not reason.strip():
        reasons.append(Reason(_("해임을 요구하는 까닭을 적어 주세요."), act(40)))
    if row.ends_on is not None and row.ends_on <= on:
        reasons.append(Reason(_("이미 물러난 임원입니다."), act(40)))
    require_lawful(reasons)
    found = Recall.objects.create(officer=row, demanded_on=on, demanded_by=demanded_by, reason=reason.strip()[:300])
    events.record("cooperative.recall.demanded", row, by=by, at=at, demanded_by=demanded_by, on=on.isoformat())
    return found


@transaction.atomic
def recall(*, recall: Recall, item: AgendaItem, by: User | None, at: datetime) -> Recall:
    """As the assembly decided: passed, the officer leaves on the day of the resolution; refused, he or she stays."""
    row = Recall.objects.select_for_update(of=("self",)).select_related("officer__cooperative").get(pk=recall.pk)
    if row.decided_on is not None:
        return row
    officer = row.officer
    if item.state != "done" or item.assembly.cooperative_id != officer.cooperative_id:
        raise NotLawful([Reason(_("총회가 아직 이 해임을 정하지 않았습니다."), act(40))])
    if item.is_passed or item.subject != "recall":
        require_passed(item, "recall", officer.member if officer.member_id else None)
    row.item, row.decided_on = item, seoul_day(item.closed_at or at)
    row.save(update_fields=["item", "decided_on"])
    if item.is_passed:
        step_down(officer=officer, on=row.decided_on, why=_("총회가 해임함"), by=by, at=at)
    events.record("cooperative.recall.decided", officer, by=by, at=at, is_passed=bool(item.is_passed))
    return row
