"""A co-operative by law: founding, register of members and shares, assemblies and votes, officers, year end.

Decides what the Framework Act on Cooperatives and the co-operative's own articles allow, and names the article in every refusal.
Any organisation of the county may found its co-operative here; the network is one of them.
"""
