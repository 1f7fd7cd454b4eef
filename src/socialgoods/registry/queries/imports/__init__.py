"""Reads for imports: what is known, what a sheet would change, what a finished import has left behind."""
