"""The stories, each told from the first complaint to the one page that answers for its case."""
