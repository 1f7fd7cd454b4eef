"""The moves that are allowed, as data."""
