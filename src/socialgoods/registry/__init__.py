"""The register of organisations and what every room above must agree on about them.

Decides: who is an organisation of the county and of which kind, whose report counts, which rows of a foreign sheet become
records, what an organisation is due and when, and which numbers of the Social Goods mark are valid.
"""
