"""Acts around paper ballots."""
