from socialgoods.ledger.urls import bank, books

urlpatterns: list = [*books.urlpatterns, *bank.urlpatterns]
