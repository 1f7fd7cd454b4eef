"""The house seen from outside: home, search, map, desks and public pages. Shows several rooms, decides nothing."""
