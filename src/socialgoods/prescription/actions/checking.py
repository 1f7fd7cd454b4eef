"""Compute a round again from what was stored with it, and say whether it comes out the same."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from socialgoods.kernel import events, jobs
from socialgoods.kernel.models import Job
from socialgoods.people.models import User
from socialgoods.prescription import archive, computing
from socialgoods.prescription.models import Round, Variant
from socialgoods.prescription.queries import inputs
from socialgoods.prescription.queries.lines import lines_of


@dataclass(frozen=True)
class Check:
    """Of one variant. An empty list of reasons: equal."""

    number: int
    title: str
    reasons: list[str]
    program: dict[str, Any]

    @property
    def is_equal(self) -> bool:
        return not self.reasons


def check(*, round: Round, by: User | None, at: datetime, progress: Any = None) -> list[Check]:
    """Every computed variant of the round. Leaves an event, so that the answer can be looked up."""
    variants = list(round.variants.exclude(computed_at=None).order_by("number"))
    found = []
    for index, variant in enumerate(variants):
        if progress is not None:
            progress(index, len(variants), variant.title)
        variant.round = round
        found.append(_check(variant))
    with transaction.atomic():
        events.record(
            "prescription.round.checked", round, by=by, at=at, equal=all(one.is_equal for one in found),
            variants=[[one.number, one.reasons] for one in found],
        )  # fmt: skip
    return found


def _check(variant: Variant) -> Check:
    reasons = []
    lines = lines_of(variant)
    if computing.hash_of(lines) != variant.outcome_sha256:
        reasons.append(_("저장된 배정안의 줄이 셈한 때와 다릅니다."))
    try:
        content = _stored(variant)
        tables, settings = archive.unpack(content)
    except archive.Damaged as damaged:
        return Check(variant.number, variant.title, [*reasons, str(damaged)], {})
    if not inputs.is_stale(variant) and settings != inputs.settings_of(variant):
        reasons.append(_("저장된 설정이 셈한 때와 다릅니다."))
    again = computing.run(tables, settings)
    if again.sha256 != variant.outcome_sha256:
        reasons.append(_differences(again.lines, lines))
    return Check(variant.number, variant.title, reasons, _other_versions(variant))


def _stored(variant: Variant) -> bytes:
    name = variant.inputs.name
    if not name or not default_storage.exists(name):
        raise archive.Damaged(_("저장된 자료 파일이 없습니다."))
    with default_storage.open(name) as file:
        content = file.read()
    if archive.sha256(content) != variant.inputs_sha256:
        raise archive.Damaged(_("저장된 자료 파일이 셈한 때와 다릅니다."))
    return bytes(content)


def _differences(again: list[computing.Line], stored: list[computing.Line]) -> str:
    before = {line.org_id: line.told for line in stored}
    after = {line.org_id: line.told for line in again}
    differ = sorted(code for code in before.keys() | after.keys() if before.get(code) != after.get(code))
    return _("다시 셈하니 %(count)s곳이 다릅니다(%(some)s).") % {"count": len(differ), "some": ", ".join(differ[:5])}


def _other_versions(variant: Variant) -> dict[str, Any]:
    """What computes now in another version than then: {name: [then, now]}."""
    then, now = variant.result.get("program", {}), archive.program()
    return {name: [then.get(name), now[name]] for name in now if then.get(name) != now[name]}


def told(checks: list[Check]) -> str:
    if not checks:
        return _("셈한 안이 없습니다.")
    if all(check.is_equal for check in checks):
        return _("같습니다. 저장된 자료로 다시 셈하니 %(count)s개 안이 한 줄도 다르지 않습니다.") % {
            "count": len(checks)
        }
    said = [f"{check.title}: {' '.join(check.reasons)}" for check in checks if not check.is_equal]
    versions = {name for check in checks for name in check.program}
    if versions:
        said.append(_("그때와 판이 다른 프로그램: %(names)s.") % {"names": ", ".join(sorted(versions))})
    return _("다릅니다.") + " " + " ".join(said)


@transaction.atomic
def start(*, round: Round, by: User, at: datetime) -> Job:
    """In the background. One that is on its way already is the one."""
    from socialgoods.prescription import tasks

    Round.objects.select_for_update().get(pk=round.pk)
    url = reverse("round", args=[round.pk])
    running = Job.objects.filter(next_url=url, ended_at=None).first()
    if running is not None:
        return running
    return jobs.start(
        kind=_("배정 다시 셈해 보기"), task=tasks.check_round, by=by, at=at, next_url=url, round_id=round.pk, by_id=by.pk
    )  # fmt: skip
