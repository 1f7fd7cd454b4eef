"""Who may see and do what with assessments and diagnoses."""

# Assessments


# Results
