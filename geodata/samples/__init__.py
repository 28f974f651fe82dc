"""Sample ground, made by the program and reproducible: nothing in it is a real place."""

from geodata.samples.block import Block, yulan_lane

__all__ = ["Block", "yulan_lane"]
