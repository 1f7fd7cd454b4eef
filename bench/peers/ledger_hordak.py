"""django-hordak: two-leg transactions one at a time, a database transaction each. Prints entries a second.

python bench/peers/ledger_hordak.py postgresql://bench@127.0.0.1:PORT
"""

import sys
import time
from urllib.parse import urlsplit

import django
from django.conf import settings

ENTRIES = 500


def configure(server):
    address = urlsplit(server)
    settings.configure(
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "mptt", "hordak"],
        DATABASES={"default": {
            "ENGINE": "django.db.backends.postgresql", "NAME": "hordak", "USER": address.username, "HOST": address.hostname,
            "PORT": address.port,
        }},
        DEFAULT_CURRENCY="KRW", CURRENCIES=["KRW"], USE_TZ=True, DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        SECRET_KEY="bench",  # noqa: S106
    )  # fmt: skip
    django.setup()


def create(server):
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'hordak'").fetchone():
            connection.execute("CREATE DATABASE hordak")


def main(server):
    create(server)
    configure(server)
    from django.core.management import call_command
    from django.db import transaction
    from hordak.models import Account, Leg, Transaction

    call_command("migrate", verbosity=0)
    bank, _ = Account.objects.get_or_create(name="bank", code="1", defaults={"type": "AS", "currencies": ["KRW"]})
    sales, _ = Account.objects.get_or_create(name="sales", code="2", defaults={"type": "IN", "currencies": ["KRW"]})

    def post(amount):
        with transaction.atomic():
            row = Transaction.objects.create(description="sale")
            Leg.objects.create(transaction=row, account=bank, debit=amount, currency="KRW")
            Leg.objects.create(transaction=row, account=sales, credit=amount, currency="KRW")

    for amount in range(1, 51):
        post(amount)
    began = time.perf_counter()
    for amount in range(1, ENTRIES + 1):
        post(amount)
    print(ENTRIES / (time.perf_counter() - began))


if __name__ == "__main__":
    main(sys.argv[1])
