"""Backups: one portable archive of everything, from either database into either.

A zip file: ``tables/NAME.jsonl`` (one JSON list a row, in the order of the manifest's columns), ``photos/ID.jpg``,
``secret.key``, and ``manifest.json`` with the revision of the tables and the SHA-256 of every other member.
"""
