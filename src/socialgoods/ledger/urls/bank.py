from django.urls import path

from socialgoods.ledger.views import bank, bank_import

urlpatterns = [
    path("ledger/<slug:code>/bank/", bank.bank, name="bank"),
    path("ledger/<slug:code>/bank/account/<str:account>/", bank.bank_account, name="bank_account"),
    path("ledger/<slug:code>/bank/account/<str:account>/matched/", bank.bank_matched, name="bank_matched"),
    path("ledger/<slug:code>/bank/account/<str:account>/certain/", bank.bank_certain, name="bank_certain"),
    path("ledger/<slug:code>/bank/account/<str:account>/reconciliation/", bank.bank_reconciliation, name="bank_reconciliation"),
    path("ledger/<slug:code>/bank/account/<str:account>/files/", bank_import.bank_files, name="bank_files"),
    path("ledger/<slug:code>/bank/account/<str:account>/upload/", bank_import.bank_upload, name="bank_upload"),
    path("ledger/<slug:code>/bank/file/<int:pk>/", bank_import.bank_draft, name="bank_draft"),
    path("ledger/<slug:code>/bank/file/<int:pk>/bring/", bank_import.bank_bring, name="bank_bring"),
    path("ledger/<slug:code>/bank/file/<int:pk>/drop/", bank_import.bank_drop, name="bank_drop"),
    path("ledger/<slug:code>/bank/statement/<int:pk>/undo/", bank_import.bank_undo, name="bank_undo"),
    path("ledger/<slug:code>/bank/line/<int:pk>/", bank.bank_line, name="bank_line"),
    path("ledger/<slug:code>/bank/line/<int:pk>/accept/", bank.bank_accept, name="bank_accept"),
    path("ledger/<slug:code>/bank/line/<int:pk>/several/", bank.bank_several, name="bank_several"),
    path("ledger/<slug:code>/bank/line/<int:pk>/unlink/", bank.bank_unlink, name="bank_unlink"),
]  # fmt: skip
