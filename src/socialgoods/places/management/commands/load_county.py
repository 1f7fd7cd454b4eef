from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from socialgoods.places.actions import load_county


class Command(BaseCommand):
    help = "Load or refresh the districts and population of the county that SOCIALGOODS_COUNTY names."

    def handle(self, *args: Any, **options: Any) -> None:
        count = load_county()
        self.stdout.write(f"{settings.COUNTY.name}: {count}개 읍·면·동을 읽었습니다.")
