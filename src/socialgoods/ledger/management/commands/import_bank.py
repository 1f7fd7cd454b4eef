from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from socialgoods.exchange import bank
from socialgoods.exchange.bank.words import IGNORED
from socialgoods.exchange.refusals import Refused
from socialgoods.kernel import clock
from socialgoods.kernel.periods import seoul_day
from socialgoods.ledger.actions import bank_import as actions
from socialgoods.ledger.models import Account

SHOWN = 20


class Command(BaseCommand):
    help = "은행에서 받은 거래내역 파일(CSV, XLSX)을 장부의 통장에 가져옵니다. --commit이 없으면 무엇을 가져올지만 보입니다."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("books", metavar="장부", help="장부의 코드")
        parser.add_argument("file", metavar="파일", help="은행에서 받은 파일")
        parser.add_argument("--account", default="@bank", help="통장의 계정 번호나 @역할 (기본값 @bank)")
        parser.add_argument(
            "--column", action="append", default=[], metavar="열=항목", help="예: A=day C=in (모르는 서식일 때)"
        )
        parser.add_argument("--with-breaks", action="store_true", help="잔액이 이어지지 않아도 가져옵니다.")
        parser.add_argument("--commit", action="store_true", help="장부에 씁니다.")

    def handle(self, *args: Any, **options: Any) -> None:
        account = self._account(options["books"], options["account"])
        try:
            content = Path(options["file"]).read_bytes()
            sheet = actions.opened(content, Path(options["file"]).name)
        except OSError:
            raise CommandError(f"‘{options['file']}’ 파일을 읽을 수 없습니다. 경로와 이름을 확인해 주세요.") from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        layout = self._layout(account, sheet, options["column"])
        at = clock.now()
        reading = bank.read(sheet, layout, today=seoul_day(at))
        self._say(account, sheet, layout, reading)
        if not options["commit"]:
            if reading.errors or (reading.breaks and not options["with_breaks"]):
                raise CommandError("고칠 곳이 있어 가져올 수 없습니다. 아무것도 쓰지 않았습니다.")
            self.stdout.write("아직 쓰지 않았습니다. 가져오려면 --commit을 붙여 주세요.")
            return
        import hashlib

        try:
            statement = actions.bring_lines(
                account=account, sheet=sheet, layout=layout, sha256=hashlib.sha256(content).hexdigest(),
                with_breaks=options["with_breaks"], by=None, at=at,
            )  # fmt: skip
        except actions.NotImported as refusal:
            raise CommandError("\n".join([*refusal.reasons[:SHOWN], "아무것도 쓰지 않았습니다."])) from None
        self.stdout.write(f"가져왔습니다: {statement.name} {statement.lines.said().count():,}건.")

    def _account(self, books: str, named: str) -> Account:
        by = {"role": named[1:]} if named.startswith("@") else {"code": named}
        row = Account.objects.select_related("entity").filter(entity__code=books, is_cash=True, **by).first()
        if row is None:
            raise CommandError(f"장부 ‘{books}’에 현금이나 예금 계정 ‘{named}’이(가) 없습니다.")
        return row

    def _layout(self, account: Account, sheet: bank.Sheet, columns: list[str]) -> bank.Layout:
        layout = dict(actions.layout_for(account, sheet))
        by_letter = {letter: index for index, letter, _heading in sheet.columns}
        for said in columns:
            letter, _equals, field = said.partition("=")
            if letter.upper() not in by_letter or field not in {IGNORED, *bank.FIELDS}:
                raise CommandError(
                    f"‘{said}’을(를) 알 수 없습니다. 열은 {', '.join(by_letter)}, 항목은 {', '.join(bank.FIELDS)} 가운데 하나입니다."
                )
            layout[by_letter[letter.upper()]] = field
        return layout

    def _say(self, account: Account, sheet: bank.Sheet, layout: bank.Layout, reading: bank.Reading) -> None:
        for index, letter, heading in sheet.columns:
            self.stdout.write(
                f"  {letter} {heading or '(이름 없음)'} → {bank.FIELDS.get(layout.get(index, ''), '가져오지 않음')}"
            )
        for problem in (*reading.problems, *reading.breaks)[:SHOWN]:
            self.stderr.write(problem.sentence)
        fresh = actions.new_lines(account, reading.lines)
        self.stdout.write(
            f"{account}: 거래 {len(reading.lines):,}건 가운데 새 거래 {len(fresh):,}건, 건너뛴 행 {len(reading.skips):,}개."
        )
