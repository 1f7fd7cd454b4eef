"""A variant of a round: set up, pinned by hand, computed, copied, taken away. Only while the round is being prepared."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socialgoods.kernel import bulk, events, jobs
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.models import Job
from socialgoods.people.models import User
from socialgoods.prescription import archive, computing
from socialgoods.prescription.models import Choice, Round, RoundState, Variant, VariantKind
from socialgoods.prescription.queries import catalogue, inputs
from socialgoods.prescription.rules import settings as rules
from socialgoods.registry.models import Measure, Organization

MOST = 3
STEPS = {
    "gather": gettext_lazy("자료를 모으는 중"),
    "read": gettext_lazy("보고를 읽는 중"),
    "learn": gettext_lazy("효과를 배우는 중"),
    "choose": gettext_lazy("고르는 중"),
    "tell": gettext_lazy("까닭을 적는 중"),
    "write": gettext_lazy("저장하는 중"),
}


def _locked(round_pk: int) -> Round:
    """The round, while nobody else changes it. It must still be in preparation."""
    found = Round.objects.select_for_update().get(pk=round_pk)
    if found.state != RoundState.DRAFT:
        raise Refused(
            _("이 배정은 지금 ‘%(state)s’ 상태여서 안을 바꿀 수 없습니다.") % {"state": found.get_state_display()}
        )
    return found


def _checked(round: Round, settings: Mapping[str, Any]) -> dict[str, Any]:
    whole = rules.plain(**settings)
    if whole["reports_until"] is None:
        whole["reports_until"] = min(round.year - 1, inputs.last_reports() or round.year - 1)
    reasons = rules.reasons_against(whole, **inputs.known(round.year))
    if whole["reports_until"] >= round.year:
        reasons.append(_("배정하는 해보다 앞선 해의 보고까지만 볼 수 있습니다."))
    if reasons:
        raise Refused(" ".join(reasons))
    return whole


@transaction.atomic
def add_variant(
    *, round: Round, title: str = "", kind: str = VariantKind.RECOMMENDED, settings: Mapping[str, Any] | None = None,
    key: str = "", by: User | None, at: datetime,
) -> Variant:  # fmt: skip
    """`settings`: budgets, capacities, floors, pins, objective, curiosity, seed, reports_until; without budgets those of the year.

    The same `key` again gives the same variant.
    """
    locked = _locked(round.pk)
    there = list(locked.variants.order_by("number"))
    if key and (same := next((row for row in there if row.setup.get("key") == key), None)):
        return same
    if len(there) >= MOST:
        raise Refused(_("안은 셋까지 만들 수 있습니다. 쓰지 않을 안을 하나 지워 주세요."))
    asked = dict(settings or {})
    asked.setdefault("budgets", catalogue.budgets(locked.year))
    if kind == VariantKind.PRACTICE:
        asked |= {"floors": [], "pins": []}
    number = next(number for number in range(1, MOST + 1) if number not in {row.number for row in there})
    named = title or (_("지금까지의 방식") if kind == VariantKind.PRACTICE else _("안 %(number)s") % {"number": number})
    variant = Variant.objects.create(
        round=locked, number=number, title=named, kind=kind, setup=_checked(locked, asked) | {"key": key}, created_by=by, created_at=at,
    )  # fmt: skip
    events.record("prescription.variant.added", variant, by=by, at=at, round=locked.pk, number=number, kind=kind)
    return variant


@transaction.atomic
def copy_variant(*, variant: Variant, title: str = "", key: str = "", by: User | None, at: datetime) -> Variant:
    """Another one with the same settings and pins, to be changed and compared."""
    settings = {name: value for name, value in variant.setup.items() if name != "key"}
    named = title or _("%(title)s 고침") % {"title": variant.title[:70]}
    return add_variant(
        round=variant.round, title=named, kind=VariantKind.RECOMMENDED, settings=settings, key=key, by=by, at=at
    )


@transaction.atomic
def change_settings(
    *, variant: Variant, settings: Mapping[str, Any], title: str = "", by: User | None, at: datetime
) -> None:
    """What is not named stays. The figures are old until it is computed again."""
    locked = _locked(variant.round_id)
    row = locked.variants.get(pk=variant.pk)
    before = row.setup
    row.setup = _checked(locked, {**before, **settings})
    row.title = title or row.title
    row.save(update_fields=["setup", "title"])
    variant.setup, variant.title = row.setup, row.title
    changed = {name: [before.get(name), row.setup[name]] for name in settings if before.get(name) != row.setup[name]}
    events.record("prescription.variant.changed", row, by=by, at=at, changed=changed)


@transaction.atomic
def pin(
    *,
    variant: Variant,
    organization: Organization,
    measure: Measure,
    choice: str,
    why: str,
    by: User | None,
    at: datetime,
) -> None:
    """Fix a measure for an organisation (`pinned`) or rule one out (`forbidden`), with who and why."""
    locked = _locked(variant.round_id)
    row = locked.variants.get(pk=variant.pk)
    reasons = _against_pin(locked, row, organization, measure, choice, why)
    if reasons:
        raise Refused(" ".join(reasons))
    kept = [
        one
        for one in row.setup["pins"]
        if not (
            one["org_id"] == organization.code
            and (one["measure"] == measure.code or choice == one["choice"] == "pinned")
        )
    ]
    new = {
        "org_id": organization.code, "measure": measure.code, "choice": choice, "why": why.strip(), "by": by.pk if by else None,
        "by_name": by.name if by else "", "at": at.isoformat(),
    }  # fmt: skip
    row.setup["pins"] = sorted([*kept, new], key=lambda one: (one["org_id"], one["measure"]))
    row.save(update_fields=["setup"])
    variant.setup = row.setup
    events.record(
        "prescription.variant.pinned", row, by=by, at=at, organization=organization.code, measure=measure.code, choice=choice, why=why,
    )  # fmt: skip


def _against_pin(
    round: Round, variant: Variant, organization: Organization, measure: Measure, choice: str, why: str
) -> list[str]:
    offer = catalogue.offers(round.year).filter(measure=measure).first()
    words = {"name": organization.name, "measure": measure.name}
    if variant.kind == VariantKind.PRACTICE:
        return [_("지금까지의 방식은 고쳐 정하지 않습니다. 견주어 보려는 안입니다.")]
    if choice not in {"pinned", "forbidden"}:
        return [_("정해 둘지 뺄지 골라 주세요.")]
    reasons = [] if why.strip() else [_("까닭을 적어 주세요. 위원회가 함께 봅니다.")]
    if not Organization.objects.of_county().filter(pk=organization.pk).exists():
        return [*reasons, _("%(name)s은(는) 우리 군의 조직이 아닙니다.") % words]
    if offer is None:
        return [*reasons, _("‘%(measure)s’은(는) 그해에 하지 않는 지원입니다.") % words]
    if choice == "pinned" and organization.status != "active":
        reasons.append(_("%(name)s은(는) 활동하지 않는 조직이어서 정해 둘 수 없습니다.") % words)
    if choice == "pinned" and offer.kinds and organization.kind not in offer.kinds:
        reasons.append(_("‘%(measure)s’은(는) %(name)s의 유형이 받을 수 없는 지원입니다.") % words)
    return reasons


@transaction.atomic
def unpin(*, variant: Variant, org_id: str, measure: str, by: User | None, at: datetime) -> None:
    locked = _locked(variant.round_id)
    row = locked.variants.get(pk=variant.pk)
    kept = [one for one in row.setup["pins"] if (one["org_id"], one["measure"]) != (org_id, measure)]
    if len(kept) == len(row.setup["pins"]):
        return
    row.setup["pins"] = kept
    row.save(update_fields=["setup"])
    variant.setup = row.setup
    events.record("prescription.variant.unpinned", row, by=by, at=at, organization=org_id, measure=measure)


@transaction.atomic
def remove_variant(*, variant: Variant, by: User | None, at: datetime) -> None:
    locked = _locked(variant.round_id)
    row = locked.variants.filter(pk=variant.pk).first()
    if row is None:
        return
    if row.job is not None and not row.job.is_over:
        jobs.cancel(row.job)
    events.record(
        "prescription.variant.removed", row, by=by, at=at, round=locked.pk, number=row.number, title=row.title
    )
    name = row.inputs.name
    row.delete()
    _tidy(name)


def _tidy(name: str | None) -> None:
    """A stored file that no variant names any more goes when the change stands."""
    if name:
        transaction.on_commit(
            lambda: None if Variant.objects.filter(inputs=name).exists() else default_storage.delete(name)
        )


@transaction.atomic
def start_computing(*, variant: Variant, by: User, at: datetime) -> Job:
    """In the background. One that is on its way already is the one."""
    from socialgoods.prescription import tasks

    locked = _locked(variant.round_id)
    row = locked.variants.select_related("job").get(pk=variant.pk)
    if row.job is not None and not row.job.is_over:
        return row.job
    job = jobs.start(
        kind=_("배정안 셈하기"), task=tasks.compute_variant, by=by, at=at,
        next_url=reverse("variant", args=[locked.pk, row.number]), variant_id=row.pk, by_id=by.pk,
    )  # fmt: skip
    Variant.objects.filter(pk=row.pk).update(job=job)
    variant.job = job
    return job


def compute_variant(*, variant: Variant, by: User | None, at: datetime, progress: Any = None) -> None:
    """The whole computation, here and now: gather and store the inputs, compute from what was stored, write the lines."""
    step = _stepper(progress)
    row = Variant.objects.select_related("round").get(pk=variant.pk)
    settings = inputs.settings_of(row)
    step("gather")
    content = archive.pack(inputs.given(settings), settings)
    tables, stored = archive.unpack(content)
    try:
        outcome = computing.run(tables, stored, step)
    except ValueError as wrong:
        raise Refused(_("셈할 수 없습니다: %(why)s") % {"why": wrong}) from None
    step("write")
    _write(row, settings, content, outcome, by=by, at=at)
    variant.refresh_from_db()


def _stepper(progress: Any) -> computing.Progress:
    names = list(STEPS)

    def step(name: str) -> None:
        if progress is not None and name in STEPS:
            progress(names.index(name), len(names), str(STEPS[name]))

    return step


@transaction.atomic
def _write(
    row: Variant, settings: dict[str, Any], content: bytes, outcome: computing.Outcome, *, by: User | None, at: datetime
) -> None:
    locked = _locked(row.round_id)
    now = locked.variants.filter(pk=row.pk).first()
    if now is None:
        raise Refused(_("그사이 이 안이 지워졌습니다. 아무것도 바뀌지 않았습니다."))
    now.round = locked
    if inputs.settings_of(now) != settings:
        raise Refused(_("셈하는 동안 설정이 바뀌었습니다. 다시 셈해 주세요. 아무것도 바뀌지 않았습니다."))
    name, before = f"rounds/{archive.sha256(content)}.zip", now.inputs.name
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(content))
    _write_lines(now, outcome.lines)
    now.inputs.name = name
    now.inputs_sha256 = archive.sha256(content)
    now.outcome_sha256 = outcome.sha256
    now.result = {
        **outcome.result,
        "program": archive.program(),
        "settings_sha256": archive.sha256(archive.canonical(settings)),
    }
    now.computed_at = at
    now.save(update_fields=["inputs", "inputs_sha256", "outcome_sha256", "result", "computed_at"])
    if before != name:
        _tidy(before)
    events.record(
        "prescription.variant.computed", now, by=by, at=at, inputs=now.inputs_sha256, outcome=now.outcome_sha256
    )


def _write_lines(variant: Variant, lines: list[computing.Line]) -> None:
    variant.choices.all()._raw_delete(variant.choices.db)
    organizations = dict(Organization.objects.values_list("code", "pk"))
    measures = dict(Measure.objects.values_list("code", "pk"))
    try:
        bulk.insert(Choice, len(lines), {
            "variant_id": variant.pk,
            "organization_id": [organizations[line.org_id] for line in lines],
            "measure_id": [measures.get(line.measure) for line in lines],
            "source": [line.source for line in lines],
            "amount": [line.amount for line in lines],
            "gain": [line.gain for line in lines],
            "gain_low": [line.low for line in lines],
            "gain_high": [line.high for line in lines],
            "runner_up_id": [measures.get(line.runner_up) for line in lines],
            "why": [line.why for line in lines],
            "reason": [line.reason if line.measure else "" for line in lines],
        })  # fmt: skip
    except (KeyError, IntegrityError):
        raise Refused(_("셈하는 동안 조직이 지워졌습니다. 다시 셈해 주세요.")) from None
