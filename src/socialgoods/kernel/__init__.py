"""The ground of the house: money, periods, dated parameters, moves between states, events, jobs, secrets. No page of its own."""
