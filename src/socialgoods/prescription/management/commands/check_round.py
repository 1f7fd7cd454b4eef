import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from socialgoods.kernel import clock
from socialgoods.prescription.actions import checking
from socialgoods.prescription.models import Round
from socialgoods.registry.management.bar import Bar


class Command(BaseCommand):
    help = "배정을 저장된 자료로 다시 셈해 견줍니다. 같으면 0, 다르면 1로 끝납니다."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("round", type=int, metavar="ID", help="배정의 번호(주소에 있는 수)")

    def handle(self, *args: Any, **options: Any) -> None:
        row = Round.objects.filter(pk=options["round"]).first()
        if row is None:
            raise CommandError(f"{options['round']}번 배정이 없습니다.")
        bar = Bar(self.stderr)
        try:
            found = checking.check(round=row, by=None, at=clock.now(), progress=bar)
        finally:
            bar.clear()
        self.stdout.write(f"{row}: {checking.told(found)}")
        if not all(check.is_equal for check in found):
            sys.exit(1)
