from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    """Limits on log-in and uploads are counted in the cache, which all processes share: a table of the database."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_clock")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
