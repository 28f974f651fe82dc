"""Outcomes and summaries turned into documents, in the language of their reader."""
