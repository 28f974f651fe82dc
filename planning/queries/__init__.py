"""Reads: one function per thing that a page or a route shows; plain values out."""
