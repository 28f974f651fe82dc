"""Species 树种: the catalogue, what a species is good for by weights of residents, and what speaks against it."""
