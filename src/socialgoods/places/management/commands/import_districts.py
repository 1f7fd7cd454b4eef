from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from socialgoods.places import actions, geojson

NAMED_AT_MOST = 10


class Command(BaseCommand):
    help = "Load official district boundaries (GeoJSON in WGS84 longitude and latitude) of this county."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="", help="who published the boundaries; shown under the map")
        parser.add_argument("--code-property", default="", help="the property with the administrative code")
        parser.add_argument("--name-property", default="", help="the property with the name")
        parser.add_argument("--create", action="store_true", help="make districts that are not known yet")
        parser.add_argument(
            "--tolerance",
            type=float,
            default=10.0,
            metavar="METRES",
            help="thin the borders by at most so much, so that the map stays light; 0 keeps every point (default 10)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            shapes = geojson.read(
                path.read_text(encoding="utf-8-sig"),
                code_property=options["code_property"],
                name_property=options["name_property"],
            )
            done = actions.import_districts(
                shapes,
                source=options["source"] or path.name,
                create=options["create"],
                tolerance_m=options["tolerance"],
            )
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from None
        except UnicodeDecodeError:
            raise CommandError(f"{path}: UTF-8로 저장한 GeoJSON이 아닙니다. UTF-8로 다시 저장해 주세요.") from None
        except (geojson.BadBoundaries, actions.NotThisCounty) as error:
            raise CommandError(f"{path}: {error}") from None
        self.stdout.write(
            f"{done.matched + done.created}개 읍·면·동의 경계를 읽었습니다"
            f"(새로 만든 곳 {done.created}, 점 {done.points})."
        )
        self._name("이 군의 읍·면·동이 아니어서 넘긴 도형", done.unmatched)
        self._name("아직 경계가 없는 읍·면·동(모두 갖출 때까지 지도는 약도로 그립니다)", done.missing)

    def _name(self, what: str, names: tuple[str, ...]) -> None:
        if names:
            more = f" 밖 {len(names) - NAMED_AT_MOST}곳" if len(names) > NAMED_AT_MOST else ""
            self.stdout.write(f"{what}: {', '.join(names[:NAMED_AT_MOST])}{more}")
