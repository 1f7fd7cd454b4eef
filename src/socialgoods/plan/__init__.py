"""The plan: its indicators and targets, what was measured, where it will stand, and which reading of an open term holds.

Computes from the rooms below; nothing is typed where it can be computed.
"""
