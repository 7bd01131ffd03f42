"""Hold a 述法 meeting: the rules of the live session and all around it.

This package knows nothing of the web. It imports only the standard library, SQLAlchemy and itself; the time is
passed in (``now``, milliseconds since 1970 UTC); it reads no environment, opens no socket, logs nothing.
``tests/test_architecture.py`` checks this.

A *verb* is a function ``verb(db, now, actor, ...)``: its guards come first and raise a named
:class:`sessions.errors.DomainError`; then it changes rows through ``db``. It never commits: the one writer
(``app/writer.py``) does. What people see is built by :mod:`sessions.live.view` alone.
"""
