from argparse import ArgumentParser
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand

from socialgoods.kernel import clock

ROOMS = ("diagnosis", "prescription", "plan")
"""Lower ones first: what a room computes, the next may read."""


class Command(BaseCommand):
    help = "Compute what has to be computed anew since something changed: diagnoses, evidence, the plan's figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("rooms", nargs="*", choices=[*ROOMS, []], help="only these")

    def handle(self, *args: Any, **options: Any) -> None:
        for room in options["rooms"] or ROOMS:
            count = import_module(f"socialgoods.{room}.actions.follow").follow(at=clock.now())
            if options["verbosity"]:
                self.stdout.write(f"{room}: {count}")
