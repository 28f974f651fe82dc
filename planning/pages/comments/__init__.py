"""Comments on the pages: the list beside the map, one comment in full, and the way to pin a new one."""

from planning.pages.comments.listing import comment_card, comment_list, map_filters
from planning.pages.comments.pinning import pin_form

__all__ = ["comment_card", "comment_list", "map_filters", "pin_form"]
