from socialgoods.ledger.urls import bank

urlpatterns: list = [*bank.urlpatterns]
