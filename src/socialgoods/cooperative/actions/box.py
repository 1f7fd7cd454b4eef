"""The ballot box: marks go in sealed, and come out in an order that nothing tells.

Sealed: each mark is encrypted with a key of the box (AES-256-GCM), which lies in the database only under the keys of the
surroundings, so that a copy of the database, a backup or a log of the database holds no choice. At the close the marks are
opened, written anew under fresh random numbers in the order of those numbers, and box and key are destroyed; who voted is
written anew in the order of the roll in the same transaction. Then the pages that held the old rows are cleaned.
See docs/decisions/0030-secret-ballots.md.
"""

import base64
import json
import logging
import os
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import DatabaseError, connection, transaction

from socialgoods.cooperative.models import AgendaItem, Ballot, BallotBox, SealedMark, Voted

WIDTH = 8
"""Every mark is padded to this, so that its length tells nothing."""
NONCE = 12

log = logging.getLogger("socialgoods.cooperative")


def make(item: AgendaItem) -> None:
    BallotBox.objects.create(item=item, key=base64.b64encode(secrets.token_bytes(32)).decode())


def put(item: AgendaItem, marks: Sequence[str]) -> None:
    cipher = _cipher(item)
    bound = _bound(item)
    rows = []
    for mark in marks:
        nonce = os.urandom(NONCE)
        rows.append(SealedMark(item=item, sealed=nonce + cipher.encrypt(nonce, mark.ljust(WIDTH).encode(), bound)))
    SealedMark.objects.bulk_create(rows)


def open_box(item: AgendaItem) -> None:
    """Inside the transaction that closes the vote. The marks become ballots, the box is destroyed."""
    _overwrite_what_is_deleted()
    write(item, _opened(item))
    _destroy(item)


def destroy(item: AgendaItem) -> None:
    """Unread: nobody learns what lay in the box of a vote that is void."""
    _overwrite_what_is_deleted()
    _destroy(item)


def add_paper(item: AgendaItem, marks: Mapping[str, int]) -> None:
    """Paper goes among the other ballots, and all are shuffled once more: none can be told to be of paper."""
    _overwrite_what_is_deleted()
    known = Counter(Ballot.objects.filter(item=item).order_by().values_list("choice", flat=True))
    known.update(marks)
    Ballot.objects.filter(item=item)._raw_delete(using=connection.alias)
    write(item, known)
    transaction.on_commit(clean)


def write(item: AgendaItem, marks: Mapping[str, int]) -> None:
    """Of so many marks of each choice, as many ballots. The order in which they came ends here: only sums arrive.

    Each gets a number drawn by the operating system; rows are written in the order of those numbers. Numbers that are drawn
    independently of what they stand for, put in order, are a shuffle: every order is as likely as any other.
    """
    table = connection.ops.quote_name(Ballot._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"INSERT INTO {table} (id, item_id, choice) "  # noqa: S608
                "SELECT id, %s, choice FROM (SELECT gen_random_uuid() AS id, choice "
                "FROM unnest(%s::text[], %s::int[]) AS marks (choice, votes), generate_series(1, votes)) AS drawn ORDER BY id",
                [item.pk, list(marks), list(marks.values())],
            )
            return
        cursor.execute(
            f"INSERT INTO {table} (id, item_id, choice) "  # noqa: S608
            "SELECT substr(value, 1, 32), %s, substr(value, 33) FROM json_each(%s)",
            [item.pk, json.dumps(_shuffled(marks))],
        )


def _shuffled(marks: Mapping[str, int]) -> list[str]:
    """32 letters of a number, then the choice."""
    total = sum(marks.values())
    drawn = os.urandom(16 * total).hex()
    choices = (choice for choice, votes in marks.items() for _each in range(votes))
    places = range(0, 32 * total, 32)
    return sorted([drawn[place : place + 32] + choice for place, choice in zip(places, choices, strict=True)])


def _opened(item: AgendaItem) -> Counter[str]:
    sealed = list(SealedMark.objects.filter(item=item).order_by().values_list("sealed", flat=True))
    if not sealed:
        return Counter()
    opened, bound = _cipher(item).decrypt, _bound(item)
    found = Counter(opened(each[:NONCE], each[NONCE:], bound) for each in map(bytes, sealed))
    return Counter({mark.decode().rstrip(): votes for mark, votes in found.items()})


def _destroy(item: AgendaItem) -> None:
    _empty(item)
    BallotBox.objects.filter(item=item).delete()
    _roll_in_order(item)
    transaction.on_commit(clean)


def _empty(item: AgendaItem) -> None:
    """SQLite empties a whole table at once; there is one writer, so nobody puts a mark of another vote into it meanwhile."""
    rows = SealedMark.objects.all()
    if connection.vendor != "sqlite" or rows.exclude(item=item).exists():
        rows = rows.filter(item=item)
    rows._raw_delete(using=connection.alias)


def _cipher(item: AgendaItem) -> AESGCM:
    return AESGCM(base64.b64decode(BallotBox.objects.get(item=item).key))


def _bound(item: AgendaItem) -> bytes:
    """A mark cannot be moved into another box."""
    return f"item {item.pk}".encode()


def _roll_in_order(item: AgendaItem) -> None:
    """Who voted, written anew: neither numbers nor places tell who came first. The keys of the requests are dropped.

    PostgreSQL puts the rows into the order of the roll after the commit (`clean`); SQLite does it here.
    """
    table = connection.ops.quote_name(Voted._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"UPDATE {table} SET key = '' WHERE item_id = %s", [item.pk])  # noqa: S608
            return
        cursor.execute(
            f"CREATE TEMP TABLE roll_in_order AS SELECT voter_id, channel FROM {table} WHERE item_id = %s ORDER BY voter_id",  # noqa: S608
            [item.pk],
        )
        cursor.execute(f"DELETE FROM {table} WHERE item_id = %s", [item.pk])  # noqa: S608
        cursor.execute(
            f"INSERT INTO {table} (item_id, voter_id, channel, key) "  # noqa: S608
            "SELECT %s, voter_id, channel, '' FROM roll_in_order ORDER BY voter_id",
            [item.pk],
        )
        cursor.execute("DROP TABLE roll_in_order")


def _overwrite_what_is_deleted() -> None:
    """SQLite overwrites deleted rows with zeros from here on, on this connection."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def clean() -> None:
    """After the commit: no old row is left in the files of the database. What could not be cleaned is said in the log."""
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                quote = connection.ops.quote_name
                cursor.execute(f"VACUUM {quote(SealedMark._meta.db_table)}, {quote(Ballot._meta.db_table)}")
                voted = Voted._meta.db_table
                cursor.execute(f"CLUSTER {quote(voted)} USING {quote(voted + '_pkey')}")
            elif connection.vendor == "sqlite":
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                if cursor.fetchone()[0]:
                    log.warning("ballot box: the write-ahead log was in use and is emptied with the next checkpoint")
    except DatabaseError as fault:
        log.warning("ballot box: old rows could not be cleaned: %s", type(fault).__name__)
