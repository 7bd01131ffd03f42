"""The same tests on two processes: see conftest.py."""

from tests.sockets.test_showing import *  # noqa: F403 - pytest collects what is imported

del test_health_is_told_to_the_host  # noqa: F821 - it tells of the one process that is asked
