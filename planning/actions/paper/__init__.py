"""What is done with paper ballots: announced, handed in at the table, entered by two people, counted with the others."""
