"""A vote as it stands: what its ballot asks, who counts as present, who has voted."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from socialgoods.cooperative.models import (
    AgendaItem,
    AssemblyKind,
    Attendance,
    Ballot,
    Channel,
    ItemKind,
    OpenVote,
    PaperResult,
    Teller,
    Voted,
)
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import count, election, resolution
from socialgoods.kernel.periods import seoul_day


def form(item: AgendaItem) -> count.Form:
    if item.kind != ItemKind.ELECTION:
        return count.Form()
    return count.Form(tuple(item.nominees.order_by("number").values_list("number", flat=True)), item.seats)


def is_founding(item: AgendaItem) -> bool:
    return item.assembly.kind == AssemblyKind.FOUNDING


def majority(item: AgendaItem) -> str:
    return resolution.majority_of(item.subject, is_founding=is_founding(item))


def election_rule(item: AgendaItem) -> election.Rule:
    """A founding assembly elects by the articles it has adopted."""
    articles = articles_on(item.assembly.cooperative, seoul_day(item.assembly.held_at))
    wanted = resolution.FOUNDING if is_founding(item) else resolution.ORDINARY
    return election.rule_from(articles.more, majority=wanted)


def present(item: AgendaItem, at: datetime) -> QuerySet[Attendance]:
    """Who had come and not left; and who has voted, should they have left since: their vote counts, and so do they."""
    rows = item.assembly.roll.annotate(has_voted=Exists(votes_of(item).filter(voter=OuterRef("pk"))))
    return rows.filter(_is_here(at) | Q(has_voted=True))


def votes_of(item: AgendaItem) -> QuerySet[Voted] | QuerySet[OpenVote]:
    return Voted.objects.filter(item=item) if item.is_secret else OpenVote.objects.filter(item=item)


def base(item: AgendaItem, at: datetime) -> resolution.Base:
    """What the vote is measured by at that moment."""
    roll = item.assembly.roll
    here = roll.filter(_is_here(at)).aggregate(heads=Count("pk"), votes=Coalesce(Sum("votes"), 0))
    gone = roll.exclude(_is_here(at)).filter(Exists(votes_of(item).filter(voter=OuterRef("pk"))))
    left = gone.aggregate(heads=Count("pk"), votes=Coalesce(Sum("votes"), 0))
    return resolution.Base(roll.count(), here["heads"] + left["heads"], here["votes"] + left["votes"])


def _is_here(at: datetime) -> Q:
    return Q(arrived_at__isnull=False, arrived_at__lte=at) & (Q(left_at=None) | Q(left_at__gt=at))


def frozen(item: AgendaItem) -> resolution.Base:
    """As it was when the vote was closed."""
    return resolution.Base(item.entitled or 0, item.present or 0, item.present_votes or 0)


def turnout(item: AgendaItem) -> dict[str, int]:
    """How many have voted, and on paper; nothing else is known before the close."""
    found = {"voted": votes_of(item).count()}
    found["paper"] = Voted.objects.filter(item=item, channel=Channel.PAPER).count()
    return found


def paper_ballots(item: AgendaItem) -> int:
    """As many as those who voted on paper have votes."""
    rows = Voted.objects.filter(item=item, channel=Channel.PAPER)
    return int(rows.aggregate(votes=Coalesce(Sum("voter__votes"), 0))["votes"])


def not_voted(item: AgendaItem, at: datetime) -> list[Attendance]:
    """Present, with a vote that was not used yet."""
    voted = votes_of(item).filter(voter=OuterRef("pk"))
    return list(present(item, at).filter(~Exists(voted), votes__gt=0).order_by("name", "pk"))


def paper_counts(item: AgendaItem) -> dict[str, int]:
    return dict(PaperResult.objects.filter(item=item).values_list("choice", "votes"))


def counts(item: AgendaItem) -> dict[str, int]:
    """Of what is known after the close: ballots with paper merged, or the votes by name."""
    asked = form(item)
    if item.is_secret:
        rows = Ballot.objects.filter(item=item).order_by().values_list("choice").annotate(Count("pk"))
        return count.merged(dict.fromkeys(asked.choices, 0) | dict(rows), paper_counts(item))
    said = OpenVote.objects.filter(item=item).values_list("choice", "voter__votes")
    by_mark = [(mark, votes) for choice, votes in said for mark in count.marks(asked, choice) or [count.INVALID]]
    return count.count(asked, [mark for mark, _ in by_mark], [votes for _, votes in by_mark])


def title(item: AgendaItem) -> str:
    """The first line of what tellers witness."""
    return f"item {item.pk}"


def digest(item: AgendaItem) -> str:
    return count.digest(title(item), item.counts or counts(item))


def candidates(item: AgendaItem) -> list[int]:
    """Accounts of those who stand, or who stand for an organisation that stands."""
    rows = item.nominees.select_related("member", "consent")
    found = {row.user_id for nominee in rows for row in (nominee.member, nominee.consent) if row is not None}
    return sorted(user for user in found if user is not None)


def ballots(item: AgendaItem) -> QuerySet[Ballot]:
    """In the order of their random numbers."""
    return Ballot.objects.filter(item=item).order_by("pk")


def teller_ids(item: AgendaItem) -> Sequence[int]:
    """Accounts of the tellers who have one."""
    return [user for user in item.tellers.values_list("user_id", flat=True) if user is not None]


def code_teller(item: AgendaItem) -> Teller | None:
    """The one without an account."""
    return item.tellers.filter(user=None).select_related("attendance").first()


def is_nominated(item: AgendaItem, row: Attendance) -> bool:
    """Whether somebody on the roll stands for election here."""
    rows = item.nominees.exclude(member=None) if row.member_id else item.nominees.exclude(consent=None)
    return rows.filter(member=row.member_id).exists() if row.member_id else rows.filter(consent=row.consent_id).exists()
