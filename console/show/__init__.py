"""The pure heart: plan, events, rundown, timing. Standard library only, no I/O, time is an argument."""
