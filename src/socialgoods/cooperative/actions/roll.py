"""The roll of an assembly: who may vote there, by the record date."""

from collections.abc import Iterable

from socialgoods.cooperative.models import Assembly, AssemblyKind, Attendance, Member
from socialgoods.cooperative.queries import assembly as queries
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.queries.register import shares_on
from socialgoods.cooperative.rules.presence import weight


def locked(assembly: Assembly) -> Assembly:
    return Assembly.objects.select_for_update(of=("self",)).select_related("cooperative").get(pk=assembly.pk)


def make_roll(row: Assembly) -> None:
    """Made with the call, so that plans and proxies have a place, and put right once more at the opening: whoever has left the
    co-operative since has no vote; whoever consented to a founding since has one."""
    if row.kind == AssemblyKind.FOUNDING:
        consents = list(queries.consents_on(row))
        there = set(row.roll.values_list("consent", flat=True))
        numbers = {consent.pk: number for number, consent in enumerate(row.cooperative.consents.order_by("pk"), 1)}
        made = [
            Attendance(assembly=row, consent=each, name=each.name, number=numbers[each.pk])
            for each in consents if each.pk not in there
        ]  # fmt: skip
        _drop(row, row.roll.exclude(consent__in=consents).values_list("pk", flat=True))
    else:
        members = _one_each(queries.entitled_on(row).select_related("organization"))
        there = set(row.roll.values_list("member", flat=True))
        votes = votes_of(row, members)
        made = [
            Attendance(assembly=row, member=each, name=each.name, number=each.number, votes=votes.get(each.pk, 1))
            for each in members if each.pk not in there
        ]  # fmt: skip
        _drop(row, row.roll.exclude(member__in=members).values_list("pk", flat=True))
    Attendance.objects.bulk_create(made)


def _one_each(rows: Iterable[Member]) -> list[Member]:
    """An organisation that was merged into another has one vote with it, whatever numbers the register still has (§23①)."""
    found: dict[tuple[str, int], Member] = {}
    for row in rows:
        firm = row.organization
        found.setdefault(("firm", firm.merged_into_id or firm.pk) if firm is not None else ("member", row.pk), row)
    return list(found.values())


def _drop(row: Assembly, gone: Iterable[int]) -> None:
    """Who is no member any more; and a proxy that such a person held."""
    keys = list(gone)
    if keys:
        row.roll.filter(proxy__in=keys).update(
            proxy=None,
            proxy_kind="",
            proxy_name="",
            proxy_paper=False,
            channel="",
            arrived_at=None,
            left_at=None,
            plan="",
        )
        Assembly.objects.filter(pk=row.pk, chair__in=keys).update(chair=None)
        row.roll.filter(pk__in=keys).delete()


def votes_of(row: Assembly, members: list[Member]) -> dict[int, int]:
    """One each. A federation's articles may weigh them: `more["votes"]` has bands of shares held on the record date, or the
    votes by number of member (§75, §115②)."""
    if not row.cooperative.is_federation:
        return {}
    said = articles_on(row.cooperative, row.record_on).more.get("votes")
    if not said:
        return {}
    if "by_member" in said:
        return {each.pk: max(1, int(said["by_member"].get(str(each.number), 1))) for each in members}
    held = shares_on(row.cooperative, row.record_on)
    return {each.pk: weight(held.get(each.pk, 0), said.get("by_shares", [])) for each in members}
