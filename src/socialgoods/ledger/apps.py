from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "socialgoods.ledger"
    label = "ledger"
