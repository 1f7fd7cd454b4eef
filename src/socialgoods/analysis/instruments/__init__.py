"""Instruments that come with the program: data files, read by `scoring.instrument`."""
