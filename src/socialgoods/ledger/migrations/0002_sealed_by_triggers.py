"""What must never be, cannot be stored: entries that do not balance, postings added later, changes to what was sealed, closed periods opened.

An entry is made unsealed with its postings; the update that seals it checks the sum and adds the postings to the month's balances. The
same on SQLite, row by row, and on PostgreSQL, statement by statement. A later migration that has SQLite make one of these tables anew
must put its triggers back; tests/ledger/test_sealing.py looks.
"""

from django.db import migrations

NOT_SEALED = "OLD.sealed_at IS NULL AND NEW.sealed_at IS NOT NULL"
SUM = "(SELECT COALESCE(SUM(amount), 1) FROM ledger_posting WHERE entry_id = NEW.id)"
STRANGE = (
    "EXISTS (SELECT 1 FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id WHERE p.entry_id = NEW.id "
    "AND (a.entity_id <> NEW.entity_id OR a.closed_on <= NEW.day))"
)
OF_SEALED = "EXISTS (SELECT 1 FROM ledger_entry WHERE id = {row}.entry_id AND sealed_at IS NOT NULL)"
CLOSED = "NEW.day < (SELECT closed_until FROM ledger_entity WHERE id = NEW.entity_id)"

REFUSED = [
    # table, name, event, condition, words
    ("ledger_entry", "entry_made_unsealed", "INSERT", "NEW.sealed_at IS NOT NULL", "an entry is made unsealed"),
    ("ledger_entry", "entry_no_update", "UPDATE", "OLD.sealed_at IS NOT NULL", "a sealed entry is never changed, only reversed"),
    ("ledger_entry", "entry_no_delete", "DELETE", "OLD.sealed_at IS NOT NULL", "a sealed entry is never deleted, only reversed"),
    ("ledger_posting", "posting_no_insert", "INSERT", OF_SEALED.format(row="NEW"), "a sealed entry takes no more postings"),
    ("ledger_posting", "posting_no_update", "UPDATE", "OLD.id IS NOT NULL", "a posting is never changed"),
    ("ledger_posting", "posting_no_delete", "DELETE", OF_SEALED.format(row="OLD"), "a posting of a sealed entry is never deleted"),
    ("ledger_closing", "closing_no_update", "UPDATE", "OLD.id IS NOT NULL", "a closing is never changed"),
    ("ledger_closing", "closing_no_delete", "DELETE", "OLD.id IS NOT NULL", "a closing is never taken back"),
    (
        "ledger_entity", "entity_stays_closed", "UPDATE",
        "NEW.closed_until < OLD.closed_until OR NEW.opened_on <> OLD.opened_on OR NEW.last_number < OLD.last_number",
        "what was closed stays closed",
    ),
    (
        "ledger_account", "account_stays", "UPDATE",
        "NEW.entity_id <> OLD.entity_id OR ((NEW.kind <> OLD.kind OR NEW.code <> OLD.code) "
        "AND EXISTS (SELECT 1 FROM ledger_posting WHERE account_id = OLD.id))",
        "an account with postings keeps its number and kind",
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

SEAL_MANY = f"""
CREATE FUNCTION ledger_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM sealed_now n JOIN sealed_before b ON b.id = n.id WHERE b.sealed_at IS NULL AND n.sealed_at IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT 1 FROM sealed_now e LEFT JOIN ledger_posting p ON p.entry_id = e.id
        WHERE e.sealed_at IS NOT NULL GROUP BY e.id HAVING COALESCE(SUM(p.amount), 1) <> 0
    ) THEN
        RAISE EXCEPTION 'an entry balances' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM sealed_now e JOIN ledger_posting p ON p.entry_id = e.id JOIN ledger_account a ON a.id = p.account_id
        WHERE e.sealed_at IS NOT NULL AND (a.entity_id <> e.entity_id OR a.closed_on <= e.day)
    ) THEN
        RAISE EXCEPTION 'postings are on open accounts of the same books' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM sealed_now e JOIN ledger_entity b ON b.id = e.entity_id WHERE e.sealed_at IS NOT NULL AND e.day < b.closed_until
    ) THEN
        RAISE EXCEPTION 'the period is closed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    {ADD.format(month=MONTH["postgresql"], source="sealed_now e JOIN ledger_posting p ON p.entry_id = e.id WHERE e.sealed_at IS NOT NULL")};
    RETURN NULL;
END $$
"""
SEAL_TRIGGER = (
    "CREATE TRIGGER entry_seal AFTER UPDATE ON ledger_entry REFERENCING OLD TABLE AS sealed_before NEW TABLE AS sealed_now "
    "FOR EACH STATEMENT EXECUTE FUNCTION ledger_seal()"
)

POST_MANY = """
CREATE FUNCTION ledger_post(
    p_entity bigint, p_by bigint, p_helper bigint, p_at timestamptz,
    p_day date[], p_text text[], p_key text[], p_origin text[], p_reverses bigint[],
    l_draft int[], l_account text[], l_amount bigint[], l_party text[], l_programme text[], l_text text[]
) RETURNS TABLE (draft int, entry bigint, number bigint, problem text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    last bigint;
    closed date;
    ids bigint[];
    accounts bigint[];
    fresh bigint;
BEGIN
    SELECT b.last_number, b.closed_until INTO last, closed FROM ledger_entity b WHERE b.id = p_entity FOR UPDATE;
    IF last IS NULL THEN
        RETURN QUERY SELECT 0, NULL::bigint, NULL::bigint, 'no such books'; RETURN;
    END IF;
    -- What is there already is there: nothing is done, and the caller compares.
    IF EXISTS (SELECT 1 FROM ledger_entry e WHERE e.entity_id = p_entity AND e.key = ANY (p_key)) THEN
        RETURN QUERY SELECT k.ord::int, e.id, e.number, 'there' FROM unnest(p_key) WITH ORDINALITY k (key, ord)
            JOIN ledger_entry e ON e.entity_id = p_entity AND e.key = k.key ORDER BY k.ord;
        RETURN;
    END IF;
    SELECT array_agg(a.id ORDER BY l.ord), count(*) FILTER (WHERE a.id IS NULL) INTO accounts, fresh
        FROM unnest(l_account) WITH ORDINALITY l (account, ord)
        LEFT JOIN ledger_account a ON a.entity_id = p_entity AND (a.code = l.account OR (l.account LIKE '@%' AND a.role = substr(l.account, 2)));
    IF fresh > 0 THEN
        RETURN QUERY SELECT l_draft[l.ord], NULL::bigint, NULL::bigint, 'account ' || l.account
            FROM unnest(l_account) WITH ORDINALITY l (account, ord) WHERE accounts[l.ord] IS NULL ORDER BY l.ord LIMIT 1;
        RETURN;
    END IF;
    RETURN QUERY SELECT d.ord::int, NULL::bigint, NULL::bigint, 'closed' FROM unnest(p_day) WITH ORDINALITY d (day, ord) WHERE d.day < closed ORDER BY d.ord LIMIT 1;
    IF FOUND THEN RETURN; END IF;
    RETURN QUERY SELECT l_draft[l.ord], NULL::bigint, NULL::bigint, 'ended ' || l_account[l.ord]
        FROM unnest(accounts) WITH ORDINALITY l (account, ord) JOIN ledger_account a ON a.id = l.account
        WHERE a.closed_on <= p_day[l_draft[l.ord]] ORDER BY l.ord LIMIT 1;
    IF FOUND THEN RETURN; END IF;
    fresh := cardinality(p_key);
    WITH made AS (
        INSERT INTO ledger_entry (entity_id, number, day, text, key, origin, reverses_id, by_id, helper_id, at)
        SELECT p_entity, last + d.ord, p_day[d.ord], p_text[d.ord], d.key, p_origin[d.ord], p_reverses[d.ord], p_by, p_helper, p_at
        FROM unnest(p_key) WITH ORDINALITY d (key, ord) RETURNING ledger_entry.id AS made_id, ledger_entry.number AS made_number
    ) SELECT array_agg(made_id ORDER BY made_number) INTO ids FROM made;
    INSERT INTO ledger_posting (entry_id, account_id, amount, party, programme, text)
        SELECT ids[l.draft], accounts[l.ord], l_amount[l.ord], l_party[l.ord], l_programme[l.ord], l_text[l.ord]
        FROM unnest(l_draft) WITH ORDINALITY l (draft, ord) ORDER BY l.ord;
    UPDATE ledger_entry e SET sealed_at = p_at WHERE e.id = ANY (ids);
    UPDATE ledger_entity b SET last_number = last + fresh WHERE b.id = p_entity;
    RETURN QUERY SELECT i.ord::int, i.id, last + i.ord, ''::text FROM unnest(ids) WITH ORDINALITY i (id, ord) ORDER BY i.ord;
END $$
"""


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
        back = "OLD" if event == "DELETE" else "NEW"
        schema_editor.execute(
            f"CREATE FUNCTION {name}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
            f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {back}; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"
        )
    for command in (SEAL_MANY, SEAL_TRIGGER, POST_MANY):
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
