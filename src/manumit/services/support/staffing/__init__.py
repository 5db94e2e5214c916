"""How many people a line needs: who is next (`rank`), what closed formulas say (Erlang C and A), what a simulation of a
week says with the line's own arrivals and the queue's own order (`simulate`), and both for several staff sizes
(`what_if`).
"""

from manumit.services.support.staffing.answer import Answer, Load, Spread, what_if
from manumit.services.support.staffing.erlang import Steady, erlang_a, erlang_c
from manumit.services.support.staffing.rank import STEP, rank
from manumit.services.support.staffing.simulate import Served, simulate

__all__ = [
    "STEP",
    "Answer",
    "Load",
    "Served",
    "Spread",
    "Steady",
    "erlang_a",
    "erlang_c",
    "rank",
    "simulate",
    "what_if",
]
