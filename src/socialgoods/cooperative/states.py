"""The moves that are allowed. Data; `kernel.states.move` reads it."""

from socialgoods.cooperative.models import ItemState

ITEM_MOVES = {
    ItemState.WAITING: {ItemState.VOTING},
    ItemState.VOTING: {ItemState.COUNTING, ItemState.VOID},
    ItemState.COUNTING: {ItemState.DONE, ItemState.VOID},
}
