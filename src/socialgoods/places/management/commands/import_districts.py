from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from socialgoods.places import actions, geojson


class Command(BaseCommand):
    help = "Load official district boundaries (GeoJSON in WGS84 longitude and latitude) of this county."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="", help="who published the boundaries; shown under the map")
        parser.add_argument("--code-property", default="")
        parser.add_argument("--name-property", default="")
        parser.add_argument("--create", action="store_true", help="make districts that are not known yet")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            shapes = geojson.read(
                options["file"].read_text(encoding="utf-8-sig"),
                code_property=options["code_property"],
                name_property=options["name_property"],
            )
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from None
        except (geojson.BadBoundaries, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']}: {error}") from None
        done = actions.import_districts(shapes, source=options["source"] or options["file"].name, create=options["create"])
        self.stdout.write(f"{done.matched}개 읍·면·동의 경계를 읽었습니다(새로 만든 곳 {done.created}).")
        if done.unmatched:
            self.stdout.write(f"이 군의 읍·면·동이 아니어서 넘긴 도형: {', '.join(done.unmatched)}")
        if done.missing:
            self.stdout.write(f"경계가 없는 읍·면·동: {', '.join(done.missing)}")
