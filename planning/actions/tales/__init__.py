"""Three stories of Chengdu, told again by acts: street trees, rooftops of two courtyards, a need that a questionnaire found."""

from planning.actions.tales.telling import Told, tell_stories

__all__ = ["Told", "tell_stories"]
