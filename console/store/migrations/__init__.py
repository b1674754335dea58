"""The revisions of the room's file, one module each, run by Alembic when an older file is opened.

To add one: (1) change the models, new columns last and with a server default; (2) write ``r0006_what.py`` here with
``revision``, ``down_revision`` and ``upgrade()`` in SQL, never from the models: they go on changing; (3) raise
``SCHEMA_VERSION`` in ``console/store/tables.py``: the last revision's number, and ``user_version`` of the file;
(4) tests/console/store/test_migrations.py holds the revisions to the models. There is no ``downgrade``: an older
program refuses the file, and the copy made before is what it opens.
"""
