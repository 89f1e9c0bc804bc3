"""Benchmarks: each a command that prints a table; never timed tests."""
