"""The same tests on two processes: see conftest.py."""

from tests.sockets.test_rounds import *  # noqa: F403 - pytest collects what is imported
