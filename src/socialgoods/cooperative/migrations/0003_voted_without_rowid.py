"""SQLite keeps who voted by vote and voter alone: there is no number of a row that could tell who came first.

Django cannot say so. A later migration that has SQLite make the table anew must say it again; tests/cooperative/test_secret_traces.py looks.
"""

from django.db import migrations

TABLE = "cooperative_voted"
WITHOUT = " WITHOUT ROWID"


def forwards(apps, schema_editor):
    _made_anew(schema_editor, lambda said: said + WITHOUT)


def backwards(apps, schema_editor):
    _made_anew(schema_editor, lambda said: said.removesuffix(WITHOUT))


def _made_anew(schema_editor, change):
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT type, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [TABLE])
        said = cursor.fetchall()
    table = next(sql for kind, sql in said if kind == "table")
    schema_editor.execute(change(table.replace(f'"{TABLE}"', f'"{TABLE}_new"', 1)))
    schema_editor.execute(f'INSERT INTO "{TABLE}_new" SELECT * FROM "{TABLE}"')
    schema_editor.execute(f'DROP TABLE "{TABLE}"')
    schema_editor.execute(f'ALTER TABLE "{TABLE}_new" RENAME TO "{TABLE}"')
    for kind, sql in said:
        if kind != "table":
            schema_editor.execute(sql, params=None)


class Migration(migrations.Migration):
    dependencies = [("cooperative", "0002_signed_by_triggers")]
    operations = [migrations.RunPython(forwards, backwards)]
