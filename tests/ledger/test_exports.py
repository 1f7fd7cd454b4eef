"""The books taken away: another programme adds them up to the same won, a spreadsheet calculates nothing, paper has real letters."""

import io
import shutil
import subprocess
import tracemalloc
from datetime import date

import pytest
from django.urls import reverse

from ledger.made import draft, posted
from ledger.world import FROM, NOON, TODAY, filled, kept
from socialgoods.kernel.models import Event
from socialgoods.ledger import paper
from socialgoods.ledger.actions import hand
from socialgoods.ledger.actions.close import close_period
from socialgoods.ledger.actions.post import Draft, Line
from socialgoods.ledger.queries import journal as journals
from socialgoods.ledger.queries import sheets
from socialgoods.ledger.queries.balances import trial_balance
from socialgoods.ledger.queries.journal import account_name, journal

pytestmark = pytest.mark.django_db
HOSTILE = '=HYPERLINK("http://a") ; | : (x)  two  spaces\n2018-01-01 injected\n    assets:9999  5 KRW'


@pytest.fixture
def books():
    """With everything that makes an export stumble: a reversal, a closed year, hostile words, three legs."""
    entity, keeper = kept()
    entry = filled(entity)[1]
    hand.undo(entry=entry, day=TODAY, reason="잘못 적음", today=TODAY, by=keeper, at=NOON)
    lines = [
        Line("@bank", 90_000),
        Line("@fees", 10_000, party=HOSTILE[:80], text="a, b; c"),
        Line("@sales", -100_000, programme="+1"),
    ]
    posted(
        entity, Draft(date(2018, 3, 6), HOSTILE, lines, "hostile"), draft(7, debit="@bank", credit="@sales", key="z")
    )
    entity.accounts.create(code="5999", name="(괄호) ; 이름:둘  ", kind="expense")
    posted(entity, draft(3, debit="5999", credit="@bank", key="odd"))
    close_period(entity=entity, until=date(2019, 1, 1), by=keeper, at=NOON)
    return entity, keeper


def hledger(path, *words):
    run = subprocess.run(["hledger", "-f", path, *words], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("hledger"), reason="hledger is not here: apt-get install hledger")
@pytest.mark.parametrize("until", [None, date(2018, 3, 1), date(2019, 1, 1)])
def test_hledger_agrees_to_the_won(books, tmp_path, until):
    entity, _keeper = books
    path = tmp_path / "books.journal"
    path.write_text("".join(journal(entity, until=until)), encoding="utf-8")

    hledger(path, "check", "--strict", "ordereddates", "accounts", "commodities")
    rows = [
        line.split('","') for line in hledger(path, "balance", "--flat", "--empty", "-N", "-O", "csv").splitlines()[1:]
    ]

    theirs = {name.strip('"'): int(won.strip('"').removesuffix(" KRW")) for name, won in rows}
    ours = {account_name(row.account): row.balance for row in trial_balance(entity, until=until or date(2100, 1, 1))}
    assert {name: won for name, won in theirs.items() if won} == {name: won for name, won in ours.items() if won}
    assert set(ours) <= set(theirs)


def test_words_cannot_break_out_of_their_line(books):
    entity, _keeper = books

    said = "".join(journal(entity))

    assert "\n2018-01-01 injected" not in said
    assert not [line for line in said.splitlines() if line.strip().startswith("assets:9999")]
    assert said.count("\n2018-") == entity.entries.count()


def test_the_journal_is_handed_over_and_who_took_it_is_written_down(client, books):
    entity, keeper = books
    client.force_login(keeper)

    answer = client.get(reverse("journal_file", args=[entity.code]))

    assert answer["Content-Disposition"] == f'attachment; filename="{entity.code}.journal"'
    assert b"".join(answer).decode() == "".join(journal(entity))
    assert Event.objects.filter(name="ledger.books.exported", by=keeper).count() == 1


@pytest.mark.slow
def test_many_entries_take_as_much_memory_as_few(books, monkeypatch):
    """Read some at a time, handed over some at a time; on an in-memory SQLite, what Python itself holds."""
    entity, _keeper = books
    monkeypatch.setattr(journals, "AT_ONCE", 50)

    def peak():
        tracemalloc.start()
        size = sum(map(len, journal(entity)))
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size, held

    posted(
        entity,
        *(
            draft(number + 1, credit="@sales", day=date(2019, 2, 1), key=f"few-{number}", text=f"판매 {number}")
            for number in range(200)
        ),
    )
    peak()
    size, held = peak()
    posted(
        entity,
        *(
            draft(number + 1, credit="@sales", day=date(2019, 2, 1), key=f"many-{number}", text=f"판매 {number}")
            for number in range(1_800)
        ),
    )
    more, still = peak()

    assert more > 5 * size
    assert still < 1.5 * held


@pytest.mark.slow
def test_the_spreadsheet_has_every_sheet_and_calculates_nothing(client, books):
    entity, keeper = books
    client.force_login(keeper)

    content = client.get(reverse("books_file", args=[entity.code]) + "?on=2018-12-31").getvalue()

    tables = sheets_of(content)
    assert list(tables) == ["합계잔액시산표", "손익계산서", "대차대조표", "예산과 실적", "계정", "전표"]
    journal_rows = tables["전표"][1:]
    assert sum(row[5] or 0 for row in journal_rows) == sum(row[6] or 0 for row in journal_rows)
    assert HOSTILE in {row[2] for row in journal_rows}
    assert b"<f>" not in unzipped(content)


def sheets_of(content):
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: [[None if cell == "" else cell for cell in row] for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }


def unzipped(content):
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist() if "worksheets" in name)


@pytest.mark.parametrize("name", ["trial_balance", "income_statement", "balance_sheet"])
def test_a_statement_says_the_same_on_the_screen_and_in_a_sheet(client, books, name):
    entity, keeper = books
    client.force_login(keeper)
    address = reverse(name, args=[entity.code])

    shown = client.get(address).context["sheet"]
    rows = next(iter(sheets_of(client.get(address + "?form=xlsx").getvalue()).values()))

    said = [tuple(row[2:]) for row in rows[1 : len(shown.rows) + 1]]
    assert said == [row.amounts or (None,) * len(shown.headings) for row in shown.rows]
    assert any("확정한 전표" in str(row[1]) for row in rows[len(shown.rows) :] if len(row) > 1)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not here")
def test_the_statements_on_paper_are_real_letters_and_the_same_won(books, tmp_path):
    entity, _keeper = books
    sheet = sheets.balance_sheet(entity, on=TODAY)
    rows = [
        sheet,
        sheets.income_statement(entity, since=FROM, until=date(2018, 4, 1)),
        sheets.trial_balance(entity, on=TODAY),
    ]
    content = paper.statements(entity, rows, at=NOON)
    (tmp_path / "a.pdf").write_bytes(content)

    run = subprocess.run(["pdftotext", "-layout", tmp_path / "a.pdf", "-"], capture_output=True, check=True)

    said = "".join(run.stdout.decode().split(" "))
    for words in (
        "두레두부",
        "대차대조표",
        "손익계산서",
        "합계잔액시산표",
        "2018년3월20일(화)현재",
        "확정한전표1번부터",
        "보통예금",
        "원",
    ):
        assert words in said
    assert f"{sheet.answer[0]:,}" in said
    assert "\N{REPLACEMENT CHARACTER}" not in said
    assert b"PretendardGOV" in content
