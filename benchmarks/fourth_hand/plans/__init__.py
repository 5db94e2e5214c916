"""Operations: plans of a crew made of the same small doings as everybody's life, for another end."""

from benchmarks.fourth_hand.plans.domestic import domestic
from benchmarks.fourth_hand.plans.forced import forced_crime
from benchmarks.fourth_hand.plans.labour import labour
from benchmarks.fourth_hand.plans.sexual import sexual

OPERATIONS = {"sexual": sexual, "labour": labour, "domestic": domestic, "forced_crime": forced_crime}

__all__ = ["OPERATIONS"]
