"""What a community settles about its trees, and the screening of a round by it."""
