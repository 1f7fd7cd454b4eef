"""Papers of an assembly: what its stewards put before the members, and the year's documents."""

import hashlib
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.models import Assembly, Paper, YearEnd
from socialgoods.cooperative.rules import audit
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel import events, kept
from socialgoods.kernel.files import Fit
from socialgoods.people.models import User


def attach(*, year_end: YearEnd, assembly: Assembly, content: bytes, by: User | None, at: datetime) -> Paper:
    """In place of those of the same year that were attached before."""
    if assembly.cooperative_id != year_end.cooperative_id or assembly.state not in {"draft", "called"}:
        text = _("아직 열리지 않은 이 조합의 총회에만 붙일 수 있습니다.")
        raise NotLawful([Reason(text, audit.article(is_social=year_end.cooperative.is_social))])
    name = _("%(year)s 회계연도 결산 서류") % {"year": year_end.year}
    with kept.kept_or_gone() as written, transaction.atomic():
        Assembly.objects.select_for_update().get(pk=assembly.pk)
        found = Paper.objects.filter(assembly=assembly, name=name).first() or Paper(assembly=assembly, name=name)
        if found.sha256 != hashlib.sha256(content).hexdigest():
            _forget(found)
            _fill(found, content, "pdf", written)
            events.record("cooperative.year.papers_attached", year_end, by=by, at=at, assembly=assembly.pk)
    return found


def add(*, assembly: Assembly, file: Fit, name: str = "", by: User | None, at: datetime) -> Paper:
    """Before the assembly opens. The same file is there once."""
    with kept.kept_or_gone() as written, transaction.atomic():
        row = Assembly.objects.select_for_update().get(pk=assembly.pk)
        if row.state not in {"draft", "called"}:
            raise NotLawful([Reason(_("아직 열리지 않은 총회에만 자료를 올릴 수 있습니다."), act(28, 5))])
        digest = hashlib.sha256(file.content).hexdigest()
        found = row.papers.filter(sha256=digest).first()
        if found is not None:
            return found
        made = Paper(assembly=row, name=(name.strip() or file.name)[:200])
        _fill(made, file.content, file.name.rpartition(".")[2].lower()[:10], written)
        events.record("cooperative.paper.added", row, by=by, at=at, sha256=digest)
        return made


@transaction.atomic
def remove(*, paper: Paper, by: User | None, at: datetime) -> None:
    row = Assembly.objects.select_for_update().get(pk=paper.assembly_id)
    if row.state != "draft":
        raise NotLawful([Reason(_("소집을 알린 뒤에는 자료를 뺄 수 없습니다."), act(28, 5))])
    events.record("cooperative.paper.removed", row, by=by, at=at, sha256=paper.sha256)
    _forget(paper)
    paper.delete()


def _fill(row: Paper, content: bytes, ending: str, written: list[str]) -> None:
    row.sha256, row.ending = hashlib.sha256(content).hexdigest(), ending
    kept.keep(row.file, content, written)
    row.save()


def _forget(row: Paper) -> None:
    """The file goes when the transaction is through."""
    name = row.file.name
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))
