from argparse import ArgumentParser
from typing import Any

from socialgoods.kernel import codes
from socialgoods.kernel.formats import number, percent, won_about
from socialgoods.portal.management.file_command import FileCommand

BY = {"sector": "분야별", "kind": "유형별", "area": "읍·면별", "size": "규모별(유급 근로자)"}
LABELS = {"sector": codes.SECTORS, "kind": codes.KINDS}


class Command(FileCommand):
    help = "조직의 파일에서 자립과 진단 점수를 셈합니다. 데이터베이스가 없어도 됩니다."
    optional = ("assessments", "supports")
    steps = {"diagnose": "진단하는 중"}

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--year", type=int, help="진단할 해. 없으면 자료가 있는 모든 해")

    def compute(self, tables: dict[str, Any], options: dict[str, Any]) -> Any:
        from socialgoods.analysis import diagnose

        instrument = self.instrument(options)
        self.progress("diagnose")
        return diagnose(tables, options["year"], instrument=instrument)

    def rows_of(self, result: Any) -> Any:
        return result.diagnoses

    def report_of(self, result: Any) -> dict[str, Any]:
        return {"summary": dict(result.summary), "groups": result.groups.to_pylist()}

    def summarise(self, result: Any, options: dict[str, Any]) -> None:
        found = result.summary
        if not found["reported"]:
            self.stdout.write(
                f"{found['year'] or options['year'] or ''}년에는 보고가 없어 자립을 알 수 없습니다.".lstrip()
            )
            return
        self.stdout.write(
            f"{found['year']}년에 보고한 {found['reported']:,}곳 가운데 {found['self_reliant']:,}곳({percent(found['rate'])})이 "
            f"자립했습니다. 활동하는 {found['active']:,}곳 가운데 {percent(found['coverage'])}가 보고했습니다."
        )
        self.stdout.write(
            f"자립도는 합쳐서 {percent(found['pooled_ratio'])}, 가운데 값이 {percent(found['median_ratio'])}입니다. "
            f"선 가까이(95–105%)에 {known(found['near_line'])}곳, 자립 여부를 모르는 곳이 {found['not_known']:,}곳, "
            f"유급 근로자 없이 꾸려 가는 활동형이 {found['self_sustaining']:,}곳입니다."
        )
        rows = result.groups.to_pylist()
        for by, title in BY.items():
            of = [row for row in rows if row["by"] == by and row["year"] == found["year"] and not row["suppressed"]]
            self.table(
                title,
                ("", "활동", "보고", "자립", "자립율", "자립도(합)", "자립도(가운데)"),
                [
                    (label(by, row["value"]), number(row["active"]), number(row["reported"]), number(row["self_reliant"]),
                     percent(row["rate"]), percent(row["pooled_ratio"]), percent(row["median_ratio"]))
                    for row in of
                ],
            )  # fmt: skip
        gaps = [gap for gap, when in zip(*(result.diagnoses[name].to_pylist() for name in ("gap", "year")), strict=True)
                if gap and when == found["year"]]  # fmt: skip
        if gaps:
            self.stdout.write(f"모자라는 돈은 {len(gaps):,}곳에서 모두 {won_about(sum(gaps))}입니다.")
        self.stdout.write("다섯 곳이 안 되는 묶음은 보이지 않습니다.")


def label(by: str, value: str | None) -> str:
    if value is None:
        return "모름"
    return LABELS[by].get(value, (value,))[0] if by in LABELS else value


def known(value: int | None) -> str:
    return "자료 없음 " if value is None else f"{value:,}"
