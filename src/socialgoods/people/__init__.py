"""Who is who: accounts, county roles with a start and an end, ways to log in for people without e-mail, and help at a counter."""
