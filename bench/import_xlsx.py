"""import_xlsx_100k_s: 100,000 organisations in an XLSX file, checked, compared and written into an empty register.

Each run has a process and a database of its own; what is measured is the command, without starting Python. The
database is SQLite, or made in the server that BENCH_POSTGRESQL names (`postgresql://user@host:port/`).
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

ROWS = 100_000
RUNS = 3
HEADINGS = ("등록번호", "이름", "유형", "분야", "읍·면", "설립일", "상태", "사업자등록번호", "주소", "전화")
FORMS = ("협동조합", "사회적협동조합", "영농조합법인", "주식회사", "(유)", "")
KINDS = ("마을공동체", "협동조합", "사회적협동조합", "마을기업", "사회적기업", "자활기업")
SECTORS = ("먹거리", "교육", "복지·돌봄", "문화·예술", "관광·체험", "환경·자원순환", "공예", "기타")
SYLLABLES = "가나다라마바사아자차카타파하고노도로모보소오조초코토포호구누두루무부수우주추쿠투푸후한별솔빛들샘강산마을"


def measure() -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="socialgoods-bench-") as folder:
        path = Path(folder) / "organisations.xlsx"
        write_list(path)
        runs = [_run(path, Path(folder), number) for number in range(RUNS)]
    return {"id": "import_xlsx_100k_s", "unit": "s", "goal": 4, "runs": runs}


def write_list(path: Path, rows: int = ROWS) -> None:
    import xlsxwriter

    from socialgoods.kernel.identifiers import business_check_digit
    from socialgoods.places.county import SHIPPED

    random = Random(2017)
    areas = [line.split(",")[2] for line in (SHIPPED / "districts.csv").read_text().splitlines()[1:]]
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("조직")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, HEADINGS)
    names: set[str] = set()
    for number in range(1, rows + 1):
        area = random.choice(areas)
        first_nine = f"{101 + number // 10_000 + 20 * random.randrange(40)}{random.choice((80, 81, 82, 86))}{number % 10_000:04d}"
        business_no = f"{first_nine}{business_check_digit(first_nine)}"
        word = "".join(random.choices(SYLLABLES, k=3))
        while f"{area} {word}" in names:
            word += random.choice(SYLLABLES)
        names.add(f"{area} {word}")
        cells = (
            f"B{number:06d}",
            f"{area[:-1]} {word} {random.choice(FORMS)}".strip(),
            random.choice(KINDS),
            random.choice(SECTORS),
            area,
            date(2008, 1, 1) + timedelta(days=random.randrange(3_600)),
            "활동 중" if random.random() < 0.93 else "쉬는 중",
            f"{business_no[:3]}-{business_no[3:5]}-{business_no[5:]}" if number % 3 else "",
            f"전북특별자치도 완주군 {area} {word}로 {random.randint(1, 400)}-{random.randint(1, 40)}",
            f"063-{random.randint(200, 999)}-{number % 10_000:04d}",
        )
        for column, value in enumerate(cells):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, day)
            else:
                sheet.write_string(number, column, value)
    book.close()


def _run(path: Path, folder: Path, number: int) -> float:
    environment = {
        **os.environ,
        "DATABASE_URL": _database(folder, number),
        "SOCIALGOODS_VAR": str(folder / "var"),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, __file__, str(path)], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    seconds, written = json.loads(done.stdout.splitlines()[-1])
    if written != ROWS:
        raise RuntimeError(f"{written} of {ROWS} rows were written")
    return float(seconds)


def _database(folder: Path, number: int) -> str:
    server = os.environ.get("BENCH_POSTGRESQL")
    if not server:
        return f"sqlite:///{folder}/{number}.sqlite3"
    import psycopg

    name = f"bench_import_{os.getpid()}_{number}"
    with psycopg.connect(f"{server.rstrip('/')}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{server.rstrip('/')}/{name}"


def _child(path: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "socialgoods.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from socialgoods.registry.models import Organization

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_county", stdout=sys.stderr)
    began = time.perf_counter()
    call_command("import_organizations", path, commit=True, stdout=sys.stderr)
    seconds = time.perf_counter() - began
    print(json.dumps([seconds, Organization.objects.count()]))


if __name__ == "__main__":
    _child(sys.argv[1])
