"""The room's long work, as the worker runs it."""

from django_tasks import task

from socialgoods.kernel import clock, jobs
from socialgoods.people.models import User
from socialgoods.prescription.models import Variant


@task()
def compute_variant(job_id: int, variant_id: int, by_id: int) -> None:
    from socialgoods.prescription.actions import variant as actions

    with jobs.running(job_id) as progress:
        variant = Variant.objects.filter(pk=variant_id).first()
        if variant is None:
            raise jobs.Cancelled
        actions.compute_variant(variant=variant, by=User.objects.get(pk=by_id), at=clock.now(), progress=progress)


@task()
def check_round(job_id: int, round_id: int, by_id: int) -> None:
    from socialgoods.prescription.actions import checking
    from socialgoods.prescription.models import Round

    with jobs.running(job_id) as progress:
        row = Round.objects.get(pk=round_id)
        found = checking.check(round=row, by=User.objects.get(pk=by_id), at=clock.now(), progress=progress)
        progress(len(found), len(found), checking.told(found))
