"""Rules of paper ballots."""
