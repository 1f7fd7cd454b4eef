"""The case file: what was promised to an organisation, every visit and call, what was delivered when and at what cost.

Decides who is invited to a call and what becomes of an application. What was delivered is written down as SupportGiven.
"""
