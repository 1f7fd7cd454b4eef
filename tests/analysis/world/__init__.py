"""An independent test world for `socialgoods.analysis`.

Written from DESIGN.md part 4 and part 7 alone, without a look at the code under test. `nature` holds what is true and
what chance brings, `county` what happens, `tables` what a planner may see of it, `planners` and `informed` who plans,
`checker` whether a plan obeys, `play` how far each planner comes.
"""
