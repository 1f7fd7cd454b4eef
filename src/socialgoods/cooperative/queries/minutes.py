"""What happened at an assembly, as sentences."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from socialgoods.cooperative import assembly_parameters as parameters
from socialgoods.cooperative.models import (
    AgendaItem,
    Assembly,
    AssemblyKind,
    Attendance,
    Channel,
    ItemKind,
    ItemState,
    ProxyKind,
)
from socialgoods.cooperative.rules import minutes as rules
from socialgoods.cooperative.rules import resolution
from socialgoods.kernel.formats import number, seoul_date, seoul_moment, seoul_time
from socialgoods.kernel.periods import seoul_day


def written(assembly: Assembly) -> str:
    return "\n".join(_lines(assembly)).strip()


def _lines(assembly: Assembly) -> Iterator[str]:
    roll = list(assembly.roll.select_related("proxy").order_by("number", "pk"))
    yield f"{assembly.cooperative.name} {assembly.title}"
    yield ""
    yield from _frame(assembly)
    yield ""
    yield from _people(assembly, roll)
    yield ""
    for item in assembly.items.select_related("about").order_by("number"):
        yield from _item(item)
        yield ""
    signers = [row.name for row in roll if row.signs]
    if signers:
        yield _("의사록에 서명할 조합원을 뽑았습니다: %(names)s") % {"names": ", ".join(signers)}
    if assembly.closed_at:
        yield _("%(when)s에 총회를 마쳤습니다.") % {"when": seoul_moment(assembly.closed_at)}


def _frame(assembly: Assembly) -> Iterator[str]:
    yield _("갈래: %(kind)s") % {"kind": kind_of(assembly)}
    yield _("때: %(when)s") % {"when": seoul_moment(assembly.opened_at or assembly.held_at)}
    yield _("곳: %(place)s") % {"place": assembly.place}
    if assembly.called_on:
        yield _("소집을 알린 날: %(day)s") % {"day": seoul_date(assembly.called_on)}
    if assembly.postponed_from:
        yield _("처음 알린 때: %(when)s (미루었습니다)") % {"when": seoul_moment(assembly.postponed_from)}
    if assembly.demanded_by:
        yield _("조합원 %(count)s명이 소집을 요구했습니다.") % {"count": assembly.demanded_by}
    yield _("명부 기준일: %(day)s") % {"day": seoul_date(assembly.record_on)}
    if assembly.chair_name:
        yield _("의장: %(name)s") % {"name": assembly.chair_name}


def kind_of(assembly: Assembly) -> str:
    label = str(assembly.get_kind_display())
    return _("%(kind)s (대의원총회)") % {"kind": label} if assembly.is_delegates else label


def _people(assembly: Assembly, roll: list[Attendance]) -> Iterator[str]:
    came = [row for row in roll if row.arrived_at is not None]
    is_founding = assembly.kind == AssemblyKind.FOUNDING
    majority = resolution.FOUNDING if is_founding else resolution.ORDINARY
    text = _("설립동의자 %(entitled)s명 가운데 %(present)s명이 참석했습니다.")
    if not is_founding:
        text = _("의결권이 있는 조합원 %(entitled)s명 가운데 %(present)s명이 참석했습니다.")
    needed = _("과반수는 %(needed)s명입니다(%(article)s).") % {
        "needed": number(resolution.present_needed(len(roll))),
        "article": resolution.article_of(majority, is_social=assembly.cooperative.is_social),
    }
    yield f"{text % {'entitled': number(len(roll)), 'present': number(len(came))}} {needed}"
    for way in Channel:
        rows = [row for row in came if row.channel == way]
        if rows:
            yield f"{way.label} {number(len(rows))}: {', '.join(_named(row) for row in rows)}"
    gone = [row for row in came if row.left_at and (assembly.closed_at is None or row.left_at < assembly.closed_at)]
    if gone:
        said = ", ".join(f"{row.name}({seoul_time(row.left_at)})" for row in gone)
        yield _("마치기 전에 떠난 사람: %(names)s") % {"names": said}


def _named(row: Attendance) -> str:
    votes = _(", 의결권 %(votes)s") % {"votes": row.votes} if row.votes != 1 else ""
    if row.channel != Channel.PROXY:
        return f"{row.name}{votes}"
    who = _("가족 %(name)s") if row.proxy_kind == ProxyKind.FAMILY else _("조합원 %(name)s")
    return _("%(principal)s(대리인: %(proxy)s)") % {
        "principal": f"{row.name}{votes}", "proxy": who % {"name": row.proxy_name}
    }  # fmt: skip


def _item(item: AgendaItem) -> Iterator[str]:
    yield _("제%(number)s호 안건: %(title)s") % {"number": item.number, "title": item.title}
    if item.text:
        yield item.text
    if item.kind == ItemKind.REPORT:
        yield _("보고를 들었습니다.")
        return
    if item.state == ItemState.VOID:
        yield _("투표를 무효로 하였습니다. 까닭: %(why)s") % {"why": item.why}
        return
    if item.state != ItemState.DONE:
        yield _("다루지 않았습니다.")
        return
    way = _("무기명 투표") if item.is_secret else _("기명 투표")
    yield _("투표할 때 참석 %(present)s명, %(way)s") % {"present": number(item.present or 0), "way": way}
    if item.present_votes is not None and item.present_votes != item.present:
        yield _("출석한 의결권 %(votes)s") % {"votes": number(item.present_votes)}
    yield from _election(item) if item.kind == ItemKind.ELECTION else _resolution(item)


def _resolution(item: AgendaItem) -> Iterator[str]:
    counts = {name: number(item.counts.get(name, 0)) for name in ("yes", "no", "abstain", "invalid")}
    yield _("찬성 %(yes)s, 반대 %(no)s, 기권 %(abstain)s, 무효 %(invalid)s") % counts
    passed = _("가결되었습니다") if item.is_passed else _("부결되었습니다")
    yield f"{passed} ({_article(item)})."
    if item.why:
        yield item.why


def _article(item: AgendaItem) -> str:
    """By which majority, and, where the subject has one of its own, by which article it is the assembly's."""
    assembly = item.assembly
    majority = resolution.majority_of(item.subject, is_founding=assembly.kind == AssemblyKind.FOUNDING)
    found = resolution.article_of(majority, is_social=assembly.cooperative.is_social)
    own = resolution.subject(item.subject).article
    return found if own == found or majority == resolution.FOUNDING else f"{own}, {found}"


def _election(item: AgendaItem) -> Iterator[str]:
    nominees = list(item.nominees.order_by("number"))
    for nominee in nominees:
        votes = number(item.counts.get(str(nominee.number), 0))
        said = {"number": nominee.number, "name": nominee.name, "votes": votes}
        against = item.counts.get(f"-{nominee.number}")
        if against is not None:
            yield _("기호 %(number)s번 %(name)s: 찬성 %(votes)s표, 반대 %(against)s표") % {
                **said, "against": number(against)
            }  # fmt: skip
        else:
            yield _("기호 %(number)s번 %(name)s: %(votes)s표") % said
    rest = {name: number(item.counts.get(name, 0)) for name in ("abstain", "invalid")}
    yield _("기권 %(abstain)s, 무효 %(invalid)s") % rest
    names = [nominee.name for nominee in nominees if nominee.is_elected]
    yield _("뽑힌 사람: %(names)s") % {"names": ", ".join(names)} if names else _("아무도 뽑지 못했습니다.")
    if item.why:
        yield item.why


@dataclass(frozen=True)
class Signing:
    """Who has signed and who is still to sign."""

    choices: list[tuple[str, str]]
    """Key and label of those who are missing; `chair` for the chair."""
    missing_keys: frozenset[int]
    """Rows of the roll."""
    elected: int
    signed: int
    least: int
    has_chair: bool

    @property
    def is_enough(self) -> bool:
        return rules.is_enough(has_chair=self.has_chair, members=self.signed, least=self.least)


def signing(assembly: Assembly) -> Signing:
    signatures = list(assembly.signatures.all())
    signed = {row.signer_id for row in signatures if not row.is_chair}
    has_chair = any(row.is_chair for row in signatures)
    elected = list(assembly.roll.filter(signs=True).order_by("number", "pk"))
    missing = [row for row in elected if row.pk not in signed]
    keys = {row.pk for row in missing} | ({assembly.chair_id} if assembly.chair_id and not has_chair else set())
    chair = [] if has_chair else [("chair", _("의장 %(name)s") % {"name": assembly.chair_name})]
    return Signing(
        [*chair, *((str(row.pk), row.name) for row in missing)], frozenset(keys), len(elected), len(signed),
        parameters.SIGNERS_BESIDE_CHAIR.on(seoul_day(assembly.held_at)), has_chair,
    )  # fmt: skip
