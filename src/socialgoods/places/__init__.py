"""Where things are: the county, its districts (eup, myeon), their boundaries and population.

A county is a folder: `county.toml`, `districts.csv`, `population.csv`. Wanju's is shipped; `SOCIALGOODS_COUNTY`
names another. Nothing else in the house knows which county it serves.
"""
