"""The moves that are allowed. Data; `kernel.states.move` reads it."""

from socialgoods.cooperative.models import AssemblyState, CooperativeState, ItemState

ITEM_MOVES = {
    ItemState.WAITING: {ItemState.VOTING},
    ItemState.VOTING: {ItemState.COUNTING, ItemState.VOID},
    ItemState.COUNTING: {ItemState.DONE, ItemState.VOID},
}

COOPERATIVE_MOVES = {
    CooperativeState.FOUNDING: {CooperativeState.ASSEMBLED, CooperativeState.ABANDONED},
    CooperativeState.ASSEMBLED: {CooperativeState.FILED, CooperativeState.ABANDONED},
    CooperativeState.FILED: {CooperativeState.ACCEPTED, CooperativeState.ABANDONED},
    CooperativeState.ACCEPTED: {CooperativeState.REGISTERED, CooperativeState.ABANDONED},
    CooperativeState.REGISTERED: {CooperativeState.WINDING_UP},
    CooperativeState.WINDING_UP: {CooperativeState.DISSOLVED},
}

ASSEMBLY_MOVES = {
    AssemblyState.DRAFT: {AssemblyState.CALLED, AssemblyState.CANCELLED},
    AssemblyState.CALLED: {AssemblyState.OPEN, AssemblyState.CANCELLED},
    AssemblyState.OPEN: {AssemblyState.CLOSED},
    AssemblyState.CLOSED: {AssemblyState.SIGNED},
}
