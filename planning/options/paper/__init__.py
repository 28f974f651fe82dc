"""Paper ballots: which of two ballots counts, what a sheet says, and how two people enter a batch apart from each other."""
