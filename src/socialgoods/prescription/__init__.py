"""The tailored prescription (맞춤처방): measures on offer, the year's round, the committee's decision, the answer, the outcome.

Decides who gets what. A decided round is never edited, only followed by another.
"""
