"""Every won of the house, double entry: whose books, which accounts, which entries, and what they add up to.

Decides whether an entry balances and whether its day is still open. Knows parties and programmes by the codes it is handed.
"""
