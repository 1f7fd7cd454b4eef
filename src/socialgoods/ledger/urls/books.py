from django.urls import path

from socialgoods.ledger.views import books, entry, entry_new, keeping, statements

BOOKS = "ledger/<slug:code>"
ACCOUNT = f"{BOOKS}/account/<str:account>"
ENTRY = f"{BOOKS}/entry/<int:number>"

urlpatterns = [
    path("ledger/", books.ledger, name="ledger"),
    path("ledger-new/", books.programme_books, name="programme_books"),
    path(f"{BOOKS}/", books.books, name="books"),
    path(f"{BOOKS}/accounts/", books.accounts, name="accounts"),
    path(f"{BOOKS}/accounts/new/", books.account_new, name="account_new"),
    path(f"{ACCOUNT}/", books.account, name="account"),
    path(f"{ACCOUNT}/end/", books.account_end, name="account_end"),
    path(f"{ACCOUNT}/take-up/", books.account_take_up, name="account_take_up"),
    path(f"{BOOKS}/entries/", entry.entries, name="entries"),
    path(f"{BOOKS}/entries/new/", entry_new.entry_new, name="entry_new"),
    path(f"{BOOKS}/entries/new/full/", entry_new.entry_new_full, name="entry_new_full"),
    path(f"{BOOKS}/entries/opening/", entry_new.opening, name="opening"),
    path(f"{ENTRY}/", entry.entry, name="entry"),
    path(f"{ENTRY}/reverse/", entry.entry_reverse, name="entry_reverse"),
    path(f"{ENTRY}/files/add/", entry.attachment_add, name="attachment_add"),
    path(f"{ENTRY}/files/<int:pk>/", entry.attachment, name="attachment"),
    path(f"{BOOKS}/trial-balance/", statements.trial_balance, name="trial_balance"),
    path(f"{BOOKS}/income-statement/", statements.income_statement, name="income_statement"),
    path(f"{BOOKS}/balance-sheet/", statements.balance_sheet, name="balance_sheet"),
    path(f"{BOOKS}/statements.pdf", statements.statements_paper, name="statements_paper"),
    path(f"{BOOKS}/books.xlsx", statements.books_file, name="books_file"),
    path(f"{BOOKS}/books.journal", statements.journal_file, name="journal_file"),
    path(f"{BOOKS}/budget/", keeping.budget_actual, name="budget_actual"),
    path(f"{BOOKS}/budget/<int:year>/", keeping.budget_edit, name="budget_edit"),
    path(f"{BOOKS}/close/", keeping.close_period, name="close_period"),
    path(f"{BOOKS}/keepers/", keeping.keepers, name="keepers"),
    path(f"{BOOKS}/keepers/<int:pk>/end/", keeping.keeper_end, name="keeper_end"),
]
