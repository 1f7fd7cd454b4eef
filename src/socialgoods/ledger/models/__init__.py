from socialgoods.ledger.models.bank import BankDraft, BankLine, BankStatement
from socialgoods.ledger.models.books import (
    Account,
    AccountKind,
    Budget,
    Closing,
    Entity,
    EntityKind,
    Keeper,
    KeeperRole,
)
from socialgoods.ledger.models.entry import Attachment, Balance, Entry, Posting

__all__ = [
    "Account", "AccountKind", "Attachment", "Balance", "BankDraft", "BankLine", "BankStatement", "Budget", "Closing", "Entity",
    "EntityKind", "Entry", "Keeper", "KeeperRole", "Posting",
]  # fmt: skip
