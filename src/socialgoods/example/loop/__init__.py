"""The core loop as the example county lives it: what is on offer, assessed, decided, answered, delivered and learnt from."""
