"""Writes: one function per act that a person performs, each in one transaction."""
