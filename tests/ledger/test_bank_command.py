"""`socialgoods import_bank`: says what it would bring, and writes only when told to."""

import pytest
from django.core.management import CommandError, call_command

from ledger.bank_made import file_of
from socialgoods.kernel import clock
from socialgoods.ledger.models import BankLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path, books):
    path = tmp_path / "거래.csv"
    path.write_bytes(file_of(("2018-03-05", "한마음", "회비", 10_000), ("2018-03-06", "마트", "다과", -3_000)))
    return path


def test_without_commit_nothing_is_written(file, capsys):
    call_command("import_bank", "network", str(file))

    assert "새 거래 2건" in capsys.readouterr().out
    assert not BankLine.objects.exists()


def test_with_commit_the_lines_are_brought_once(file, capsys):
    call_command("import_bank", "network", str(file), "--commit")

    with pytest.raises(CommandError, match="이미 가져왔습니다"):
        call_command("import_bank", "network", str(file), "--commit", "--account", "1030")

    assert BankLine.objects.count() == 2


def test_a_wrong_file_ends_with_the_place(file, capsys):
    file.write_bytes(file.read_bytes().replace(b"03-06", b"02-30"))

    with pytest.raises(CommandError, match="고칠 곳이 있어"):
        call_command("import_bank", "network", str(file))

    assert "3행 A열(거래일자)" in capsys.readouterr().err


def test_columns_are_said_by_letter(file, capsys):
    file.write_text("언제,돈\n2018-03-05,-500\n", encoding="utf-8")

    call_command("import_bank", "network", str(file), "--column", "A=day", "--column", "b=amount", "--commit")

    assert BankLine.objects.get().amount == -500


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["elsewhere", "a.csv"], "계정"),
        (["network", "none.csv"], "읽을 수 없습니다"),
        (["network", "a.csv", "--account", "@sales"], "계정"),
        (["network", "FILE", "--column", "Z=day"], "알 수 없습니다"),
    ],
)
def test_what_is_not_there_is_said(file, arguments, words):
    with pytest.raises(CommandError, match=words):
        call_command("import_bank", *[str(file) if word == "FILE" else word for word in arguments])


def test_a_day_after_the_countys_today_is_refused(file):
    year = clock.today().year + 1
    file.write_bytes(file_of((f"{year}-12-31", "가", "회비", 5)))

    with pytest.raises(CommandError):
        call_command("import_bank", "network", str(file))
