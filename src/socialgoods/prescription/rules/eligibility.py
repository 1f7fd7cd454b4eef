"""What an organisation can get now, and why not the rest. Plain values in; reasons out, an empty list means yes."""

PROGRAMMES = {
    "village_enterprise_fund": "village_enterprise",
    "social_insurance": "social_enterprise",
    "business_development": "social_enterprise",
    "job_creation": "social_enterprise",
    "professional_staff": "social_enterprise",
}
"""Under which national programme a measure's money runs, by code; some exclude each other within a year."""


def programme_of(measure: str) -> str:
    return PROGRAMMES.get(measure, "")
