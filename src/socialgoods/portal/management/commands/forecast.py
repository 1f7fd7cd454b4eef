from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from socialgoods.kernel.formats import number, percent, won_about
from socialgoods.portal.management.file_command import FileCommand

INDICATORS = {
    "self_reliance_rate": ("자립율", "share"),
    "self_reliant": ("자립한 조직", "count"),
    "jobs": ("일자리(유급 근로자)", "count"),
    "jobs_increase": ("늘어난 일자리", "count"),
    "new_income": ("늘어난 소득(한 해)", "won"),
    "new_income_sum": ("늘어난 소득(쌓인 것)", "won"),
    "participation": ("주민 참여", "share"),
    "social_finance": ("사회적 금융", "won"),
}
SCENARIOS = {"none": "지원하지 않으면", "planned": "계획대로 지원하면"}
DRIVERS = {
    "effects": "지원의 효과", "drift": "조직의 흐름", "shocks": "해마다의 형편", "pull": "따라가는 빠르기(κ)",
    "lasting": "효과가 남는 정도(φ)", "closures": "문 닫는 곳", "reporting": "보고", "budget": "예산 10%", "together": "모두 함께",
}  # fmt: skip


class Command(FileCommand):
    help = "자립율과 그 밖의 지표가 어디까지 갈지 내다봅니다. 데이터베이스가 없어도 됩니다."
    optional = ("assessments", "supports", "measures", "budgets", "targets", "observations", "memberships")
    steps = {
        "read": "자료를 맞추는 중",
        "learn": "지난 해들에서 배우는 중",
        "plan": "앞날의 지원을 고르는 중",
        "draw": "내다보는 중",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--from", type=int, required=True, dest="start", help="내다볼 첫 해. 그 앞 해까지의 보고를 봅니다."
        )
        parser.add_argument("--until", type=int, required=True, help="내다볼 마지막 해")
        parser.add_argument(
            "--base", type=int, help="늘어난 일자리와 소득을 세는 기준 연도. 없으면 내다볼 첫 해의 앞 해"
        )
        parser.add_argument("--seed", type=int, default=2017, help="난수의 씨앗. 같으면 결과도 같습니다.")

    def check_options(self, options: dict[str, Any]) -> None:
        super().check_options(options)
        if options["until"] < options["start"]:
            raise CommandError(
                f"내다볼 마지막 해(--until {options['until']})는 첫 해(--from {options['start']})보다 앞설 수 없습니다."
            )

    def compute(self, tables: dict[str, Any], options: dict[str, Any]) -> Any:
        from socialgoods.analysis import forecast

        return forecast(tables, options["start"], options["until"], instrument=self.instrument(options), seed=options["seed"],
                        base=options["base"], progress=self.progress)  # fmt: skip

    def rows_of(self, result: Any) -> Any:
        return result.table

    def summarise(self, result: Any, options: dict[str, Any]) -> None:
        last = [row for row in result.table.to_pylist() if row["year"] == result.years[-1]]
        rate = {row["scenario"]: row for row in last if row["indicator"] == "self_reliance_rate"}
        planned, low, high = (percent(rate["planned"][column]) for column in ("mean", "p05", "p95"))
        self.stdout.write(
            f"{result.years[-1]}년의 자립율은 지원하지 않으면 {percent(rate['none']['mean'])}, 계획대로 지원하면 "
            f"{planned}(열에 아홉은 {low}에서 {high} 사이)로 봅니다."
        )
        for scenario, title in SCENARIOS.items():
            self.table(
                f"{result.years[-1]}년, {title}",
                ("", "평균", "5%", "95%", "목표", "이룰 가능성"),
                [self._row(row) for row in last if row["scenario"] == scenario],
            )
        self.table(
            "무엇이 자립율을 가장 움직이나",
            ("", "낮으면", "높으면", "폭"),
            [
                (DRIVERS[row["driver"]], percent(row["low"]), percent(row["high"]), f"{100 * row['swing']:.1f}%p")
                for row in result.drivers.to_pylist() if row["driver"] in DRIVERS
            ],
        )  # fmt: skip
        self._backtest(result)
        if result.missing:
            missing = ", ".join(INDICATORS[name][0] for name in result.missing)
            self.stdout.write(
                f"자료가 없어 내다보지 못한 지표: {missing}. observations 파일에 해마다의 값을 적어 주세요."
            )

    def _row(self, row: dict[str, Any]) -> tuple[str, ...]:
        name, unit = INDICATORS[row["indicator"]]
        figures = [shown(row[column], unit) for column in ("mean", "p05", "p95")]
        target = "" if row["target"] is None else shown(row["target"], unit)
        return (name, *figures, target, "" if row["probability"] is None else percent(row["probability"]))

    def _backtest(self, result: Any) -> None:
        tried = result.backtest
        if tried.coverage is None:
            self.stdout.write("지난 해들이 모자라 이 방법을 과거에 시험해 보지 못했습니다.")
            return
        held = tried.table["held"].to_pylist()
        self.stdout.write(
            f"과거에 시험해 보니 조직의 자립도 {tried.organisations:,}건 가운데 {percent(tried.coverage)}가 90% 구간 안에 있었고, "
            f"군 전체의 지표는 {len(held)}번 가운데 {sum(held)}번 맞았습니다."
        )


def shown(value: float, unit: str) -> str:
    if unit == "share":
        return percent(value)
    return won_about(round(value)) if unit == "won" else number(round(value))
