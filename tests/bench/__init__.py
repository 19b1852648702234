"""Benchmarks: whole processes, in turn, against pandoc. `python -m tests.bench` (or `make bench`) runs them; pytest does not."""
