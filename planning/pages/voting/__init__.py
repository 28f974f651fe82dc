"""Parts of the vote page: who votes, what is read, how it is ranked, what the voter keeps in hand."""
