"""An inventory 现状清单: what a planner's file says is there, read as columns and checked as a whole."""
