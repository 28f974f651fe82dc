"""Load from outside: phones that vote over HTTP, what they were told, and what is there afterwards."""
