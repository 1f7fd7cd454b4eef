"""The ballot box: marks go in sealed, and come out in an order that nothing tells.

Sealed: each mark is encrypted with a key of the box (AES-256-GCM), which lies in the database only under the keys of the
surroundings, so that a copy of the database, a backup or a log of the database holds no choice. At the close the marks are
opened, written anew under fresh random numbers in the order of those numbers, and box and key are destroyed; who voted is
written anew in the order of the roll in the same transaction. Then the pages that held the old rows are cleaned.
See docs/decisions/0030-secret-ballots.md.
"""

import base64
import logging
import os
import secrets
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

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
    _forget_what_is_deleted()
    write(item, _opened(item))
    SealedMark.objects.filter(item=item)._raw_delete(using=connection.alias)
    BallotBox.objects.filter(item=item).delete()
    _roll_in_order(item)
    transaction.on_commit(clean)


def destroy(item: AgendaItem) -> None:
    """Unread: nobody learns what lay in the box of a vote that is void."""
    _forget_what_is_deleted()
    SealedMark.objects.filter(item=item)._raw_delete(using=connection.alias)
    BallotBox.objects.filter(item=item).delete()
    _roll_in_order(item)
    transaction.on_commit(clean)


def add_paper(item: AgendaItem, marks: Iterable[str]) -> None:
    """Paper goes among the other ballots, and all are shuffled once more: none can be told to be of paper."""
    _forget_what_is_deleted()
    known = list(Ballot.objects.filter(item=item).order_by().values_list("choice", flat=True))
    Ballot.objects.filter(item=item)._raw_delete(using=connection.alias)
    write(item, [*known, *marks])
    transaction.on_commit(clean)


def write(item: AgendaItem, marks: Sequence[str]) -> None:
    """Each mark gets a number drawn by the operating system; rows are written in the order of those numbers.

    Numbers that are drawn independently of the marks, put in order, are a shuffle: every order is as likely as any other.
    """
    drawn = os.urandom(16 * len(marks))
    shuffled = sorted((drawn[16 * place : 16 * place + 16], mark) for place, mark in enumerate(marks))
    table = connection.ops.quote_name(Ballot._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"INSERT INTO {table} (id, item_id, choice) "  # noqa: S608
                "SELECT number, %s, choice FROM unnest(%s::uuid[], %s::text[]) AS marks (number, choice)",
                [item.pk, [uuid.UUID(bytes=number) for number, _ in shuffled], [mark for _, mark in shuffled]],
            )
        else:
            cursor.executemany(
                f"INSERT INTO {table} (id, item_id, choice) VALUES (%s, %s, %s)",  # noqa: S608
                [(number.hex(), item.pk, mark) for number, mark in shuffled],
            )


def _opened(item: AgendaItem) -> list[str]:
    sealed = list(SealedMark.objects.filter(item=item).order_by().values_list("sealed", flat=True))
    if not sealed:
        return []
    cipher, bound = _cipher(item), _bound(item)
    raw = [bytes(each) for each in sealed]
    return [cipher.decrypt(each[:NONCE], each[NONCE:], bound).decode().rstrip() for each in raw]


def _cipher(item: AgendaItem) -> AESGCM:
    return AESGCM(base64.b64decode(BallotBox.objects.get(item=item).key))


def _bound(item: AgendaItem) -> bytes:
    """A mark cannot be moved into another box."""
    return f"item {item.pk}".encode()


def _roll_in_order(item: AgendaItem) -> None:
    """Who voted, written anew in the order of the roll: neither numbers nor places tell who came first. The keys are dropped."""
    table = connection.ops.quote_name(Voted._meta.db_table)
    rows = list(Voted.objects.filter(item=item).order_by("voter_id").values_list("voter_id", "channel"))
    Voted.objects.filter(item=item)._raw_delete(using=connection.alias)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"INSERT INTO {table} (item_id, voter_id, channel, key) "  # noqa: S608
                "SELECT %s, voter, channel, '' FROM unnest(%s::bigint[], %s::text[]) AS rows (voter, channel)",
                [item.pk, [voter for voter, _ in rows], [channel for _, channel in rows]],
            )
        else:
            cursor.executemany(
                f"INSERT INTO {table} (item_id, voter_id, channel, key) VALUES (%s, %s, %s, '')",  # noqa: S608
                [(item.pk, voter, channel) for voter, channel in rows],
            )


def _forget_what_is_deleted() -> None:
    """SQLite overwrites deleted rows with zeros from here on, on this connection."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def clean() -> None:
    """After the commit: no old row is left in the files of the database. What could not be cleaned is said in the log, not to the voter."""
    try:
        with connection.cursor() as cursor:
            for model in (SealedMark, Voted, Ballot):
                _clean(cursor, model)
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                busy = cursor.fetchone()[0]
                if busy:
                    log.warning("ballot box: the write-ahead log was in use and is emptied with the next checkpoint")
    except DatabaseError as fault:
        log.warning("ballot box: old rows could not be cleaned: %s", type(fault).__name__)


def _clean(cursor: Any, model: type[Model]) -> None:
    if connection.vendor == "postgresql":
        cursor.execute(f"VACUUM {connection.ops.quote_name(model._meta.db_table)}")
