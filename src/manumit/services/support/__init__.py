"""What people at risk are helped with: how danger is found in what is said (triage), the closed set of replies
(conversation), how many people a line needs (staffing), and numbers in which nobody can be seen (counting). Pure: no
door, no database. Other rooms come in here.
"""

from manumit.services.support.counting import LEAST, Counted, suppress
from manumit.services.support.staffing import (
    Answer,
    Load,
    Served,
    Spread,
    Steady,
    erlang_a,
    erlang_c,
    rank,
    simulate,
    what_if,
)

__all__ = [
    "LEAST",
    "Answer",
    "Counted",
    "Load",
    "Served",
    "Spread",
    "Steady",
    "erlang_a",
    "erlang_c",
    "rank",
    "simulate",
    "suppress",
    "what_if",
]
