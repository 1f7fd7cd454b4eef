"""What `diagnose`, `prescribe` and `forecast` share: a folder of the plan's files in, a file and a summary out. No database."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from socialgoods.exchange import folder
from socialgoods.kernel.periods import seoul_day
from socialgoods.registry.management.bar import Bar

WARNINGS_SHOWN = 10
SUFFIXES = (".csv", ".xlsx", ".parquet")


class FileCommand(BaseCommand):
    """Answers: 0 done, 1 refused. Reads `needed` and `optional` files; `compute` gets the tables."""

    requires_system_checks: tuple[str, ...] = ()
    needed: tuple[str, ...] = ("organisations", "annual_reports")
    optional: tuple[str, ...] = ()
    steps: dict[str, str] = {}
    """What the analysis calls its steps, and what the reader is told."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", metavar="DIR", help="파일이 있는 폴더(CSV, XLSX, Parquet)")
        parser.add_argument(
            "--out", metavar="FILE", help="결과를 쓸 파일(.csv, .xlsx, .parquet). 없으면 요약만 보입니다."
        )
        parser.add_argument("--report", metavar="FILE", help="추정값과 확인 결과를 쓸 JSON 파일")
        parser.add_argument(
            "--instrument", metavar="NAME", help="진단 문항의 이름이나 파일. 없으면 모든 문항을 같게 봅니다."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.began, self.bar, self.done = perf_counter(), Bar(self.stderr), 0
        self.check_options(options)
        try:
            found = folder.read(
                options["directory"], needed=self.needed, optional=self.optional, today=seoul_day(timezone.now()),
                progress=lambda name, done, total: self.bar(done, total, f"{name} 읽는 중" if name else ""),
            )  # fmt: skip
            if not len(found.tables["organisations"]):
                raise CommandError(
                    f"{found.files['organisations']} 파일에 조직이 한 곳도 없습니다. 조직을 한 줄에 한 곳씩 적어 주세요."
                )
            result = self.compute(found.tables, options)
            self.bar.clear()
            self._warn(found)
            # Files first: a reader who looks at the first lines only (`| head`) closes the output.
            written = self._write(result, options)
            self.summarise(result, options)
            for line in [*written, f"{perf_counter() - self.began:.1f}초 걸렸습니다."]:
                self.stdout.write(line)
        except folder.Refused as refused:
            raise CommandError(f"파일을 고친 뒤 다시 해 주세요.\n{refused}") from None
        except ValueError as wrong:
            raise CommandError(f"이 자료로는 셈할 수 없습니다({wrong}). 파일의 값을 확인해 주세요.") from None
        finally:
            self.bar.clear()

    def check_options(self, options: dict[str, Any]) -> None:
        """Refuses, before anything is read, what could not be written in the end."""
        if options["out"] and Path(options["out"]).suffix.lower() not in SUFFIXES:
            raise CommandError(
                f"‘{options['out']}’ 파일의 형식을 알 수 없습니다. 이름을 .csv, .xlsx, .parquet 가운데 하나로 끝내 주세요."
            )
        for path in filter(None, (options["out"], options["report"])):
            if Path(path).is_dir() or not Path(path).parent.is_dir():
                raise CommandError(f"‘{path}’에 쓸 수 없습니다. 폴더가 있는지, 파일의 이름인지 확인해 주세요.")

    def compute(self, tables: dict[str, Any], options: dict[str, Any]) -> Any:
        raise NotImplementedError

    def summarise(self, result: Any, options: dict[str, Any]) -> None:
        raise NotImplementedError

    def rows_of(self, result: Any) -> Any:
        """The table that goes into --out."""
        raise NotImplementedError

    def report_of(self, result: Any) -> dict[str, Any]:
        return dict(result.report)

    def progress(self, step: str) -> None:
        self.bar(self.done, len(self.steps), self.steps.get(step, ""))
        self.done += 1

    def instrument(self, options: dict[str, Any]) -> Any:
        """By name where it is shipped, else a file."""
        name = options["instrument"]
        if not name:
            return None
        from socialgoods.analysis.scoring import instrument

        if name in instrument.shipped():
            return instrument.named(name)
        try:
            return instrument.load(Path(name).read_bytes())
        except instrument.InstrumentError as wrong:
            raise CommandError(
                f"‘{name}’ 문항 파일의 내용이 맞지 않습니다({wrong}). 문항 파일의 형식을 확인해 주세요."
            ) from None
        except OSError:
            shipped = ", ".join(instrument.shipped())
            raise CommandError(
                f"‘{name}’ 문항을 찾을 수 없습니다. 파일의 경로이거나 다음 가운데 하나여야 합니다: {shipped}."
            ) from None

    def table(self, title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table on the terminal, none without rows; all columns but the first stand to the right."""
        rows = list(rows)
        if not rows:
            return
        from rich import box
        from rich.console import Console
        from rich.table import Table

        drawn = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
        for index, heading in enumerate(headings):
            drawn.add_column(heading, justify="left" if index == 0 else "right", overflow="fold")
        for row in rows:
            drawn.add_row(*row)
        console = Console(no_color=True, highlight=False, width=None if self.bar.is_terminal else 100)
        with console.capture() as shown:
            console.print(drawn)
        self.stdout.write("\n".join(line.rstrip() for line in shown.get().splitlines()))

    def _warn(self, found: Any) -> None:
        for problem in found.warnings[:WARNINGS_SHOWN]:
            said = f"{problem.where}: {problem.sentence}" if problem.where else problem.sentence
            self.stderr.write(f"참고: {said}")
        more = found.warning_count - min(len(found.warnings), WARNINGS_SHOWN)
        if more > 0:
            self.stderr.write(f"참고: 그 밖에 {more:,}건이 더 있습니다.")

    def _write(self, result: Any, options: dict[str, Any]) -> list[str]:
        """What was written, in sentences."""
        written = []
        if options["out"]:
            rows = self.rows_of(result)
            folder.write(options["out"], rows)
            written.append(f"{options['out']}에 {len(rows):,}줄을 썼습니다.")
        if options["report"]:
            text = json.dumps(self.report_of(result), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
            try:
                Path(options["report"]).write_text(text, encoding="utf-8")
            except OSError as wrong:
                raise CommandError(
                    f"‘{options['report']}’에 쓸 수 없습니다({wrong.strerror}). 경로와 권한을 확인해 주세요."
                ) from None
            written.append(f"{options['report']}에 보고를 썼습니다.")
        return written
