"""`diagnose`, `prescribe` and `forecast` as an officer runs them: from any folder, without a database, told what is wrong."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from analysis.small_county import put, rows, support

SOCIALGOODS = Path(sys.executable).parent / "socialgoods"
ENGLISH_SENTENCE = re.compile(r"[A-Za-z]+( [a-z]+){3}")
FORECAST = {"start": 2018, "until": 2019}
PRESCRIBE = {"year": 2018, "until": 2020}


def ran(where, *words):
    """In a folder of its own, with nothing in the environment but the path."""
    return subprocess.run(
        [SOCIALGOODS, *words], cwd=where, env={"PATH": "/usr/bin:/bin"}, capture_output=True, check=False
    )


def without_seconds(report):
    told = json.loads(report.read_text(encoding="utf-8"))
    return {name: value for name, value in told.items() if not name.startswith("seconds")}


@pytest.fixture
def elsewhere(tmp_path):
    place = tmp_path / "elsewhere"
    place.mkdir()
    return place


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "suffix", "other", "years"),
    [
        ("diagnose", "csv", "xlsx", ("--year", "2017")),
        ("prescribe", "xlsx", "parquet", ("--year", "2018", "--until", "2020")),
        ("forecast", "parquet", "csv", ("--from", "2018", "--until", "2018")),
    ],
)
def test_command_needs_no_database_and_no_environment_and_says_the_same_of_every_kind_of_file(
    command, suffix, other, years, tmp_path, elsewhere
):
    found = []
    for kind in (suffix, other):
        county = put(tmp_path / kind, suffix=kind)
        done = ran(elsewhere, command, str(county), *years, "--out", f"result.{suffix}", "--report", "report.json")
        assert (done.returncode, done.stderr.decode()) == (0, "")
        assert "걸렸습니다" in done.stdout.decode()
        found.append(((elsewhere / f"result.{suffix}").read_bytes(), without_seconds(elsewhere / "report.json")))

    assert found[0] == found[1]
    assert sorted(path.name for path in elsewhere.iterdir()) == ["report.json", f"result.{suffix}"]


@pytest.mark.slow
def test_command_refuses_with_one_and_explains_itself_with_help(tmp_path, elsewhere):
    refused = ran(
        elsewhere, "prescribe", str(tmp_path / "nowhere"), "--year", "2018", "--until", "2020", "--out", "p.csv"
    )
    helped = ran(elsewhere, "prescribe", "--help")

    assert refused.returncode == 1
    assert "nowhere" in refused.stderr.decode()
    assert "Traceback" not in refused.stderr.decode()
    assert list(elsewhere.iterdir()) == []
    assert helped.returncode == 0
    assert "--reports-until" in helped.stdout.decode()


def row_of(name, number=0, **more):
    """A change of one row."""

    def change(given):
        given[name][number] = given[name][number] | more

    return change


def added(name, *new):
    def change(given):
        given[name] = [*given.get(name, []), *new]

    return change


def text_in(name, column, text):
    """What a typed table could not hold: written over the file afterwards."""

    def change(path):
        target = path / f"{name}.csv"
        lines = target.read_text(encoding="utf-8").splitlines()
        cells = lines[1].split(",")
        cells[lines[0].split(",").index(column)] = text
        target.write_text("\n".join([lines[0], ",".join(cells), *lines[2:], ""]), encoding="utf-8")

    return change


def without_column(name, column):
    def change(path):
        target = path / f"{name}.csv"
        lines = [line.split(",") for line in target.read_text(encoding="utf-8").splitlines()]
        at = lines[0].index(column)
        target.write_text("".join(",".join(line[:at] + line[at + 1 :]) + "\n" for line in lines), encoding="utf-8")

    return change


def twice(given):
    given["annual_reports"].append(given["annual_reports"][0])


PIN = {"org_id": "W01", "measure": "design", "choice": "pinned"}
HOSTILE = [
    ("missing file", None, lambda path: (path / "annual_reports.csv").unlink(), ("annual_reports", "넣어 주세요")),
    ("missing column", None, without_column("annual_reports", "labour_cost"), ("annual_reports.csv", "labour_cost")),
    ("unknown kind", row_of("organisations", kind="guild"), None, ("organisations.csv", "guild")),
    ("two reports for a year", twice, None, ("annual_reports.csv, 146행", "회계연도")),
    ("negative cost", row_of("annual_reports", labour_cost=-5), None, ("annual_reports.csv, 2행", "labour_cost", "음수")),
    ("measure without a source", None, text_in("measures", "sources", ""), ("measures.csv",)),
    ("shares that do not add up", row_of("measures", sources="county:0.5+national:0.2"), None, ("measures.csv",)),
    ("text in money", None, text_in("budgets", "amount", "많이"), ("budgets.csv, 2행", "금액")),
    ("unknown organisation in supports", added("supports", support("X9", 2016, "design")), None, ("supports.csv", "X9")),
    ("unknown sector in floors", added("floors", {"field": "sector", "value": "mining", "count": 1}), None, ("floors.csv", "mining")),
    ("unknown area in floors", added("floors", {"field": "area", "value": "없는읍", "count": 1}), None, ("floors.csv", "없는읍")),
    ("unknown measure in pins", added("pins", PIN | {"measure": "magic"}), None, ("pins.csv", "magic")),
    ("unknown organisation in pins", added("pins", PIN | {"org_id": "X9"}), None, ("pins.csv", "X9")),
    ("two pins for one", added("pins", PIN, PIN | {"measure": "fair"}), None, ("pins.csv", "W01")),
    ("pinned and forbidden", added("pins", PIN, PIN | {"choice": "forbidden"}), None, ("pins.csv, 3행",)),
    ("empty file", None, lambda path: (path / "budgets.csv").write_bytes(b""), ("budgets.csv",)),
    ("no organisation", None, lambda path: [
        (path / f"{name}.csv").write_text((path / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
        for name in ("organisations", "annual_reports", "assessments", "supports")
    ], ("organisations.csv",)),
    ("not a table", None, lambda path: (path / "budgets.csv").write_bytes(b"\x00\x01\x02" * 50), ("budgets.csv",)),
]  # fmt: skip


def folder_with(path, in_rows=None, on_disk=None):
    given = rows()
    if in_rows:
        in_rows(given)
    county = put(path / "county", given)
    if on_disk:
        on_disk(county)
    return county


def refusal(command, county, **options):
    said = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command(command, str(county), stdout=said, stderr=said, **options)
    assert caught.value.returncode == 1
    return str(caught.value)


def readable(sentence):
    return (
        bool(re.search("[가-힣]", sentence)) and "Traceback" not in sentence and not ENGLISH_SENTENCE.search(sentence)
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("in_rows", "on_disk", "names"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE]
)
def test_what_is_wrong_is_said_with_its_file_and_nothing_is_written(in_rows, on_disk, names, tmp_path):
    county = folder_with(tmp_path, in_rows, on_disk)

    said = refusal("prescribe", county, out=str(tmp_path / "p.csv"), report=str(tmp_path / "r.json"), **PRESCRIBE)

    assert readable(said), said
    assert [name for name in names if name not in said] == [], said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["county"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "options", "names"),
    [
        ("prescribe", {"year": 2018, "until": 2017}, ("--until 2017", "--year 2018")),
        ("prescribe", PRESCRIBE | {"reports_until": 2018}, ("--reports-until 2018",)),
        ("forecast", {"start": 2019, "until": 2018}, ("--until 2018", "--from 2019")),
        ("forecast", FORECAST | {"instrument": "unknown-1"}, ("unknown-1", "wanju-2018")),
        ("diagnose", {"out": "d.txt"}, ("d.txt", ".xlsx")),
        ("diagnose", {"out": "없는 곳/d.csv"}, ("없는 곳",)),
        ("diagnose", {"report": "없는 곳/r.json"}, ("없는 곳",)),
        ("diagnose", {"out": "county"}, ("county",)),
    ],
)
def test_wrong_option_is_said_in_a_sentence_and_nothing_is_written(command, options, names, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    county = folder_with(tmp_path)

    said = refusal(command, county, **({"out": "result.csv"} | options))

    assert readable(said), said
    assert [name for name in names if name not in said] == [], said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["county"]


@pytest.mark.slow
def test_instrument_that_is_no_instrument_is_named(tmp_path):
    (tmp_path / "mine.toml").write_text("version = 1\n", encoding="utf-8")

    said = refusal("diagnose", folder_with(tmp_path), instrument=str(tmp_path / "mine.toml"))

    assert "mine.toml" in said
    assert "확인해 주세요" in said


def zero(name, **more):
    def change(given):
        given[name] = [row | more for row in given[name]]

    return change


def only_heading(name):
    def change(path):
        target = path / f"{name}.csv"
        target.write_text(target.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")

    return change


@pytest.mark.slow
@pytest.mark.parametrize(
    ("in_rows", "on_disk", "says"),
    [
        (zero("budgets", amount=0), None, "추천할 지원이 없습니다"),
        (None, only_heading("budgets"), "추천할 지원이 없습니다"),
        (None, only_heading("measures"), "추천할 지원이 없습니다"),
        (None, only_heading("annual_reports"), "걸렸습니다"),
        (None, only_heading("supports"), "추천합니다"),
    ],
    ids=["budget of zero", "no budget", "no measure", "no report", "no support"],
)  # fmt: skip
def test_thin_data_have_a_defined_prescription(in_rows, on_disk, says, tmp_path):
    said = io.StringIO()

    call_command("prescribe", str(folder_with(tmp_path, in_rows, on_disk)), out=str(tmp_path / "p.csv"), report=str(tmp_path / "r.json"),
                 stdout=said, stderr=said, **PRESCRIBE)  # fmt: skip

    assert says in said.getvalue()
    assert (
        (tmp_path / "p.csv").read_text(encoding="utf-8").startswith("org_id,year,measure,source,amount,expected_gain")
    )
    told = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    served = len((tmp_path / "p.csv").read_text(encoding="utf-8").splitlines()) - 1
    assert served + len(told["unserved"]) == told["organisations"]


@pytest.mark.slow
def test_year_without_reports_is_said_to_be_unknown(tmp_path):
    said = io.StringIO()

    call_command("diagnose", str(folder_with(tmp_path)), year=2031, out=str(tmp_path / "d.csv"), stdout=said)

    assert "2031년에는 보고가 없어 자립을 알 수 없습니다." in said.getvalue()


@pytest.mark.slow
def test_floors_that_cannot_be_kept_are_told(tmp_path):
    said = io.StringIO()
    change = added("floors", {"field": "sector", "value": "food", "count": 7})

    call_command("prescribe", str(folder_with(tmp_path, change)), stdout=said, **PRESCRIBE)

    assert "1건이 모자랍니다" in said.getvalue()
