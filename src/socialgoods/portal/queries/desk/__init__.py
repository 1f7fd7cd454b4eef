"""Somebody's desk: a page for each of the places from which they look at the county, what waits there first.

Every address on a desk is one that its owner may open; a test walks them all.
"""
