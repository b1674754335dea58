"""Pushes of platforms: one file each, that tells a true one from a false one and reads order lines out of it. Pure."""
