"""The room's long work, as the worker runs it."""

from django_tasks import task

from socialgoods.cooperative.models import Assembly
from socialgoods.kernel import clock


@task()
def tell(assembly_id: int, of: str, reason: str) -> None:
    """The letters of a call, a new day or an end."""
    from socialgoods.cooperative.actions import letters

    assembly = Assembly.objects.select_related("cooperative").get(pk=assembly_id)
    letters.send(assembly=assembly, of=of, reason=reason, at=clock.now())
