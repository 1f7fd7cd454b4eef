"""The year's documents as papers of an assembly."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.models import Assembly, Paper, YearEnd
from socialgoods.cooperative.rules import audit
from socialgoods.cooperative.rules.law import Reason
from socialgoods.kernel import events
from socialgoods.people.models import User


@transaction.atomic
def attach(*, year_end: YearEnd, assembly: Assembly, content: bytes, by: User | None, at: datetime) -> Paper:
    """In place of those of the same year that were attached before."""
    if assembly.cooperative_id != year_end.cooperative_id or assembly.state not in {"draft", "called"}:
        text = _("아직 열리지 않은 이 조합의 총회에만 붙일 수 있습니다.")
        raise NotLawful([Reason(text, audit.article(is_social=year_end.cooperative.is_social))])
    name = _("%(year)s 회계연도 결산 서류") % {"year": year_end.year}
    found = Paper.objects.filter(assembly=assembly, name=name).first() or Paper(assembly=assembly, name=name)
    digest = hashlib.sha256(content).hexdigest()
    if found.sha256 != digest:
        found.sha256 = digest
        found.file.save(f"accounts-{year_end.cooperative.code}-{year_end.year}.pdf", ContentFile(content), save=False)
        found.save()
        events.record("cooperative.year.papers_attached", year_end, by=by, at=at, assembly=assembly.pk)
    return found
