"""Once its minutes are signed nothing of an assembly can be changed, added or deleted, whoever asks.

SQLite looks row by row; PostgreSQL once a statement, so that a box of 100,000 ballots stays quick.
A later migration that has SQLite make one of these tables anew must put its triggers back; tests/cooperative/test_signed.py looks.
"""

from django.db import migrations

REFUSAL = "a signed assembly is never changed"
ITSELF = "{row}.assembly_id"
OF_ITEM = "(SELECT assembly_id FROM cooperative_agendaitem WHERE id = {row}.item_id)"
TABLES = {
    "paper": ITSELF, "attendance": ITSELF, "agendaitem": ITSELF, "minutessignature": ITSELF, "telling": ITSELF,
    "nominee": OF_ITEM, "openvote": OF_ITEM, "voted": OF_ITEM, "ballot": OF_ITEM, "teller": OF_ITEM, "paperresult": OF_ITEM,
}  # fmt: skip


def signed(of, row):
    return f"EXISTS (SELECT 1 FROM cooperative_assembly WHERE id = {of.format(row=row)} AND state = 'signed')"


def triggers():
    """(table, name, event, condition of a row that was, of a row that is)."""
    was = "gone.state = 'signed'"
    yield "cooperative_assembly", "assembly_signed_update", "UPDATE", was, ""
    yield "cooperative_assembly", "assembly_signed_delete", "DELETE", was, ""
    for table, of in TABLES.items():
        before, after = signed(of, "gone"), signed(of, "fresh")
        yield f"cooperative_{table}", f"{table}_signed_insert", "INSERT", "", after
        yield f"cooperative_{table}", f"{table}_signed_update", "UPDATE", before, after
        yield f"cooperative_{table}", f"{table}_signed_delete", "DELETE", before, ""


def on_sqlite(schema_editor, table, name, event, before, after):
    condition = " OR ".join(part for part in (before.replace("gone.", "OLD."), after.replace("fresh.", "NEW.")) if part)
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def on_postgresql(schema_editor, table, name, event, before, after):
    looks = [
        f"EXISTS (SELECT 1 FROM {rows} WHERE {condition})" for rows, condition in (("gone", before), ("fresh", after)) if condition
    ]
    tables = "".join(
        f" {which} TABLE AS {rows}" for which, rows, condition in (("OLD", "gone", before), ("NEW", "fresh", after)) if condition
    )
    schema_editor.execute(
        f"CREATE FUNCTION {name}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {' OR '.join(looks)} THEN "
        f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NULL; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING{tables} FOR EACH STATEMENT EXECUTE FUNCTION {name}_refuse()"
    )


def forwards(apps, schema_editor):
    make = on_sqlite if schema_editor.connection.vendor == "sqlite" else on_postgresql
    for each in triggers():
        make(schema_editor, *each)


def backwards(apps, schema_editor):
    on_server = schema_editor.connection.vendor == "postgresql"
    for table, name, _event, _before, _after in triggers():
        schema_editor.execute(f"DROP TRIGGER {name}{f' ON {table}' if on_server else ''}")
        if on_server:
            schema_editor.execute(f"DROP FUNCTION {name}_refuse()")


class Migration(migrations.Migration):
    dependencies = [("cooperative", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
