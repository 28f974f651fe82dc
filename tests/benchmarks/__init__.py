"""Benchmarks: `make bench` or `python -m tests.benchmarks [--only NAME]`. They are no tests and have no part in CI."""
