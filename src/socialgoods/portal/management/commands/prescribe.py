from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import CommandError

from socialgoods.kernel.formats import number, percent, won, won_about
from socialgoods.portal.management.file_command import FileCommand


class Command(FileCommand):
    help = "한 해의 예산 안에서 누구에게 어떤 지원이 가장 큰 도움이 될지 추천합니다. 데이터베이스가 없어도 됩니다."
    needed = ("organisations", "annual_reports", "measures", "budgets")
    optional = ("assessments", "supports", "floors", "pins")
    steps = {"read": "자료를 맞추는 중", "learn": "지난 지원에서 배우는 중", "choose": "고르는 중"}

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--year", type=int, required=True, help="지원할 해")
        parser.add_argument("--until", type=int, required=True, help="자립을 바라는 해(계획의 마지막 해)")
        parser.add_argument("--reports-until", type=int, help="이 해까지의 보고를 봅니다. 없으면 지원할 해의 앞 해")
        parser.add_argument("--objective", choices=("self_reliant", "level"), default="self_reliant",
                            help="자립하는 조직의 수(self_reliant)나 자립도(level) 가운데 무엇을 높일지")  # fmt: skip
        parser.add_argument("--curiosity", type=float, default=0.0,
                            help="잘 모르는 지원을 더 해 보는 정도(표준편차 몇 배). 없으면 0")  # fmt: skip
        parser.add_argument("--language", choices=("ko", "en"), default="ko", help="까닭을 적을 말")

    def check_options(self, options: dict[str, Any]) -> None:
        super().check_options(options)
        year, until, seen = options["year"], options["until"], options["reports_until"]
        if until < year:
            raise CommandError(f"자립을 바라는 해(--until {until})는 지원할 해(--year {year})보다 앞설 수 없습니다.")
        if seen is not None and seen >= year:
            raise CommandError(
                f"보고를 보는 마지막 해(--reports-until {seen})는 지원할 해(--year {year})보다 앞서야 합니다."
            )

    def compute(self, tables: dict[str, Any], options: dict[str, Any]) -> Any:
        from socialgoods.analysis import prescribe

        return prescribe(
            tables, options["year"], options["until"], reports_until=options["reports_until"], objective=options["objective"],
            curiosity=options["curiosity"], instrument=self.instrument(options), language=options["language"],
            progress=self.progress,
        )  # fmt: skip

    def rows_of(self, result: Any) -> Any:
        return result.prescriptions

    def summarise(self, result: Any, options: dict[str, Any]) -> None:
        rows = result.prescriptions.to_pylist()
        allocation, names = (
            result.allocation,
            dict(zip(result.learned.catalogue.codes, result.learned.catalogue.names, strict=True)),
        )
        if not rows:
            self.stdout.write(f"{result.year}년에 추천할 지원이 없습니다.")
            self._unserved(result)
            return
        expected = "자립하는 조직이" if result.gains.objective == "self_reliant" else "자립도의 합이"
        self.stdout.write(
            f"{result.year}년에 {len(rows):,}곳에 모두 {won_about(sum(row['amount'] for row in rows))}을 쓰기를 추천합니다. "
            f"{result.until}년에 {expected} {number(round(allocation.objective, 1), 1)} 늘어날 것으로 봅니다. "
            f"더 나은 선택이 있더라도 {percent(round(allocation.gap, 6), 3)}보다 더 낫지는 않습니다."
        )
        chosen = Counter(row["measure"] for row in rows)
        gain: Counter[str] = Counter()
        for row in rows:
            gain[row["measure"]] += row["expected_gain"]
        effects, codes = result.learned.effects, result.learned.catalogue.codes
        self.table(
            "지원 수단",
            ("", "추천", "늘어날 자립", "효과(±)", "지난 경험", "한 자리 더의 값"),
            [
                (names[code], number(chosen[code]), f"{gain[code]:.2f}", f"{effects.mean[index, 0]:.3f} ± {effects.sd[index, 0]:.3f}",
                 number(int(effects.cases[index])), f"{allocation.prices.place[index]:.3f}")
                for index, code in enumerate(codes)
            ],
        )  # fmt: skip
        budget, spent = result.problem.budget, allocation.spent
        self.table(
            "재원",
            ("", "예산", "쓸 돈", "남는 돈", "1천만 원 더의 값"),
            [
                (source, won(int(budget[index])), won(int(spent[index])), won(int(budget[index] - spent[index])),
                 f"{allocation.prices.source[index] * 10_000_000:.3f}")
                for index, source in enumerate(result.sources)
            ],
        )  # fmt: skip
        for floor, missing in allocation.unmet_floors:
            self.stdout.write(
                f"‘{floor.value}’의 최소 {floor.count:,}건에 {missing:,}건이 모자랍니다. 예산이나 정원을 확인해 주세요."
            )
        self._unserved(result)

    def _unserved(self, result: Any) -> None:
        why = Counter(row["reason"] for row in result.unserved.to_pylist())
        self.table("추천하지 않은 까닭", ("", "조직"), [(reason, number(count)) for reason, count in why.most_common()])
        placebo = result.learned.placebo()
        if not placebo.passes:
            self.stdout.write(
                f"살펴 주세요: 지원을 받기 한 해 전에 이미 {percent(placebo.mean)}만큼 달랐습니다. 이미 나아지던(또는 나빠지던) 곳에 "
                "지원했을 수 있어, 효과를 조심해서 읽어야 합니다."
            )
