"""Opinions: statements to agree, disagree or pass on; what unites people, what divides them, and whether there are groups."""
