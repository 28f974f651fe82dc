"""Long runs that kill and restart: `make soak`. Not part of the tests: they take minutes."""
