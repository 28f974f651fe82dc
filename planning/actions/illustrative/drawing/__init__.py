"""Drawings by the program: they stand where a real community has photographs."""

from planning.actions.illustrative.drawing.gallery import drawn

__all__ = ["drawn"]
