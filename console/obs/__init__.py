"""OBS: what a cue is on the wire, the connection, and the runner that sends and records."""
