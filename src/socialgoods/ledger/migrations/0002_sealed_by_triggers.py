"""What must never be, cannot be stored: entries that do not balance, postings added later, changes to what was sealed, closed periods opened.

An entry is made unsealed with its postings; the update that seals it checks the sum and adds the postings to the month's balances. The
same on SQLite, row by row, and on PostgreSQL, statement by statement. A later migration that has SQLite make one of these tables anew
must put its triggers back; tests/ledger/test_sealing.py looks.
"""

from django.db import migrations

NOT_SEALED = "OLD.sealed_at IS NULL AND NEW.sealed_at IS NOT NULL"
SUM = "(SELECT COALESCE(SUM(amount), 1) FROM ledger_posting WHERE entry_id = NEW.id)"
# What carries a year's result over empties accounts that ended within the year as well.
STRANGE = (
    "EXISTS (SELECT 1 FROM ledger_posting p LEFT JOIN ledger_account a ON a.id = p.account_id WHERE p.entry_id = NEW.id "
    "AND (a.id IS NULL OR a.entity_id <> NEW.entity_id OR (a.closed_on <= NEW.day AND NEW.origin NOT LIKE 'ledger.close:%')))"
)
TAKES_NONE = "NOT EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.entry_id AND sealed_at IS NULL)"
OF_SEALED = "EXISTS (SELECT 1 FROM ledger_entry WHERE id = OLD.entry_id AND sealed_at IS NOT NULL)"
CLOSED = "COALESCE(NEW.day < (SELECT closed_until FROM ledger_entity WHERE id = NEW.entity_id), TRUE)"

REFUSED = [
    # table, name, event, condition, words
    ("ledger_entry", "entry_made_unsealed", "INSERT", "NEW.sealed_at IS NOT NULL", "an entry is made unsealed"),
    ("ledger_entry", "entry_no_update", "UPDATE", "OLD.sealed_at IS NOT NULL", "a sealed entry is never changed, only reversed"),
    ("ledger_entry", "entry_no_delete", "DELETE", "OLD.sealed_at IS NOT NULL", "a sealed entry is never deleted, only reversed"),
    ("ledger_posting", "posting_no_insert", "INSERT", TAKES_NONE, "a sealed entry takes no more postings"),
    ("ledger_posting", "posting_no_update", "UPDATE", "OLD.id IS NOT NULL", "a posting is never changed"),
    ("ledger_posting", "posting_no_delete", "DELETE", OF_SEALED, "a posting of a sealed entry is never deleted"),
    ("ledger_closing", "closing_no_update", "UPDATE", "OLD.id IS NOT NULL", "a closing is never changed"),
    ("ledger_closing", "closing_no_delete", "DELETE", "OLD.id IS NOT NULL", "a closing is never taken back"),
    (
        "ledger_entity", "entity_stays_closed", "UPDATE",
        "NEW.closed_until < OLD.closed_until OR NEW.opened_on <> OLD.opened_on OR NEW.last_number < OLD.last_number",
        "what was closed stays closed",
    ),
    (
        "ledger_account", "account_stays", "UPDATE",
        "NEW.entity_id <> OLD.entity_id OR NEW.kind <> OLD.kind OR NEW.code <> OLD.code OR NEW.role <> OLD.role",
        "an account keeps its books, number, kind and role",
    ),
    (
        "ledger_entity", "entity_no_delete", "DELETE", "EXISTS (SELECT 1 FROM ledger_entry WHERE entity_id = OLD.id) OR EXISTS (SELECT 1 FROM ledger_closing WHERE entity_id = OLD.id)",
        "books with entries or closings are never deleted",
    ),
    (
        "ledger_account", "account_no_delete", "DELETE", "EXISTS (SELECT 1 FROM ledger_posting WHERE account_id = OLD.id)",
        "an account with postings is never deleted",
    ),
    ("ledger_attachment", "attachment_no_update", "UPDATE", "OLD.id IS NOT NULL", "an attachment is never changed"),
    ("ledger_attachment", "attachment_no_delete", "DELETE", "OLD.id IS NOT NULL", "an attachment is never taken away"),
]  # fmt: skip
# SQLite stores whatever it is given: what PostgreSQL refuses by the types of its columns is said here. Won are held to whole numbers
# and to their bounds by constraints of the models, on both.
LONGER = "length(NEW.{}) > {}"
STRANGE_DAY = "date(NEW.{0}) IS NOT NEW.{0}"
FITTING = [
    # table, columns of days, of words with the most signs
    ("entry", ["day"], {"text": 200, "key": 100, "origin": 80}),
    ("posting", [], {"party": 80, "programme": 80, "text": 200}),
    ("budget", [], {"programme": 80}),
    ("bankline", ["day"], {"counterpart": 120, "text": 200}),
]


def _fitting():
    """Sealing writes none of these columns of an entry, so it is not looked at a second time."""
    for name, days, words in FITTING:
        wrong = [STRANGE_DAY.format(column) for column in days]
        wrong += [LONGER.format(column, most) for column, most in words.items()]
        for suffix, event in (("fits", "INSERT"), ("still_fits", f"UPDATE OF {', '.join([*days, *words])}")):
            yield (f"ledger_{name}", f"{name}_{suffix}", event, " OR ".join(wrong), SAID)


SAID = "days are days, and words have an end"
# A month is put in by the sealing, of a day that was looked at.
ON_SQLITE = [*_fitting(), ("ledger_balance", "balance_still_fits", "UPDATE OF month", STRANGE_DAY.format("month"), SAID)]
SEALING = [
    (f"{SUM} <> 0", "an entry balances"),
    (STRANGE, "postings are on open accounts of the same books"),
    (CLOSED, "the period is closed"),
]
DEBIT, CREDIT = "CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END", "CASE WHEN p.amount < 0 THEN -p.amount ELSE 0 END"
SIDES = f"SUM({DEBIT}), SUM({CREDIT})"
ADDED = (
    "ON CONFLICT (account_id, month) DO UPDATE SET "
    "debit = ledger_balance.debit + excluded.debit, credit = ledger_balance.credit + excluded.credit"
)

# A plan made while the tables were small must not read them whole once they are large; nor is one thought of anew for each entry.
BY_INDEX = (
    "LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off "
    "SET plan_cache_mode = force_generic_plan"
)
BREACH = "USING ERRCODE = 'integrity_constraint_violation'"
REFUSE = f"""
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] {BREACH};
END $$
"""

HAS_ENDED = "COALESCE(a.closed_on <= {entry}.day AND {entry}.origin NOT LIKE 'ledger.close:%', FALSE)"
# One entry is sealed by plain questions, many at once by joins: the same conditions.
SEAL = f"""
CREATE FUNCTION ledger_seal() RETURNS trigger {BY_INDEX} AS $$
DECLARE
    one record;
    unbalanced boolean;
    strange boolean;
    closed boolean;
BEGIN
    SELECT count(*) AS entries, min(s.id) AS id, min(s.entity_id) AS books, min(s.day) AS day, min(s.origin) AS origin INTO one
        FROM sealed_now s WHERE s.sealed_at IS NOT NULL;
    IF one.entries = 0 THEN
        RETURN NULL;
    END IF;
    -- Who posts holds the books' row already. Whoever seals by hand waits here for a closing that is under way.
    IF one.entries = 1 THEN
        SELECT one.day < b.closed_until INTO closed FROM ledger_entity b WHERE b.id = one.books FOR NO KEY UPDATE;
        SELECT COALESCE(SUM(p.amount), 1) <> 0,
            bool_or(a.id IS NULL OR a.entity_id <> one.books OR {HAS_ENDED.format(entry="one")}) INTO unbalanced, strange
            FROM ledger_posting p LEFT JOIN ledger_account a ON a.id = p.account_id WHERE p.entry_id = one.id;
    ELSE
        PERFORM 1 FROM ledger_entity b WHERE b.id IN (SELECT e.entity_id FROM sealed_now e) ORDER BY b.id FOR NO KEY UPDATE;
        SELECT bool_or(s.won <> 0), bool_or(s.strange), bool_or(s.closed) INTO unbalanced, strange, closed FROM (
            SELECT COALESCE(SUM(p.amount), 1) AS won,
                bool_or(a.id IS NULL OR a.entity_id <> e.entity_id OR {HAS_ENDED.format(entry="e")}) AS strange,
                bool_or(COALESCE(e.day < b.closed_until, TRUE)) AS closed
            FROM sealed_now e LEFT JOIN ledger_posting p ON p.entry_id = e.id LEFT JOIN ledger_account a ON a.id = p.account_id
                LEFT JOIN ledger_entity b ON b.id = e.entity_id
            WHERE e.sealed_at IS NOT NULL GROUP BY e.id
        ) s;
    END IF;
    IF unbalanced THEN
        RAISE EXCEPTION 'an entry balances' {BREACH};
    ELSIF strange THEN
        RAISE EXCEPTION 'postings are on open accounts of the same books' {BREACH};
    ELSIF COALESCE(closed, TRUE) THEN
        RAISE EXCEPTION 'the period is closed' {BREACH};
    END IF;
    IF one.entries = 1 THEN
        INSERT INTO ledger_balance (account_id, month, debit, credit)
            SELECT p.account_id, date_trunc('month', one.day)::date, {SIDES} FROM ledger_posting p WHERE p.entry_id = one.id
            GROUP BY 1 ORDER BY 1 {ADDED};
    ELSE
        INSERT INTO ledger_balance (account_id, month, debit, credit)
            SELECT p.account_id, date_trunc('month', e.day)::date, {SIDES}
            FROM sealed_now e JOIN ledger_posting p ON p.entry_id = e.id WHERE e.sealed_at IS NOT NULL
            GROUP BY 1, 2 ORDER BY 1, 2 {ADDED};
    END IF;
    RETURN NULL;
END $$
"""
SEAL_TRIGGER = (
    "CREATE TRIGGER entry_seal AFTER UPDATE ON ledger_entry REFERENCING NEW TABLE AS sealed_now "
    "FOR EACH STATEMENT EXECUTE FUNCTION ledger_seal()"
)
# Postings come in statements of thousands: looked at together. An entry that another transaction made is held, so that nobody seals it
# at the same time.
OPEN = "(SELECT e.sealed_at IS NULL{more} FROM ledger_entry e WHERE e.id = p.entry_id)"
TAKEN = f"""
CREATE FUNCTION posting_no_insert_refuse() RETURNS trigger {BY_INDEX} AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM made_now p WHERE NOT COALESCE({OPEN.format(more=" AND e.xmin = pg_current_xact_id()::xid")}, FALSE)) THEN
        PERFORM 1 FROM ledger_entry e WHERE e.id IN (SELECT p.entry_id FROM made_now p) ORDER BY e.id FOR SHARE;
        IF EXISTS (SELECT 1 FROM made_now p WHERE NOT COALESCE({OPEN.format(more="")}, FALSE)) THEN
            RAISE EXCEPTION 'a sealed entry takes no more postings' {BREACH};
        END IF;
    END IF;
    RETURN NULL;
END $$
"""
TAKEN_TRIGGER = (
    "CREATE TRIGGER posting_no_insert AFTER INSERT ON ledger_posting REFERENCING NEW TABLE AS made_now "
    "FOR EACH STATEMENT EXECUTE FUNCTION posting_no_insert_refuse()"
)

# One document: books, by, helper, when, first day, keys, accounts as [account, number or @role], drafts as [day, text, key, origin,
# reversed entry or null], lines as [which draft, account, won, party, programme, text], and whether closed accounts were looked at already.
# Back comes the number of the first entry and the ids of all; or 0 and which drafts are there already; or nothing, where somebody must look.
POST = f"""
CREATE FUNCTION ledger_post(asked jsonb) RETURNS bigint[] {BY_INDEX} AS $$
DECLARE
    p_entity bigint := asked->'books';
    p_at timestamptz := asked->>'at';
    p_by bigint := asked->>'by';
    p_helper bigint := asked->>'helper';
    one jsonb := asked->'drafts'->0;
    last bigint;
    closed date;
    made bigint;
    ids bigint[];
    is_there boolean;
    is_strange boolean;
BEGIN
    SELECT b.last_number, b.closed_until INTO last, closed FROM ledger_entity b WHERE b.id = p_entity FOR NO KEY UPDATE;
    SELECT EXISTS (
            SELECT 1 FROM jsonb_array_elements_text(asked->'keys') k (key)
            CROSS JOIN LATERAL (SELECT 1 FROM ledger_entry e WHERE e.entity_id = p_entity AND e.key = k.key LIMIT 1) found
        ),
        NOT (asked->'looked')::boolean AND EXISTS (
            SELECT 1 FROM jsonb_array_elements(asked->'accounts') g LEFT JOIN ledger_account a ON a.id = (g->0)::bigint
            WHERE a.closed_on IS NOT NULL OR COALESCE(a.entity_id <> p_entity OR g->>1 NOT IN (a.code, '@' || a.role), TRUE)
        )
    INTO is_there, is_strange;
    IF is_there THEN
        -- What is there is there: nothing is done, and the caller compares.
        RETURN 0 || ARRAY(
            SELECT k.ord FROM jsonb_array_elements_text(asked->'keys') WITH ORDINALITY k (key, ord)
            WHERE EXISTS (SELECT 1 FROM ledger_entry e WHERE e.entity_id = p_entity AND e.key = k.key) ORDER BY k.ord
        );
    ELSIF is_strange OR (asked->>'first')::date < closed THEN
        RETURN '{{}}';
    ELSIF jsonb_array_length(asked->'drafts') = 1 THEN
        INSERT INTO ledger_entry (entity_id, number, day, text, key, origin, reverses_id, by_id, helper_id, at)
            VALUES (p_entity, last + 1, (one->>0)::date, one->>1, one->>2, one->>3, (one->>4)::bigint, p_by, p_helper, p_at)
            RETURNING id INTO made;
        ids := ARRAY[made];
    ELSE
        WITH made AS (
            INSERT INTO ledger_entry (entity_id, number, day, text, key, origin, reverses_id, by_id, helper_id, at)
            SELECT p_entity, last + d.ord, (d.v->>0)::date, d.v->>1, d.v->>2, d.v->>3, (d.v->>4)::bigint, p_by, p_helper, p_at
            FROM jsonb_array_elements(asked->'drafts') WITH ORDINALITY d (v, ord) RETURNING id, number
        ) SELECT array_agg(made.id ORDER BY made.number) INTO ids FROM made;
    END IF;
    INSERT INTO ledger_posting (entry_id, account_id, amount, party, programme, text)
        SELECT ids[(l->0)::int], (l->1)::bigint, (l->2)::bigint, l->>3, l->>4, l->>5 FROM jsonb_array_elements(asked->'lines') l;
    UPDATE ledger_entry SET sealed_at = p_at WHERE id = ANY (ids);
    UPDATE ledger_entity SET last_number = last + cardinality(ids) WHERE id = p_entity;
    RETURN (last + 1) || ids;
END $$
"""
# Room on the page for what sealing writes: the row stays where it is, and no index is written twice.
ROOM = ["ALTER TABLE ledger_entry SET (fillfactor = 45)", "ALTER TABLE ledger_balance SET (fillfactor = 50)"]
ON_SERVER = {"posting_no_insert"}
"""Said otherwise on PostgreSQL."""


def forwards(apps, schema_editor):
    make = _on_sqlite if schema_editor.connection.vendor == "sqlite" else _on_postgresql
    for command in make():
        schema_editor.execute(command, params=None)


def _on_sqlite():
    for table, name, event, condition, words in REFUSED + ON_SQLITE:
        yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{words}'); END"
    sealing = f"UPDATE OF sealed_at ON ledger_entry WHEN {NOT_SEALED}"
    for index, (condition, words) in enumerate(SEALING):
        yield f"CREATE TRIGGER entry_seal_{index} BEFORE {sealing} AND {condition} BEGIN SELECT RAISE(ABORT, '{words}'); END"
    added = (
        "INSERT INTO ledger_balance (account_id, month, debit, credit) "
        f"SELECT p.account_id, date(NEW.day, 'start of month'), {DEBIT}, {CREDIT} FROM ledger_posting p WHERE p.entry_id = NEW.id {ADDED}"
    )
    yield f"CREATE TRIGGER entry_seal_adds AFTER {sealing} BEGIN {added}; END"


def _on_postgresql():
    yield REFUSE
    for table, name, event, condition, words in REFUSED:
        if name in ON_SERVER:
            continue
        if "SELECT" not in condition:
            yield (
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION ledger_refuse('{words}')"
            )
            continue
        # A condition of a trigger may not ask other tables.
        back = "OLD" if event == "DELETE" else "NEW"
        yield (
            f"CREATE FUNCTION {name}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
            f"RAISE EXCEPTION '{words}' {BREACH}; END IF; RETURN {back}; END $$"
        )
        yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"
    yield from (SEAL, SEAL_TRIGGER, TAKEN, TAKEN_TRIGGER, POST, *ROOM)


def backwards(apps, schema_editor):
    names = [(table, name) for table, name, *_rest in REFUSED]
    if schema_editor.connection.vendor == "sqlite":
        names += [(table, name) for table, name, *_rest in ON_SQLITE]
        names += [("ledger_entry", f"entry_seal_{index}") for index in range(len(SEALING))] + [("ledger_entry", "entry_seal_adds")]
        for _table, name in names:
            schema_editor.execute(f"DROP TRIGGER {name}")
        return
    for table, name in [*names, ("ledger_entry", "entry_seal")]:
        schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
    for name, condition in [(name, condition) for _table, name, _event, condition, _words in REFUSED]:
        if "SELECT" in condition:
            schema_editor.execute(f"DROP FUNCTION {name}_refuse()")
    for name in ("ledger_seal()", "ledger_post(jsonb)", "ledger_refuse()"):
        schema_editor.execute(f"DROP FUNCTION {name}")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
