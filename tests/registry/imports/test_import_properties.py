"""Whatever the register and whatever the sheet: a second time changes nothing, and undoing brings everything back."""

import io
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from registry.imports.conftest import csv_of
from socialgoods.exchange import headings, workbook
from socialgoods.kernel import clock
from socialgoods.kernel.periods import seoul_day
from socialgoods.places.actions import load_county
from socialgoods.places.models import District
from socialgoods.registry.actions.imports import committing, reading, undoing
from socialgoods.registry.actions.imports.checking import in_silence
from socialgoods.registry.models import Designation, ImportBatch, Organization, StatusPeriod
from socialgoods.registry.queries.imports.asked import Asked
from socialgoods.registry.queries.imports.targets import TARGETS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HEADINGS = (
    "등록번호",
    "이름",
    "유형",
    "분야",
    "읍·면",
    "주소",
    "사업자등록번호",
    "전화",
    "설립일",
    "상태",
    "문 닫은 날",
    "인증·지정",
)
NUMBERS = ("1078153660", "2048208589", "")
ROW = st.tuples(
    st.sampled_from(["", "W-1", "W-2"]),
    st.sampled_from(["콩사랑", "㈜콩사랑", "두레", "행복마을"]),
    st.sampled_from(["협동조합", "마을기업"]),
    st.sampled_from(["먹거리", "공예"]),
    st.sampled_from(["", "봉동읍", "용진읍", "칠보면"]),
    st.sampled_from(["", "완주군 봉동읍 추동로 1", "완주군 천호로 2", "전북 정읍시 칠보면 원촌1길 34"]),
    st.sampled_from(NUMBERS),
    st.sampled_from(["", "063-555-0001"]),
    st.sampled_from(["", "2015", "2015-03-12"]),
    st.sampled_from(["", "활동 중", "쉬는 중", "문 닫음"]),
    st.sampled_from(["", "2017-06-30"]),
    st.sampled_from(["", "마을기업 지정"]),
)
KNOWN = st.tuples(
    st.sampled_from(["콩사랑", "두레"]),
    st.sampled_from([None, "봉동읍"]),
    st.sampled_from(["1078153660", ""]),
    st.sampled_from(["active", "dormant"]),
)


@pytest.fixture
def places(db):
    load_county()


def everything():
    return [
        list(Organization.objects.order_by("pk").values()),
        list(StatusPeriod.objects.order_by("pk").values()),
        list(Designation.objects.order_by("pk").values()),
    ]


def register(known):
    for number, (name, area, business_no, status) in enumerate(known):
        district = District.objects.filter(name=area).first()
        row = Organization.objects.create(
            code=f"SG{number:05d}",
            name=name,
            kind="cooperative",
            sector="food",
            status=status,
            business_no=business_no if number == 0 else "",
            district=district,
            residence="inside" if district else "unknown",
            created_at=clock.now(),
        )
        StatusPeriod.objects.create(organization=row, status=status, starts_on=date(2012, 5, 1))


def take_in(rows):
    """What the command does: check, leave out what has errors, write."""
    at = clock.now()
    target = TARGETS["organizations"]
    path = io.BytesIO(csv_of(HEADINGS, *rows))
    table = _table(path.getvalue())
    mapping, _ = reading.proposed(table, target)
    skip: set[int] = set()
    while True:
        checked = reading.checked_table(table, mapping, target, today=seoul_day(at), options={}, skip=skip)
        plan = target.plan(Asked(checked, at))
        bad = {number for number, fate in zip(plan.numbers, plan.fates, strict=True) if fate & 8}
        if not bad:
            break
        skip |= bad
    batch = ImportBatch.objects.create(
        target="organizations", state="checked", fingerprint="x", filename="a", digest="a", uploaded_at=at
    )
    committing.write(batch=batch, plan=plan, by=None, at=at)
    return batch, plan


def _table(content):
    from pathlib import Path
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_bytes(content)
        return headings.find_table(workbook.open_workbook(path).read())


BARE = ("", "콩사랑", "협동조합", "먹거리", "", "", "", "", "", "", "", "")
PLACED = (*BARE[:5], "완주군 봉동읍 추동로 1", "1078153660", *BARE[7:])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(known=st.lists(KNOWN, max_size=3), rows=st.lists(ROW, min_size=1, max_size=5))
@example(known=[("콩사랑", None, "1078153660", "active")], rows=[PLACED, BARE])
def test_a_second_time_changes_nothing_and_undoing_brings_everything_back(places, known, rows):
    with transaction.atomic():
        register(known)
        before = everything()

        batch, _ = take_in(rows)
        after = everything()
        again, plan = take_in(rows)

        assert (plan.counts.new, plan.inserts) == (0, [])
        assert everything() == after
        _holds()
        undoing.undo(batch=again, by=None, at=clock.now(), keep=False, promised="", progress=in_silence)
        undoing.undo(batch=batch, by=None, at=clock.now(), keep=False, promised="", progress=in_silence)
        assert everything() == before
        transaction.set_rollback(True)


def _holds():
    """What is true of every register, whoever wrote it."""
    for row in Organization.objects.prefetch_related("status_periods"):
        written = (row.name_key, row.initials, row.address_index)
        row.fill_keys()
        assert written == (row.name_key, row.initials, row.address_index)
        assert [period.status for period in row.status_periods.all() if period.ends_on is None] == [row.status]
