from django.urls import path

from socialgoods.cooperative.views import count, item, vote

ITEM = "cooperatives/<slug:code>/assemblies/<int:pk>/items/<int:number>"

urlpatterns = [
    path(f"{ITEM}/", item.item, name="item"),
    path(f"{ITEM}/nominees/new/", item.item_nominee_new, name="item_nominee_new"),
    path(f"{ITEM}/nominees/<int:nominee>/drop/", item.item_nominee_drop, name="item_nominee_drop"),
    path(f"{ITEM}/nominees/<int:nominee>/lot/", item.item_lot, name="item_lot"),
    path(f"{ITEM}/tellers/", item.item_tellers, name="item_tellers"),
    path(f"{ITEM}/open/", item.item_open, name="item_open"),
    path(f"{ITEM}/close/", item.item_close, name="item_close"),
    path(f"{ITEM}/annul/", item.item_annul, name="item_annul"),
    path(f"{ITEM}/again/", item.item_again, name="item_again"),
    path(f"{ITEM}/desk/", item.item_desk, name="item_desk"),
    path(f"{ITEM}/desk/paper/", item.item_paper, name="item_paper"),
    path(f"{ITEM}/desk/hands/", item.item_hands, name="item_hands"),
    path(f"{ITEM}/ballots/", item.item_ballots, name="item_ballots"),
    path(f"{ITEM}/vote/", vote.vote, name="vote"),
    path(f"{ITEM}/vote/<int:voter>/", vote.vote_for, name="vote_for"),
    path(f"{ITEM}/count/", count.item_count, name="item_count"),
    path(f"{ITEM}/count/confirm/", count.item_confirm, name="item_confirm"),
    path(f"{ITEM}/count/witness/", count.item_witness, name="item_witness"),
    path(f"{ITEM}/recount/", count.recount, name="recount"),
    path(f"{ITEM}/recount/ballots.txt", count.recount_file, name="recount_file"),
]
