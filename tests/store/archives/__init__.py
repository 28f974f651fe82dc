"""A backup of one of everything, as each revision kept it: `REVISION.zip`, made by that revision, never made anew.

`python -m tests.store.archives` makes the one of the newest revision, on SQLite.
"""
