"""The same tests on two processes: see conftest.py."""

from tests.sockets.test_questions import *  # noqa: F403 - pytest collects what is imported
