from typing import Any

from django.core.management.base import BaseCommand

from socialgoods.kernel import clock
from socialgoods.prescription.actions import catalogue


class Command(BaseCommand):
    help = "함께 온 지원 수단 목록을 넣습니다. 이미 있는 것은 그대로 둡니다. 여러 번 실행해도 됩니다."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--from-year", type=int, help="처음 쓰는 해. 없으면 파일이 말하는 해입니다.")

    def handle(self, *args: Any, **options: Any) -> None:
        added = catalogue.load(at=clock.now(), from_year=options["from_year"])
        self.stdout.write(
            f"지원 수단 {added}가지를 넣었습니다." if added else "모두 이미 있습니다. 바뀐 것이 없습니다."
        )
