"""What must never be, cannot be stored: entries that do not balance, postings added later, changes to what was sealed, closed periods opened.

An entry is made unsealed with its postings; the update that seals it checks the sum and adds the postings to the month's balances. The
same on SQLite, row by row, and on PostgreSQL, statement by statement. A later migration that has SQLite make one of these tables anew
must put its triggers back; tests/ledger/test_sealing.py looks.
"""

from django.db import migrations

NOT_SEALED = "OLD.sealed_at IS NULL AND NEW.sealed_at IS NOT NULL"
SUM = "(SELECT COALESCE(SUM(amount), 1) FROM ledger_posting WHERE entry_id = NEW.id)"
STRANGE = (
    "EXISTS (SELECT 1 FROM ledger_posting p LEFT JOIN ledger_account a ON a.id = p.account_id WHERE p.entry_id = NEW.id "
    "AND (a.id IS NULL OR a.entity_id <> NEW.entity_id OR a.closed_on <= NEW.day))"
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
        "ledger_entity", "entity_no_delete", "DELETE", "EXISTS (SELECT 1 FROM ledger_entry WHERE entity_id = OLD.id)",
        "books with entries are never deleted",
    ),
    (
        "ledger_account", "account_no_delete", "DELETE", "EXISTS (SELECT 1 FROM ledger_posting WHERE account_id = OLD.id)",
        "an account with postings is never deleted",
    ),
    ("ledger_attachment", "attachment_no_update", "UPDATE", "OLD.id IS NOT NULL", "an attachment is never changed"),
    ("ledger_attachment", "attachment_no_delete", "DELETE", "OLD.id IS NOT NULL", "an attachment is never taken away"),
]  # fmt: skip
SEALING = [
    (f"{SUM} <> 0", "an entry balances"),
    (STRANGE, "postings are on open accounts of the same books"),
    (CLOSED, "the period is closed"),
]
MONTH = {"sqlite": "date(NEW.day, ''start of month'')".replace("''", "'"), "postgresql": "date_trunc('month', e.day)::date"}
ADD = (
    "INSERT INTO ledger_balance (account_id, month, debit, credit) SELECT p.account_id, {month}, "
    "SUM(CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END), SUM(CASE WHEN p.amount < 0 THEN -p.amount ELSE 0 END) "
    "FROM {source} GROUP BY 1, 2 ORDER BY 1, 2 ON CONFLICT (account_id, month) DO UPDATE SET "
    "debit = ledger_balance.debit + excluded.debit, credit = ledger_balance.credit + excluded.credit"
)

# A plan made while the tables were small must not read them whole once they are large.
BY_INDEX = "LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off"

SEAL = f"""
CREATE FUNCTION ledger_seal() RETURNS trigger {BY_INDEX} AS $$
DECLARE
    unbalanced boolean;
    strange boolean;
    closed boolean;
BEGIN
    SELECT bool_or(s.won <> 0), bool_or(s.strange), bool_or(s.closed) INTO unbalanced, strange, closed FROM (
        SELECT COALESCE(SUM(p.amount), 1) AS won,
            bool_or(a.id IS NULL OR a.entity_id <> e.entity_id OR COALESCE(a.closed_on <= e.day, FALSE)) AS strange,
            bool_or(COALESCE(e.day < b.closed_until, TRUE)) AS closed
        FROM sealed_now e LEFT JOIN ledger_posting p ON p.entry_id = e.id LEFT JOIN ledger_account a ON a.id = p.account_id
            LEFT JOIN ledger_entity b ON b.id = e.entity_id
        WHERE e.sealed_at IS NOT NULL GROUP BY e.id
    ) s;
    IF unbalanced THEN
        RAISE EXCEPTION 'an entry balances' USING ERRCODE = 'integrity_constraint_violation';
    ELSIF strange THEN
        RAISE EXCEPTION 'postings are on open accounts of the same books' USING ERRCODE = 'integrity_constraint_violation';
    ELSIF closed THEN
        RAISE EXCEPTION 'the period is closed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    {ADD.format(month=MONTH["postgresql"], source="sealed_now e JOIN ledger_posting p ON p.entry_id = e.id WHERE e.sealed_at IS NOT NULL")};
    RETURN NULL;
END $$
"""
SEAL_TRIGGER = (
    "CREATE TRIGGER entry_seal AFTER UPDATE ON ledger_entry REFERENCING NEW TABLE AS sealed_now "
    "FOR EACH STATEMENT EXECUTE FUNCTION ledger_seal()"
)
# Postings come in statements of thousands: looked at together.
TAKEN = f"""
CREATE FUNCTION posting_no_insert_refuse() RETURNS trigger {BY_INDEX} AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM made_now p WHERE NOT COALESCE((SELECT e.sealed_at IS NULL FROM ledger_entry e WHERE e.id = p.entry_id), FALSE)
    ) THEN
        RAISE EXCEPTION 'a sealed entry takes no more postings' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$
"""
TAKEN_TRIGGER = (
    "CREATE TRIGGER posting_no_insert AFTER INSERT ON ledger_posting REFERENCING NEW TABLE AS made_now "
    "FOR EACH STATEMENT EXECUTE FUNCTION posting_no_insert_refuse()"
)

# One document: books, by, helper, when, first day, keys, accounts, drafts as [day, text, key, origin, reversed entry or null], lines as
# [which draft, account, won, party, programme, text], and whether closed accounts were looked at already.
POST = f"""
CREATE FUNCTION ledger_post(asked jsonb) RETURNS TABLE (draft bigint, entry bigint, number bigint, problem text) {BY_INDEX} AS $$
#variable_conflict use_column
DECLARE
    p_entity bigint := asked->'books';
    p_at timestamptz := asked->>'at';
    p_by bigint := asked->>'by';
    p_helper bigint := asked->>'helper';
    p_keys jsonb := asked->'keys';
    last bigint;
    closed date;
    ids bigint[];
    given text;
    problem text;
BEGIN
    SELECT b.last_number, b.closed_until INTO last, closed FROM ledger_entity b WHERE b.id = p_entity FOR UPDATE;
    FOR given IN SELECT jsonb_array_elements_text(p_keys) LOOP
        IF EXISTS (SELECT 1 FROM ledger_entry e WHERE e.entity_id = p_entity AND e.key = given) THEN
            -- What is there is there: nothing is done, and the caller compares.
            RETURN QUERY SELECT k.ord, e.id, e.number, 'there' FROM jsonb_array_elements_text(p_keys) WITH ORDINALITY k (key, ord)
                JOIN ledger_entry e ON e.entity_id = p_entity AND e.key = k.key ORDER BY k.ord;
            RETURN;
        END IF;
    END LOOP;
    IF (asked->>'first')::date < closed THEN
        problem := 'closed';
    ELSIF NOT (asked->'looked')::boolean AND EXISTS (
        SELECT 1 FROM jsonb_array_elements(asked->'accounts') g LEFT JOIN ledger_account a ON a.id = g::bigint AND a.closed_on IS NULL
        WHERE a.id IS NULL
    ) THEN
        problem := 'look';
    END IF;
    IF problem IS NOT NULL THEN
        RETURN QUERY SELECT 0::bigint, 0::bigint, 0::bigint, problem;
        RETURN;
    END IF;
    WITH made AS (
        INSERT INTO ledger_entry (entity_id, number, day, text, key, origin, reverses_id, by_id, helper_id, at)
        SELECT p_entity, last + d.ord, (d.v->>0)::date, d.v->>1, d.v->>2, d.v->>3, (d.v->>4)::bigint, p_by, p_helper, p_at
        FROM jsonb_array_elements(asked->'drafts') WITH ORDINALITY d (v, ord) RETURNING ledger_entry.id, ledger_entry.number
    ) SELECT array_agg(made.id ORDER BY made.number) INTO ids FROM made;
    INSERT INTO ledger_posting (entry_id, account_id, amount, party, programme, text)
        SELECT ids[(l->0)::int], (l->1)::bigint, (l->2)::bigint, l->>3, l->>4, l->>5 FROM jsonb_array_elements(asked->'lines') l;
    UPDATE ledger_entry e SET sealed_at = p_at WHERE e.id = ANY (ids);
    UPDATE ledger_entity b SET last_number = last + cardinality(ids) WHERE b.id = p_entity;
    RETURN QUERY SELECT i.ord, i.id, last + i.ord, ''::text FROM unnest(ids) WITH ORDINALITY i (id, ord);
END $$
"""
ON_SERVER = {"posting_no_insert"}
"""Said otherwise on PostgreSQL."""


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table, name, event, condition, words in REFUSED:
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
        for index, (condition, words) in enumerate(SEALING):
            schema_editor.execute(
                f"CREATE TRIGGER entry_seal_{index} BEFORE UPDATE OF sealed_at ON ledger_entry WHEN {NOT_SEALED} AND {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
        added = ADD.format(month=MONTH["sqlite"], source="ledger_posting p WHERE p.entry_id = NEW.id")
        schema_editor.execute(
            f"CREATE TRIGGER entry_seal_adds AFTER UPDATE OF sealed_at ON ledger_entry WHEN {NOT_SEALED} BEGIN {added}; END"
        )
        return
    for table, name, event, condition, words in REFUSED:
        if name in ON_SERVER:
            continue
        back = "OLD" if event == "DELETE" else "NEW"
        schema_editor.execute(
            f"CREATE FUNCTION {name}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
            f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {back}; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"
        )
    for command in (SEAL, SEAL_TRIGGER, TAKEN, TAKEN_TRIGGER, POST):
        schema_editor.execute(command, params=None)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in [name for _table, name, *_rest in REFUSED] + [f"entry_seal_{n}" for n in range(len(SEALING))] + ["entry_seal_adds"]:
            schema_editor.execute(f"DROP TRIGGER {name}")
        return
    for table, name, *_rest in REFUSED:
        schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
        schema_editor.execute(f"DROP FUNCTION {name}_refuse()")
    schema_editor.execute("DROP TRIGGER entry_seal ON ledger_entry")
    schema_editor.execute("DROP FUNCTION ledger_seal()")
    schema_editor.execute("DROP FUNCTION ledger_post")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
