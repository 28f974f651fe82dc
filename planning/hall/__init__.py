"""A hall without internet: under which addresses phones reach this machine, and whose certificate they trust."""
