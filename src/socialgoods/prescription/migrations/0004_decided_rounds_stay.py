"""The rows of a decided round cannot be changed, added to or deleted, whoever asks.

A later migration that has SQLite make one of these tables anew must put its triggers back; tests/prescription/test_round.py looks.
"""

from django.db import migrations

REFUSAL = "a decided round is never edited, only followed by another"
OF_VARIANT = "(SELECT round_id FROM prescription_variant WHERE id = {row}.variant_id)"
OF_SITTING = "(SELECT round_id FROM prescription_sitting WHERE id = {row}.sitting_id)"
OF_MEMBER = (
    "(SELECT s.round_id FROM prescription_sitting s JOIN prescription_member m ON m.sitting_id = s.id WHERE m.id = {row}.member_id)"
)
VARIANT_COLUMNS = (
    "id, round_id, number, title, kind, setup, inputs, inputs_sha256, outcome_sha256, result, created_by_id, created_at, computed_at"
)
"""All but the job, which may be tidied away."""
TABLES = {
    "prescription_variant": ("{row}.round_id", f"OF {VARIANT_COLUMNS}"),
    "prescription_choice": (OF_VARIANT, ""),
    "prescription_sitting": ("{row}.round_id", ""),
    "prescription_member": (OF_SITTING, ""),
    "prescription_member_conflicts": (OF_MEMBER, ""),
    "prescription_amendment": (OF_SITTING, ""),
}


def decided(of: str, row: str) -> str:
    return f"EXISTS (SELECT 1 FROM prescription_round WHERE id = {of.format(row=row)} AND state = 'decided')"


def triggers():
    """(table, name, event, columns, condition)."""
    yield "prescription_round", "round_no_update", "UPDATE", "", "OLD.state = 'decided'"
    yield "prescription_round", "round_no_delete", "DELETE", "", "OLD.state = 'decided'"
    for table, (of, columns) in TABLES.items():
        name = table.removeprefix("prescription_")
        yield table, f"{name}_no_insert", "INSERT", "", decided(of, "NEW")
        yield table, f"{name}_no_update", "UPDATE", columns, f"{decided(of, 'OLD')} OR {decided(of, 'NEW')}"
        yield table, f"{name}_no_delete", "DELETE", "", decided(of, "OLD")


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table, name, event, columns, condition in triggers():
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} {columns} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    for table, name, event, columns, condition in triggers():
        back = "OLD" if event == "DELETE" else "NEW"
        schema_editor.execute(
            f"CREATE FUNCTION {name}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
            f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {back}; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {event} {columns} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"
        )


def backwards(apps, schema_editor):
    on_server = schema_editor.connection.vendor == "postgresql"
    for table, name, _event, _columns, _condition in triggers():
        schema_editor.execute(f"DROP TRIGGER {name}{f' ON {table}' if on_server else ''}")
        if on_server:
            schema_editor.execute(f"DROP FUNCTION {name}_refuse()")


class Migration(migrations.Migration):
    dependencies = [("prescription", "0003_round_outcome")]
    operations = [migrations.RunPython(forwards, backwards)]
