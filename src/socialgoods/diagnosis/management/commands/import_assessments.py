from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from socialgoods.diagnosis.actions import bulk
from socialgoods.diagnosis.queries import instrument as instruments
from socialgoods.diagnosis.queries.tables import items_of
from socialgoods.diagnosis.rules import import_ as rules
from socialgoods.exchange import headings, tables, workbook
from socialgoods.exchange.files import SPECS
from socialgoods.exchange.mappings import missing, propose
from socialgoods.exchange.tables import CheckedTable
from socialgoods.kernel import clock
from socialgoods.people.models import User
from socialgoods.registry.models import Organization
from socialgoods.registry.queries.imports import known

SHOWN = 40


class Wrong(NamedTuple):
    where: str
    value: str
    sentence: str


class Command(BaseCommand):
    help = "파일에서 진단 응답을 가져옵니다(확정된 것으로). --commit 없이는 확인만 합니다."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="XLSX, XLS, ODS, CSV")
        parser.add_argument("--commit", action="store_true", help="등록부에 씁니다. 없으면 확인만 합니다.")
        parser.add_argument("--sheet", default="", help="시트 이름. 없으면 첫 시트를 읽습니다.")
        parser.add_argument("--by", default="", metavar="아이디", help="누구의 이름으로 남길지")

    def handle(self, *args: Any, **options: Any) -> None:
        by = self._person(options["by"])
        try:
            checked = self._checked(Path(options["file"]), options["sheet"])
        except workbook.Refused as refused:
            raise CommandError(str(refused.sentence)) from None
        wrong = [Wrong(each.where, each.value, each.sentence) for each in checked.problems if each.is_error]
        answers, against = self._answers(checked)
        self._say([*wrong, *against], checked.error_count + len(against))
        self._write(answers, by, commit=options["commit"])

    def _person(self, username: str) -> User | None:
        if not username:
            return None
        found = User.objects.filter(username__iexact=username).first()
        if found is None:
            raise CommandError(f"‘{username}’ 아이디를 쓰는 사람이 없습니다.")
        return found

    def _checked(self, path: Path, sheet: str) -> CheckedTable:
        spec = SPECS["assessments"]
        table = headings.find_table(workbook.open_workbook(path, filename=path.name).read(sheet))
        mapping = propose(table, spec)
        if lacking := missing(mapping, spec, strict=True):
            names = ", ".join(f"{field.ko}({field.name})" for field in lacking)
            raise CommandError(f"{path.name}에 꼭 있어야 하는 열이 없습니다: {names}.")
        return tables.check(table, mapping, spec, known.context(clock.today(), measures=False), strict=True)

    def _answers(self, checked: CheckedTable) -> tuple[list[bulk.Answer], list[Wrong]]:
        codes = set(Organization.objects.filter(merged_into=None).values_list("code", flat=True))
        versions: dict[int, str] = {}
        items: dict[str, rules.Items] = {}
        answers, wrong = [], []
        for number, record in checked.records():
            year = int(record["year"])
            if year not in versions:
                versions[year] = instruments.in_use(year)
            version = versions[year]
            if version not in items:
                items[version] = items_of(version)
            is_known = record["org_id"] in codes
            against = rules.reasons_against(record, is_known=is_known, version=version, items=items[version])
            wrong += [self._wrong(checked, number, field, record, why) for field, why in against]
            score = None if record["score"] is None else int(record["score"])
            answers.append((record["org_id"], year, record["item"], score))
        return answers, wrong

    def _wrong(self, checked: CheckedTable, number: int, field: str, record: dict[str, Any], why: str) -> Wrong:
        match = next(iter(checked.mapping.by_field().get(field, ())), None)
        column = f" {match.letter}열({match.heading})" if match else ""
        sheet = f"‘{checked.sheet}’ 시트, " if checked.sheet else ""
        where = f"{checked.file}, {sheet}{number}행{column}"
        return Wrong(where, str(record[field]), why)

    def _say(self, wrong: list[Wrong], count: int) -> None:
        for each in wrong[:SHOWN]:
            self.stdout.write(f"  {each.where} ‘{each.value}’: {each.sentence}")
        if count > SHOWN:
            self.stdout.write(f"  … 외 {count - SHOWN:,}")
        if count:
            raise CommandError(f"고칠 곳이 {count:,}군데 있어 아무것도 쓰지 않았습니다. 파일을 고친 뒤 다시 해 주세요.")

    def _write(self, answers: list[bulk.Answer], by: User | None, *, commit: bool) -> None:
        """Written, and taken back where it was only to be looked at: so that both say the same."""
        whole = {(code, year) for code, year, *_rest in answers}
        with transaction.atomic():
            written = bulk.load(answers, by=by, at=clock.now())
            if not commit:
                transaction.set_rollback(True)
        self.stdout.write(f"응답 {len(answers):,}개, 조직과 해로 {len(whole):,}건입니다.")
        if kept := len(whole) - written:
            self.stdout.write(f"진단이 이미 있는 {kept:,}건은 그대로 둡니다.")
        if not commit:
            self.stdout.write(f"확인만 했습니다. {written:,}건을 쓰려면 --commit을 붙이세요.")
        elif written:
            self.stdout.write(self.style.SUCCESS(f"{written:,}건을 확정된 진단으로 가져왔습니다."))
        else:
            self.stdout.write("새로 쓸 것이 없습니다.")
