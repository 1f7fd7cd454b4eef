from typing import Any

from django.core.management.base import BaseCommand

from socialgoods.kernel import clock
from socialgoods.registry.actions.imports.expiring import expire


class Command(BaseCommand):
    help = "Erase the originals of imports whose time is over, and give up imports that nobody went on with."

    def handle(self, *args: Any, **options: Any) -> None:
        count = expire(at=clock.now())
        if options["verbosity"]:
            self.stdout.write(f"원본 {count}개를 지웠습니다.")
