"""What happened at an assembly, as sentences."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from socialgoods.cooperative.models import AgendaItem, Assembly, AssemblyKind, Channel, ItemKind, ItemState
from socialgoods.cooperative.rules.resolution import FOUNDING, article_of, subject
from socialgoods.kernel.formats import seoul_date, seoul_moment


def written(assembly: Assembly) -> str:
    return "\n".join(_lines(assembly))


def _lines(assembly: Assembly) -> Iterator[str]:
    roll = list(assembly.roll.all())
    came = [row for row in roll if row.arrived_at is not None]
    yield assembly.title
    yield ""
    yield _("때: %(when)s") % {"when": seoul_moment(assembly.opened_at or assembly.held_at)}
    yield _("곳: %(place)s") % {"place": assembly.place}
    if assembly.called_on:
        yield _("소집을 알린 날: %(day)s") % {"day": seoul_date(assembly.called_on)}
    yield _("의결권이 있는 사람 %(entitled)s명 가운데 %(present)s명 참석 (%(ways)s)") % {
        "entitled": len(roll), "present": len(came), "ways": _ways([row.channel for row in came]),
    }  # fmt: skip
    if assembly.chair_name:
        yield _("의장: %(name)s") % {"name": assembly.chair_name}
    yield ""
    for item in assembly.items.order_by("number"):
        yield from _item(item)
        yield ""
    if assembly.closed_at:
        yield _("%(when)s에 총회를 마쳤습니다.") % {"when": seoul_moment(assembly.closed_at)}


def _ways(channels: list[str]) -> str:
    counted = [(way.label, channels.count(way)) for way in Channel if way in channels]
    return ", ".join(f"{label} {count}" for label, count in counted) or "-"


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
    yield _("투표할 때 참석 %(present)s명, %(way)s") % {"present": item.present or 0, "way": way}
    if item.kind == ItemKind.ELECTION:
        yield from _election(item)
        return
    counts = item.counts
    yield _("찬성 %(yes)s, 반대 %(no)s, 기권 %(abstain)s, 무효 %(invalid)s") % {
        name: counts.get(name, 0) for name in ("yes", "no", "abstain", "invalid")
    }
    passed = _("가결되었습니다") if item.is_passed else _("부결되었습니다")
    yield f"{passed} ({_article(item)})."
    if item.why:
        yield item.why


def _article(item: AgendaItem) -> str:
    """Of a founding by the law of its kind; elsewhere the subject's own."""
    if item.assembly.kind == AssemblyKind.FOUNDING:
        return article_of(FOUNDING, is_social=item.assembly.cooperative.is_social)
    return subject(item.subject).article


def _election(item: AgendaItem) -> Iterator[str]:
    for nominee in item.nominees.order_by("number"):
        votes = item.counts.get(str(nominee.number), item.counts.get(str(nominee.pk), 0))
        yield _("기호 %(number)s번 %(name)s: %(votes)s표") % {
            "number": nominee.number,
            "name": nominee.name,
            "votes": votes,
        }
    elected = [nominee.name for nominee in item.nominees.filter(is_elected=True)]
    yield _("뽑힌 사람: %(names)s") % {"names": ", ".join(elected)} if elected else _("아무도 뽑지 못했습니다.")
