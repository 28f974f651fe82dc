"""Room 2, pure: what is proposed, who may choose, and how it is counted."""
