"""The local server: remote control and ingest."""
