"""Ordinary life: what people do when nothing is wrong. `settle` fills the towns and starts every life."""

from benchmarks.fourth_hand.lives.settle import settle

__all__ = ["settle"]
