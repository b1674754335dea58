"""Words: what hosts say. Knows nothing of the console and nothing of Qt."""
