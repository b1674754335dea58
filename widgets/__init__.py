"""Everything Qt: window, docks, models, delegates, charts, dialogs."""
