from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.models import Model

from socialgoods.kernel import clock, events, kept
from socialgoods.kernel.secrets import EncryptedTextField, is_newest, rotate
from socialgoods.people.actions.authenticators import rotate_authenticators
from socialgoods.registry.management.bar import Bar

BATCH = 1000


class Command(BaseCommand):
    help = "Seal all contact data with the newest key. Can be stopped and run again; afterwards the old key may go."

    def handle(self, *args: Any, **options: Any) -> None:
        bar = Bar(self.stdout)
        total = 0
        for model, column in _sealed_columns():
            total += self._rotate(model, column, bar)
        bar.clear()
        total += rotate_authenticators()
        total += kept.reseal()
        events.record("kernel.keys.rotated", None, by=None, at=clock.now(), values=total)
        self.stdout.write(f"{total} values sealed with the newest key.")
        self.stdout.write(
            "Previews of imported lists keep the key of their day: leave the old key in place until their batches expire."
        )

    def _rotate(self, model: type[Model], column: str, bar: Bar) -> int:
        """As text, past the field that would open and seal again; a batch at a time, each in its own transaction."""
        quote = connection.ops.quote_name
        table, key = quote(model._meta.db_table), quote(str(model._meta.pk.column))
        value = quote(column)
        select = f"SELECT {key}, {value} FROM {table} WHERE {key} > %s AND {value} <> '' ORDER BY {key} LIMIT {BATCH}"  # noqa: S608
        update = f"UPDATE {table} SET {value} = %s WHERE {key} = %s AND {value} = %s"  # noqa: S608
        last, seen, done, total = 0, 0, 0, model._default_manager.count()
        while True:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(select, [last])
                rows = cursor.fetchall()
                old = [(rotate(sealed), pk, sealed) for pk, sealed in rows if not is_newest(sealed)]
                cursor.executemany(update, old) if old else None
            if not rows:
                return done
            last, seen, done = rows[-1][0], seen + len(rows), done + len(old)
            bar(seen, max(seen, total), f"{model._meta.verbose_name} · {column}")


def _sealed_columns() -> list[tuple[type[Model], str]]:
    return [
        (model, str(field.column))
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedTextField)
    ]
