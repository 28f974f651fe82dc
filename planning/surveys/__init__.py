"""Room 1, pure: what is there, and what people say about it."""
