"""From a file of the bank to lines, and back. Lines that an earlier file brought are not brought again."""

import hashlib
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.exchange import bank
from socialgoods.exchange.bank.reading import keys_of
from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.ledger.models import Account, BankDraft, BankLine, BankStatement, Entity
from socialgoods.ledger.rules import bank_sheet
from socialgoods.people.models import User


class NotImported(Exception):
    """Carries the reasons, ready to show. Nothing was written."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = list(reasons)
        super().__init__(" ".join(self.reasons))


class NotUndone(Exception):
    """The text says why, ready to show."""


def opened(content: bytes, filename: str) -> bank.Sheet:
    """Raises `exchange.workbook.Refused`, whose sentence is ready to show."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statement"
        path.write_bytes(content)
        return bank.open_sheet(path, filename=filename)


@transaction.atomic
def take_in(*, account: Account, content: bytes, filename: str, by: User | None, at: datetime) -> BankDraft:
    """The file as a table, sealed, with what each column is likely to be; the same file again is looked at anew."""
    sheet = opened(content, filename)
    told: dict[str, Any] = {
        "name": filename[-200:],
        "sheet": bank_sheet.to_json(sheet),
        "layout": bank_sheet.layout_to_json(layout_for(account, sheet)),
        "by": by,
        "at": at,
    }
    draft, _is_new = BankDraft.objects.update_or_create(
        account=account, sha256=hashlib.sha256(content).hexdigest(), defaults=told
    )
    events.record("ledger.bank_file.taken_in", draft, by=by, at=at, account=account.code, rows=len(sheet.rows))
    return draft


def layout_for(account: Account, sheet: bank.Sheet) -> bank.Layout:
    """As a file with the same headings was read before, in these books; else as the headings say."""
    before = BankStatement.objects.filter(account__entity=account.entity_id, shape=sheet.shape).first()
    return bank_sheet.layout_from_json(before.layout) if before and before.layout else bank.propose(sheet)


@transaction.atomic
def choose(*, draft: BankDraft, layout: bank.Layout, by: User | None, at: datetime) -> None:
    draft.layout = bank_sheet.layout_to_json(layout)
    draft.save(update_fields=["layout"])
    events.record("ledger.bank_file.mapped", draft, by=by, at=at)


def looked_at(draft: BankDraft, at: datetime) -> bank.Reading:
    sheet = bank_sheet.from_json(draft.sheet)
    return bank.read(sheet, bank_sheet.layout_from_json(draft.layout), today=seoul_day(at))


@transaction.atomic
def bring(*, draft: BankDraft, with_breaks: bool = False, by: User | None, at: datetime) -> BankStatement:
    """The draft's lines into the books' list of lines, all that are new, or nothing."""
    sheet = bank_sheet.from_json(draft.sheet)
    statement = bring_lines(
        account=draft.account, sheet=sheet, layout=bank_sheet.layout_from_json(draft.layout), sha256=draft.sha256,
        with_breaks=with_breaks, by=by, at=at,
    )  # fmt: skip
    BankDraft.objects.filter(pk=draft.pk).delete()
    return statement


@transaction.atomic
def bring_lines(
    *, account: Account, sheet: bank.Sheet, layout: bank.Layout, sha256: str, with_breaks: bool = False, by: User | None, at: datetime
) -> BankStatement:  # fmt: skip
    reading = bank.read(sheet, layout, today=seoul_day(at))
    reasons = [*reasons_against_number(account, sheet.number), *(problem.sentence for problem in reading.errors)]
    if not with_breaks:
        reasons += [problem.sentence for problem in reading.breaks]
    if reasons:
        raise NotImported(reasons)
    Entity.objects.select_for_update().get(pk=account.entity_id)
    fresh = new_lines(account, reading.lines)
    if not fresh:
        raise NotImported([_("새로 가져올 거래가 없습니다. 이 파일의 거래는 모두 이미 가져왔습니다.")])
    statement, is_new = BankStatement.objects.get_or_create(
        account=account,
        sha256=sha256,
        defaults={
            "name": sheet.file[-200:], "bank": sheet.bank, "number": sheet.number, "shape": sheet.shape,
            "layout": bank_sheet.layout_to_json(layout), "by": by, "at": at,
        },
    )  # fmt: skip
    BankLine.objects.bulk_create(
        BankLine(
            statement=statement, account=account, day=line.day, moment=line.moment, amount=line.amount, balance=line.balance,
            counterpart=line.counterpart, text=line.text, key=key,
        )
        for key, line in fresh
    )  # fmt: skip
    events.record("ledger.bank_statement.imported", statement, by=by, at=at, lines=len(fresh), is_new=is_new)
    return statement


def reasons_against_number(account: Account, said: str) -> list[str]:
    """A file of another account: what this account's number is, earlier files have said."""
    if not said:
        return []
    known = [row.number for row in account.statements.order_by("pk").only("number") if row.number]
    other = next((number for number in known if not bank.is_same_number(number, said)), None)
    if other is None:
        return []
    return [
        _(
            "이 파일은 계좌번호 %(said)s의 거래내역입니다. 이 계정(%(account)s)에 지금까지 가져온 파일의 계좌번호는 %(known)s입니다. "
            "맞는 계정을 골라 올리거나, 통장을 바꾸었으면 새 계정을 만들어 올려 주세요."
        )
        % {"said": said, "account": account.name, "known": other}
    ]


def new_lines(account: Account, lines: Sequence[bank.Line]) -> list[tuple[str, bank.Line]]:
    """Those that no earlier file brought, oldest first, by their keys."""
    there = set(BankLine.objects.filter(account=account).values_list("key", flat=True))
    return [(key, line) for key, line in zip(keys_of(lines), lines, strict=True) if key not in there]


@transaction.atomic
def give_up(*, draft: BankDraft, by: User | None, at: datetime) -> None:
    events.record("ledger.bank_file.given_up", draft, by=by, at=at)
    draft.delete()


@transaction.atomic
def undo(*, statement: BankStatement, by: User | None, at: datetime) -> int:
    """All lines that the file brought, away again; not one of them may have been matched."""
    Entity.objects.select_for_update().get(pk=statement.account.entity_id)
    matched = statement.lines.said().exclude(posting=None, is_split=False).count()
    if matched:
        raise NotUndone(
            _("이 파일의 거래 %(count)s건을 이미 장부와 맞추었습니다. 먼저 그 거래의 맞춤을 푼 다음 되돌리세요.")
            % {"count": matched}
        )
    events.record("ledger.bank_statement.undone", statement, by=by, at=at, file=statement.name)
    count = statement.lines.said().count()
    statement.lines.all().delete()
    statement.delete()
    return count
