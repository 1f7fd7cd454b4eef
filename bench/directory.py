"""directory_31k_cpu_ms: processor time of a page of the directory with 31,000 organisations; ≤ 150 kB compressed.

In a process and a database of its own: eleven pages (the first, a deep one, searches, filters, sorts) are opened six times
each through the whole of the site (middleware, session, templates, compression); a run is the median over pages of the
median over the last five. Beside it stand the slowest page and the weight of everything a first visitor loads, without
fonts. SQLite, or the server that BENCH_POSTGRESQL names (`postgresql://user@host:port/`); there the work of the database
is another process and is not counted.
"""

import gzip
import json
import os
import re
import statistics
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from bench import apart

ORGANIZATIONS = 31_000
RUNS = 3
REPEATS = 6
GOAL_BYTES = 150_000
PAGES = [
    "/organizations/",
    "/organizations/?page=2",
    "/organizations/?page=900",
    "/organizations/?q=두레",
    "/organizations/?q=들기름",
    "/organizations/?q=ㅎㅅㄷㄹ",
    "/organizations/?q=고산+마을",
    "/organizations/?kind=cooperative",
    "/organizations/?kind=village_community&sector=food&district=5271036000",
    "/organizations/?sort=-founded",
    "/organizations/?designation=village_enterprise&status=any",
]
FIRST = "햇살 달빛 별빛 새벽 노을 안개 이슬 구름 바람 너른 고운 맑은 솔향 들꽃 참샘 옛골 새터 한밭 물안 너멍 갈마 오봉".split()
SECOND = "골 들 내 말 터 재 실 뜰 샘 숲".split()
THIRD = "두레 마을 협동조합 사람들 공방 농원 학교 부엌 살림 나눔 이음 가게".split()
DOES = (
    "들기름을 짭니다|빵을 굽습니다|어르신을 돌봅니다|집을 고칩니다|나물을 말립니다|아이들과 놉니다|천을 물들입니다|"
    "체험 마을을 꾸립니다"
).split("|")


def measure() -> dict[str, Any]:
    found = apart.found("directory")
    print(f"  slowest: {found['slowest']}; {found['kilobytes']} kB; at most {found['queries']} queries")
    return {"id": "directory_31k_cpu_ms", "unit": "ms", "goal": 20, "runs": found["runs"]}


def work() -> None:
    """In the process of one run."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_county", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115
    call_command("collectstatic", interactive=False, verbosity=0)
    fill()
    client = Client(headers={"accept-encoding": "gzip", "accept-language": "ko"})
    runs, by_page = [], {page: [] for page in PAGES}
    for _ in range(RUNS):
        medians = {page: _median_cpu_ms(client, page) for page in PAGES}
        runs.append(round(statistics.median(medians.values()), 2))
        for page, spent in medians.items():
            by_page[page].append(spent)
    slowest = max(by_page, key=lambda page: statistics.median(by_page[page]))
    queries = []
    for page in PAGES:
        with CaptureQueriesContext(connection) as seen:
            client.get(page)
        queries.append(len(seen))
    weight = sum(page_weight(client, "/organizations/").values())
    if weight > GOAL_BYTES:
        raise RuntimeError(f"a first visit weighs {weight} bytes, more than {GOAL_BYTES}")
    found = {
        "runs": runs,
        "slowest": f"{slowest} {statistics.median(by_page[slowest]):.1f} ms",
        "kilobytes": round(weight / 1000, 1),
        "queries": max(queries),
    }
    print(json.dumps(found, ensure_ascii=False))


def _median_cpu_ms(client: Any, page: str) -> float:
    """The first one warms up."""
    return statistics.median([apart.cpu_ms(client, page) for _ in range(REPEATS)][1:])


def page_weight(client: Any, page: str) -> dict[str, int]:
    """Compressed bytes of the page and of each style sheet, script and icon it names; fonts are left out."""
    from django.contrib.staticfiles.storage import staticfiles_storage

    response = client.get(page)
    found = {page: len(response.content)}
    text = gzip.decompress(response.content).decode()
    for address in set(re.findall(r'(?:href|src)="(/(?:static/[^"#]+|county\.css))', text)):
        if address.endswith((".woff2", ".otf")):
            continue
        if address.startswith("/static/"):
            content = Path(staticfiles_storage.path(address.removeprefix("/static/"))).read_bytes()
        else:
            content = client.get(address, headers={"accept-encoding": "identity"}).content
        found[address] = len(gzip.compress(content))
    return found


def fill() -> None:
    """Names and activities as they occur; one in eight designated, one in forty closed, one in fifty without a district."""
    from socialgoods.places.models import District
    from socialgoods.registry import codes
    from socialgoods.registry.models import Designation, Organization

    random = Random(2017)
    districts = list(District.objects.values_list("pk", flat=True))
    kinds, sectors = list(codes.kinds()), list(codes.sectors())
    names = [f"{a}{b} {c}" for a, b, c in product(FIRST, SECOND, THIRD)]
    rows = []
    for number in range(ORGANIZATIONS):
        placed = random.random() > 0.02
        row = Organization(
            code=f"B{number:06d}",
            name=f"{names[number % len(names)]} {number // len(names) or ''}".strip(),
            kind=random.choice(kinds),
            sector=random.choice(sectors),
            activity=random.choice(DOES) if random.random() < 0.8 else "",
            introduction="이웃과 함께 꾸립니다. " * 20 if random.random() < 0.3 else "",
            status="closed" if random.random() < 0.025 else "active",
            founded_on=date(random.randint(1995, 2017), random.randint(1, 12), 1),
            residence="inside" if placed else "unknown",
            district_id=random.choice(districts) if placed else None,
            address="전북 완주군 고산면 읍내리 1",
            phone="063-000-0000",
            created_at=datetime(2018, 1, 1, tzinfo=UTC),
        )
        row.fill_keys()
        rows.append(row)
    Organization.objects.bulk_create(rows, batch_size=1000)
    pks = Organization.objects.order_by("pk").values_list("pk", flat=True)
    Designation.objects.bulk_create(
        [
            Designation(organization_id=pk, kind="village_enterprise", starts_on=date(2015, 1, 1))
            for position, pk in enumerate(pks)
            if position % 8 == 0
        ],
        batch_size=1000,
    )


if __name__ == "__main__":
    print(measure())
