"""Who is who: accounts, county roles with start and end, ways to log in for people without e-mail, counter help."""
