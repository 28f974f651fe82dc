"""The map's page: the map is the room, the list or the card of what was chosen lies beside it."""

from planning.pages.map.room import show

__all__ = ["show"]
