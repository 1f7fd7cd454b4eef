"""Two officers press the button in the same moment: one writes, the other is told, nothing is doubled."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from registry.imports.conftest import HEADINGS, ROWS, csv_of, previewed
from socialgoods.kernel import clock
from socialgoods.kernel.jobs import Refused
from socialgoods.registry.actions.imports import checking, committing
from socialgoods.registry.models import ImportBatch, ImportState, Organization

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's writers queue up"),
]


def commit(pk, by, together):
    try:
        together.wait(timeout=20)
        committing.commit(batch=ImportBatch.objects.get(pk=pk), by=by, at=clock.now(), progress=checking.in_silence)
    except Refused as refused:
        return str(refused)
    finally:
        connection.close()
    return "written"


@pytest.mark.parametrize("same_import", [True, False], ids=["one import, two presses", "two imports of one list"])
def test_of_two_who_commit_at_once_one_is_told(working, officer, same_import):
    first = previewed(working, csv_of(HEADINGS, *ROWS))
    second = first if same_import else previewed(working, csv_of(HEADINGS, *ROWS[:2]), "other.csv")
    together = Barrier(2)

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(lambda batch: commit(batch.pk, officer, together), (first, second)))

    told = next(text for text in said if text != "written")
    assert said.count("written") == 1
    assert ("같은 파일을 두 번" if same_import else "다시 확인한 뒤 가져오세요") in told
    assert Organization.objects.count() == Organization.objects.values("name").distinct().count()
    assert ImportBatch.objects.filter(state=ImportState.COMMITTED).count() == 1
