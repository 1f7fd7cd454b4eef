"""The moves that are allowed. Data; `kernel.states.move` reads it."""

from socialgoods.cooperative.models import ItemState, YearEndState

ITEM_MOVES = {
    ItemState.WAITING: {ItemState.VOTING},
    ItemState.VOTING: {ItemState.COUNTING, ItemState.VOID},
    ItemState.COUNTING: {ItemState.DONE, ItemState.VOID},
}

YEAR_MOVES = {
    YearEndState.DRAFT: {YearEndState.AUDITED},
    YearEndState.AUDITED: {YearEndState.DRAFT, YearEndState.APPROVED},
    YearEndState.APPROVED: {YearEndState.BOOKED},
}
