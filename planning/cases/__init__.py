"""Room 3, pure: a matter on its way from complaint to result."""
