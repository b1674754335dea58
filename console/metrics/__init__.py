"""Counters, formulas and the join of numbers to rounds."""
