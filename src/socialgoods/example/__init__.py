"""The example county: made up, deterministic by seed, marked as an example wherever it is shown. Nothing imports it."""
