"""When figures have to be computed anew: something happened in the house since the last look, or a while has passed."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connections
from django.db.models import Max, Q

from socialgoods.kernel.models import Event

LOOK_EVERY_SECONDS = 2.0
AT_LEAST_EVERY_SECONDS = 300.0

MOVES_NO_FIGURE = Q(name__startswith="people.") | Q(name__endswith=".seen") | Q(name__endswith=".edited")


@dataclass
class Lookout:
    """`is_due` asks the database now and then. What failed is tried again after a while, or when something more happens."""

    clock: Callable[[], float] = time.monotonic
    seen: int = -1
    looked: float = float("-inf")
    worked: float = float("-inf")

    def is_due(self) -> bool:
        now = self.clock()
        if now - self.looked < LOOK_EVERY_SECONDS:
            return False
        self.looked = now
        happened = self._happened()
        connections.close_all()
        if not happened and now - self.worked < AT_LEAST_EVERY_SECONDS:
            return False
        self.worked = now
        return True

    def _happened(self) -> bool:
        newest = Event.objects.aggregate(newest=Max("pk"))["newest"] or 0
        since = Event.objects.filter(pk__gt=self.seen, pk__lte=newest).exclude(MOVES_NO_FIGURE)
        self.seen, happened = newest, newest > self.seen and since.exists()
        return happened
