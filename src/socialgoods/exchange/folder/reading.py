"""Finds the files of a folder, reads each, and then looks at them together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from socialgoods.exchange import refusals
from socialgoods.exchange.context import Context
from socialgoods.exchange.files import SPECS, FileSpec
from socialgoods.exchange.folder import Found, Progress, across, parquet, spreadsheet
from socialgoods.exchange.folder.checking import File
from socialgoods.exchange.folder.telling import Notes, Refused
from socialgoods.exchange.sentences import mark as _
from socialgoods.exchange.sentences import say

SUFFIXES = (".csv", ".xlsx", ".parquet")

NO_FOLDER = _("‘{folder}’ 폴더를 찾을 수 없습니다. 경로와 이름을 확인해 주세요.")
NOT_A_FOLDER = _("‘{folder}’ 항목은 폴더가 아닙니다. 파일들이 든 폴더를 알려 주세요.")
A_FOLDER = _("‘{file}’ 항목은 파일이 아니라 폴더입니다. Parquet 파일 하나로 다시 만들어 주세요.")
CLOSED_FOLDER = _("‘{folder}’ 폴더를 열 수 없습니다. 읽을 권한이 있는지 확인해 주세요.")


def read(
    path: Path, needed: tuple[str, ...], optional: tuple[str, ...], today: date, progress: Progress | None
) -> Found:
    present = _present(path)
    notes: list[Notes] = []
    files: list[File] = []
    chosen = {name: _chosen(path, name, present, notes, is_needed=name in needed) for name in (*needed, *optional)}
    to_read = {name: found for name, found in chosen.items() if found is not None}
    for done, (name, found) in enumerate(to_read.items()):
        if progress:
            progress(found.name, done, len(to_read))
        files.append(_read(found, SPECS[name], Context(today)))
    across.check({file.spec.name: file for file in files}, today)
    if progress:
        progress("", len(to_read), len(to_read))
    notes += [file.notes for file in files]
    errors = [problem for note in notes for problem in note.errors]
    if errors:
        raise Refused(errors, sum(note.error_count for note in notes))
    return Found(
        {file.spec.name: file.table for file in files},
        [problem for note in notes for problem in note.warnings],
        sum(note.warning_count for note in notes),
        {file.spec.name: file.name for file in files},
    )


def _present(path: Path) -> list[Path]:
    try:
        return sorted(
            each for each in path.iterdir() if each.is_file() or (each.is_dir() and each.suffix == ".parquet")
        )
    except FileNotFoundError:
        raise _refused(say(NO_FOLDER, folder=path.name or str(path))) from None
    except NotADirectoryError:
        raise _refused(say(NOT_A_FOLDER, folder=path.name or str(path))) from None
    except OSError:
        raise _refused(say(CLOSED_FOLDER, folder=path.name or str(path))) from None


def _refused(sentence: refusals.Sentence) -> Refused:
    notes = Notes("")
    notes.say("error", sentence)
    return Refused(notes.errors)


def _chosen(path: Path, name: str, present: Iterable[Path], notes: list[Notes], *, is_needed: bool) -> Path | None:
    found = [each for each in present if each.stem == name and each.suffix.lower() in SUFFIXES]
    if len(found) == 1:
        return found[0]
    if found:
        told = Notes("")
        rule = say(_("같은 파일이 여럿 있습니다: {files}."), files=", ".join(each.name for each in found))
        told.say("error", rule, say(_("하나만 남기고 다른 곳으로 옮겨 주세요.")))
        notes.append(told)
    elif is_needed:
        told = Notes("")
        rule = say(_("‘{folder}’ 폴더에 {name} 파일이 없습니다."), folder=path.name or str(path), name=name)
        near = get_close_matches(name, [each.stem for each in present], n=1, cutoff=0.8)
        taken = next((each.name for each in present if near and each.stem == near[0]), "")
        remedy = say(_("{name}.csv, {name}.xlsx, {name}.parquet 가운데 하나를 넣어 주세요."), name=name)
        if taken:
            remedy = say(_("‘{file}’ 파일이라면 이름을 {name}.csv, {name}.xlsx, {name}.parquet 가운데 하나로 바꾸어 주세요."),
                file=taken, name=name)  # fmt: skip
        told.say("error", rule, remedy)
        notes.append(told)
    return None


def _read(path: Path, spec: FileSpec, context: Context) -> File:
    try:
        if path.is_dir():
            file = File(path.name, spec, Notes(path.name))
            file.notes.say("error", say(A_FOLDER, file=path.name))
            return file
        if not path.stat().st_size:
            raise refusals.Refused("empty", file=path.name)
        reader = parquet if path.suffix.lower() == ".parquet" else spreadsheet
        return reader.read(path, spec, context)
    except refusals.Refused as refused:
        file = File(path.name, spec, Notes(path.name))
        file.notes.say("error", refused.sentence)
        return file
    except OSError:
        raise _refused(say(refusals.SENTENCES["missing"], file=path.name)) from None
