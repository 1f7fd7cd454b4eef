"""The comprehensive diagnosis (종합진단): which questions are asked, who answers them, and what an organisation's year then says.

Decides when an assessment counts. The figures themselves are computed by `analysis` and kept here, so that a page only reads.
"""
