"""Charts of a show's numbers. What imports pyqtgraph here is imported when a chart is first shown."""
