"""The illustrative community: Yulan Lane 玉兰巷, made by the program, marked as such, the same for the same seed."""

from planning.actions.illustrative.loading import Loaded, load_illustrative

__all__ = ["Loaded", "load_illustrative"]
