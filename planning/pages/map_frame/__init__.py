"""The map, hidden in one room: a view goes in, a plain click comes out. Nobody else knows folium.

Panning and zooming never rerun the page: the frame's own script asks the viewport route for what it sees. What
changes from run to run (the selected object, a place being picked, filters of a list) is told to the standing map
as a message, so that it is never built anew.
"""

from planning.pages.map_frame.drawing import draw, refresh, take_click
from planning.pages.map_frame.view import Click, Drawing, MapView, Selected, Sketch

__all__ = ["Click", "Drawing", "MapView", "Selected", "Sketch", "draw", "refresh", "take_click"]
