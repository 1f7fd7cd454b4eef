"""Who may see and do what with rounds, decisions, prescriptions and evidence."""

# Offers, rounds and the committee


# After the decision
