"""The revisions of the inventory store, one module each, run by Alembic when an older store is opened.

To add one: (1) change the models, new columns last and with a server default; (2) write ``r0003_what.py`` here with
``revision``, ``down_revision`` and ``upgrade()``, never from the models: they go on changing. Alike on SQLite and
PostgreSQL: no sequences, no triggers, only what a console of the revision before can live with, for one may still run;
(3) raise ``SCHEMA_VERSION`` in ``inventory/schema.py``, and name new tables in its ``ALL``;
(4) tests/inventory/test_migrations.py holds the revisions to the models. There is no ``downgrade``.
"""
