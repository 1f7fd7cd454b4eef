"""Django's SQLite, which makes the folder of its file when it is first opened and not before."""
