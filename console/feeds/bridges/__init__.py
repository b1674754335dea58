"""Barrage bridges: programs the user runs that pass on what a live room shows. Listened to, never spoken to."""
