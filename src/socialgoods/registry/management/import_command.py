"""What all `import_…` commands share: FILE in, tables out; written only with --commit."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from socialgoods.exchange import workbook
from socialgoods.exchange.mappings import IGNORED, Mapping
from socialgoods.exchange.presets import PRESETS
from socialgoods.exchange.tables import CheckedTable, Problem
from socialgoods.kernel import bulk, clock
from socialgoods.kernel.formats import josa
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.periods import seoul_day
from socialgoods.people.models import User
from socialgoods.registry.actions.imports import checking, choosing, committing, reading, undoing
from socialgoods.registry.management.bar import Bar
from socialgoods.registry.models import ImportBatch, ImportState
from socialgoods.registry.queries.imports.asked import Asked
from socialgoods.registry.queries.imports.targets import TARGETS, Choice
from socialgoods.registry.rules.imports.fate import Fate
from socialgoods.registry.rules.imports.plan import Plan
from socialgoods.registry.rules.imports.wording import sentence

SHOWN = 40


class ImportCommand(BaseCommand):
    """Subclasses say which target. Answers: 0 done or nothing to do, 1 refused or with rows to mend."""

    target_key = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.target = TARGETS[self.target_key]
        self.help = f"파일에서 {josa(self.target.spec.ko, '을/를')} 가져옵니다. --commit 없이는 확인만 합니다."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", metavar="FILE", help="XLSX, XLS, ODS, CSV")
        parser.add_argument("--commit", action="store_true", help="등록부에 씁니다. 없으면 확인만 합니다.")
        parser.add_argument("--sheet", default="", help="시트 이름. 없으면 첫 시트를 읽습니다.")
        parser.add_argument(
            "--map", action="append", default=[], metavar="열=항목", help="열을 항목에 맞춥니다(이름이나 A, B …)"
        )
        parser.add_argument("--ignore", action="append", default=[], metavar="열", help="가져오지 않을 열")
        parser.add_argument("--set", action="append", default=[], metavar="항목=값", help="모든 행에 쓸 값")
        parser.add_argument("--skip", default="", metavar="행,행", help="건너뛸 행 번호. 예: 5,7,12-20")
        parser.add_argument("--by", default="", metavar="아이디", help="누구의 이름으로 남길지")
        parser.add_argument("--undo", type=int, metavar="번호", help="가져온 것을 통째로 되돌립니다.")
        parser.add_argument("--keep", action="store_true", help="--undo: 그 뒤에 쌓인 기록은 남기고 되돌립니다.")
        for choice in self.target.choices:
            answers = [answer for answer, _label in choice.answers if answer]
            if choice.answers[0][0] == "" and len(answers) == 1:
                parser.add_argument(
                    _flag(choice), action="store_const", const=answers[0], default="", help=_labels(choice)
                )
            else:
                parser.add_argument(_flag(choice), choices=answers, default=choice.answers[0][0], help=_labels(choice))

    def handle(self, *args: Any, **options: Any) -> None:
        self._prepare()
        self.by = self._person(options["by"])
        self.bar = Bar(self.stderr)
        try:
            if options["undo"]:
                self._undo(options["undo"], commit=options["commit"], keep=options["keep"])
            elif options["file"]:
                with bulk.undisturbed():
                    self._import(options)
            else:
                raise CommandError(
                    "가져올 파일을 적어 주세요. 예: socialgoods " + self.target.command + " 마을기업.xlsx"
                )
        except workbook.Refused as refused:
            raise CommandError(str(refused.sentence)) from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        finally:
            self.bar.clear()

    def _prepare(self) -> None:
        """The first command on a new machine may well be this one: a database without tables gets them."""
        if not connection.introspection.table_names():
            self.stderr.write("데이터베이스가 비어 있어 표를 먼저 만듭니다 …")
            call_command("migrate", interactive=False, verbosity=0)

    def _person(self, username: str) -> User | None:
        if not username:
            return None
        found = User.objects.filter(username__iexact=username).first()
        if found is None:
            raise CommandError(f"‘{username}’ 아이디를 쓰는 사람이 없습니다.")
        return found

    def _import(self, options: dict[str, Any]) -> None:
        path, at = Path(options["file"]), clock.now()
        chosen = {choice.name: options[choice.name] for choice in self.target.choices}
        self.bar(0, 4, "파일을 읽는 중")
        book = reading.open_book(path, path.name)
        if len(book.sheets) > 1 and not options["sheet"]:
            self.stdout.write(
                f"시트가 여럿입니다: {', '.join(book.sheets)}. ‘{book.sheets[0]}’ 시트를 읽습니다(--sheet로 바꿉니다)."
            )
        table = reading.read_table_of(book, options["sheet"])
        reading.ensure_districts()
        mapping = self._mapping(table, options)
        self._show_mapping(mapping)
        if reasons := choosing.reasons_against(mapping, self.target.spec):
            raise CommandError(" ".join([*reasons, self._how_to_map()]))
        self.bar(1, 4, "칸을 확인하는 중")
        today = seoul_day(at)
        skip = _numbers(options["skip"])
        checked = reading.checked_table(table, mapping, self.target, today=today, options=chosen, skip=skip)
        asked = Asked(checked, at, self.by.pk if self.by else None, chosen, {})
        plan, batch = self._write(path, table.sheet, mapping, asked, commit=options["commit"])
        self._show(checked, plan)
        self._conclude(checked, plan, batch, commit=options["commit"])

    def _write(
        self, path: Path, sheet: str, mapping: Mapping, asked: Asked, *, commit: bool
    ) -> tuple[Plan, ImportBatch | None]:
        """Compared and, if all is well, written within one transaction."""
        with transaction.atomic():
            committing.one_at_a_time()
            self.bar(2, 4, "등록부와 견주는 중")
            plan = self.target.plan(asked)
            if not commit or not plan.is_clean or not asked.checked.ok or not plan.counts.writes:
                return plan, None
            self.bar(3, 4, "쓰는 중")
            batch = ImportBatch.objects.create(
                target=self.target.key,
                state=ImportState.CHECKED,
                fingerprint=plan.fingerprint(""),
                filename=path.name[:200],
                digest=reading.digest_of(path.read_bytes()),
                size=path.stat().st_size,
                sheet=sheet,
                preset=mapping.preset,
                mapping=mapping.to_json(),
                options=dict(asked.options),
                skipped=sorted(asked.checked.skipped),
                summary=checking.summary_of(plan, asked),
                uploaded_by=self.by,
                uploaded_at=asked.at,
                checked_at=asked.at,
            )
            committing.write(batch=batch, plan=plan, by=self.by, at=asked.at)
            return plan, batch

    def _mapping(self, table: Any, options: dict[str, Any]) -> Mapping:
        mapping, _remembered = reading.proposed(table, self.target)
        fields: dict[int, str] = {match.column: match.field for match in mapping.columns}
        for said in options["map"]:
            column, _, name = said.rpartition("=")
            if name not in self.target.spec:
                names = ", ".join(f"{each.name}({each.ko})" for each in self.target.spec)
                raise CommandError(f"‘{name}’ 항목은 없습니다. 쓸 수 있는 항목: {names}.")
            fields[self._column(mapping, column)] = name
        fields |= {self._column(mapping, column): IGNORED for column in options["ignore"]}
        constants = dict(mapping.constants)
        for said in options["set"]:
            name, _, value = said.partition("=")
            if name not in self.target.spec:
                raise CommandError(f"‘{name}’ 항목은 없습니다.")
            constants[name] = value
        return mapping.assign(fields, spec=self.target.spec, constants=constants)

    def _column(self, mapping: Mapping, said: str) -> int:
        for match in mapping.columns:
            if said in {match.heading, match.letter}:
                return match.column
        names = ", ".join(match.heading or match.letter for match in mapping.columns)
        raise CommandError(f"‘{said}’ 열이 없습니다. 있는 열: {names}.")

    def _how_to_map(self) -> str:
        return "열은 --map 열=항목, 가져오지 않을 열은 --ignore 열, 모든 행에 쓸 값은 --set 항목=값으로 정합니다."

    def _show_mapping(self, mapping: Mapping) -> None:
        preset = next((each for each in PRESETS if each.key == mapping.preset), None)
        self.bar.clear()
        if preset:
            self.stdout.write(f"알려진 서식입니다: {preset.title} (data.go.kr {preset.key})")
        for match in mapping.columns:
            name = "가져오지 않음" if match.field == IGNORED else "모르는 열"
            if match.is_used:
                name = self.target.spec.field(match.field).ko
            self.stdout.write(f"  {match.letter:>3}  {match.heading or '(이름 없음)'} → {name}")
        for field, value in mapping.constants.items():
            if value:
                self.stdout.write(f"       모든 행 → {self.target.spec.field(field).ko}: {value}")

    def _show(self, checked: CheckedTable, plan: Plan) -> None:
        self.bar.clear()
        self.stdout.write("")
        self.stdout.write(sentence(plan.counts, len(checked.skipped)))
        self._show_asked(checked, plan)
        errors = [each for each in (*checked.problems, *plan.problems) if each.is_error]
        notes = [each for each in (*checked.problems, *plan.problems) if not each.is_error]
        self._show_problems("고칠 곳", errors)
        self._show_problems("살펴볼 곳", notes)
        for number, reason in list(checked.skipped.items())[:SHOWN]:
            self.stdout.write(f"  건너뜀  {number}행: {reason}")

    def _show_asked(self, checked: CheckedTable, plan: Plan) -> None:
        positions = plan.fates.positions(Fate.ASK)
        if positions and "name" in checked.columns:
            self.stdout.write("\n읍·면을 물어볼 조직")
            for position in positions[:SHOWN]:
                address = (checked.columns.get("address") or {position: ""})[position] or ""
                self.stdout.write(f"  {checked.numbers[position]:>6}행  {checked.columns['name'][position]}  {address}")
            _more(self, len(positions))

    def _show_problems(self, title: str, problems: list[Problem]) -> None:
        if problems:
            self.stdout.write(f"\n{title} ({len(problems):,})")
            for each in problems[:SHOWN]:
                value = f" ‘{each.value}’" if each.value else ""
                self.stdout.write(f"  {each.where}{value}: {each.sentence}")
            _more(self, len(problems))

    def _conclude(self, checked: CheckedTable, plan: Plan, batch: ImportBatch | None, *, commit: bool) -> None:
        self.stdout.write("")
        if not checked.ok or not plan.is_clean:
            raise CommandError(
                f"고칠 행이 {plan.counts.errors:,}개 있어 아무것도 쓰지 않았습니다. "
                "파일을 고치거나 --skip으로 그 행을 건너뛰세요."
            )
        if batch:
            undo = f"socialgoods {self.target.command} --undo {batch.pk} --commit"
            self.stdout.write(self.style.SUCCESS(f"가져왔습니다(번호 {batch.pk}). 되돌리려면: {undo}"))
        elif not plan.counts.writes:
            self.stdout.write("새로 쓰거나 바꿀 것이 없습니다. 등록부가 파일과 이미 같습니다.")
        else:
            self.stdout.write("확인만 했습니다. 등록부에 쓰려면 --commit을 붙이세요.")

    def _undo(self, number: int, *, commit: bool, keep: bool) -> None:
        batch = ImportBatch.objects.filter(pk=number, target=self.target.key).first()
        if batch is None:
            raise CommandError(f"{self.target.spec.ko} 가져오기 {number}번은 없습니다.")
        if not commit:
            found = undoing.consequences(batch)
        else:
            found = undoing.undo(batch=batch, by=self.by, at=clock.now(), keep=keep, promised="", progress=self.bar)
        self.bar.clear()
        self.stdout.write(
            f"지우는 기록 {found.removed_count:,}건, 이전 값으로 돌리는 기록 {found.restored_count:,}건, "
            f"남기는 기록 {len(found.kept):,}건입니다."
        )
        for each in found.kept[:SHOWN]:
            self.stdout.write(f"  남김  {each.label or each.table}: {', '.join(each.reasons)}")
        if commit:
            self.stdout.write(self.style.SUCCESS(f"가져오기 {number}번을 되돌렸습니다."))
        else:
            self.stdout.write("확인만 했습니다. 되돌리려면 --commit을 붙이세요.")


def _flag(choice: Choice) -> str:
    return "--" + choice.name.replace("_", "-")


def _labels(choice: Choice) -> str:
    answers = [(answer, label) for answer, label in choice.answers if answer]
    said = [str(label) if len(answers) == 1 else f"{answer} {label}" for answer, label in answers]
    return f"{choice.label}: {', '.join(said)}"


def _numbers(said: str) -> set[int]:
    found: set[int] = set()
    try:
        for part in filter(None, said.replace(" ", "").split(",")):
            first, _, last = part.partition("-")
            found |= set(range(int(first), int(last or first) + 1))
    except ValueError:
        raise CommandError(f"--skip {said}: 행 번호를 5,7,12-20처럼 적어 주세요.") from None
    return found


def _more(command: BaseCommand, count: int) -> None:
    if count > SHOWN:
        command.stdout.write(f"  … 외 {count - SHOWN:,}")
