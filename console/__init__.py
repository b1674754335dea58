"""Running a show: a Qt-free zone. Nothing under this package imports Qt or ``widgets``."""
