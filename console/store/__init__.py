"""The room's own SQLite file: journal, order lines, readings."""
