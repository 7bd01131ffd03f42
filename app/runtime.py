"""Every choice of how this process waits: patching, greenlets, real threads, the WSGI server.

``ASYNC_MODE`` is eventlet (default), gevent or threading. No other module imports eventlet or gevent, so that the
way out of eventlet (docs/adr/0005) stays this one file.
"""

from __future__ import annotations

import gc
import os
import resource
import socket
import sys
import threading
import time
import warnings
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from app import clock
from app.websocket import keep_websockets, quicken

T = TypeVar("T")

MODES = ("eventlet", "gevent", "threading")
BACKLOG = 4096
"""How many phones may stand at the door while the hub is busy; the default of 50 refuses a hall that joins at once."""
MAX_SOCKETS = 50_000
UNSENT_BYTES = 32 * 1024
"""How much the system may hold of what a socket's other end does not take yet. It would take megabytes otherwise: a
phone that is slow would be shown, one after another, everything that it has missed."""
SOCKETS_A_TURN = 128


def mode() -> str:
    """Return the wanted async mode; an unknown one is refused by app.config with a clear line."""
    return os.environ.get("ASYNC_MODE") or "eventlet"


def spare_the_collector() -> None:
    """Let the garbage collector look at young objects only, as a rule.

    A hall's thousands of sockets are long-lived and hold a million objects; looking through them all took up to 0.3 s
    of a ballot burst. What is there at the start is never looked at again, the old generation a hundred times less.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 1000)


def patch() -> None:
    """Make the standard library cooperative. Must run before anything else is imported (app/__main__.py).

    Its clock is made steady as well, for the libraries too: they sign, limit and wait by ``time.time``.
    """
    time.time = clock.steady()
    if mode() == "eventlet":
        # psycopg waits in C otherwise and stops the hub; select is the only wait of it that eventlet makes green
        os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_select")
        with warnings.catch_warnings():
            # eventlet warns of its own maintenance mode at every start: known, and answered in docs/adr/0005
            warnings.simplefilter("ignore")
            import eventlet

            eventlet.monkey_patch()
    elif mode() == "gevent":
        from gevent import monkey

        monkey.patch_all()


class Promise(Protocol):
    """One value, handed over once from the greenlet that has it to the one that waits."""

    def resolve(self, value: Any) -> None: ...
    def wait(self) -> Any: ...


class _EventletPromise:
    __slots__ = ("_event",)

    def __init__(self) -> None:
        from eventlet.event import Event

        self._event = Event()

    def resolve(self, value: Any) -> None:
        self._event.send(value)

    def wait(self) -> Any:
        return self._event.wait()


class _GeventPromise:
    __slots__ = ("_result",)

    def __init__(self) -> None:
        from gevent.event import AsyncResult

        self._result = AsyncResult()

    def resolve(self, value: Any) -> None:
        self._result.set(value)

    def wait(self) -> Any:
        return self._result.get()


class _ThreadPromise:
    __slots__ = ("_ready", "_value")

    def __init__(self) -> None:
        self._ready, self._value = threading.Event(), None

    def resolve(self, value: Any) -> None:
        self._value = value
        self._ready.set()

    def wait(self) -> Any:
        self._ready.wait()
        return self._value


def promise() -> Promise:
    """Return a promise that fits the mode."""
    if mode() == "eventlet":
        return _EventletPromise()
    return _GeventPromise() if mode() == "gevent" else _ThreadPromise()


def spawn(target: Callable[..., Any], *args: Any) -> None:
    """Run ``target`` beside the rest of this process until it returns."""
    if mode() == "eventlet":
        import eventlet

        eventlet.spawn(target, *args)
    elif mode() == "gevent":
        import gevent

        gevent.spawn(target, *args)
    else:
        threading.Thread(target=target, args=args, daemon=True).start()


def sleep(seconds: float) -> None:
    """Let the others run for ``seconds`` (time.sleep is cooperative once patched)."""
    time.sleep(seconds)


def thread_call(call: Callable[..., T], *args: Any) -> T:
    """Run ``call`` in a real thread; only the calling greenlet waits.

    ``call`` may touch plain data and raw C objects only: no Session, pool, lock or logger, whose locks belong to the
    hub (DESIGN.md 4).
    """
    if mode() == "eventlet":
        from eventlet import tpool

        result: T = tpool.execute(call, *args)
        return result
    if mode() == "gevent":
        import gevent

        done: T = gevent.get_hub().threadpool.apply(call, args)
        return done
    return call(*args)


def raise_file_limit() -> int:
    """Raise the limit of open files as far as the system lets us; return how many sockets may be open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(hard, MAX_SOCKETS + 1024) if hard != resource.RLIM_INFINITY else MAX_SOCKETS + 1024
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return min(MAX_SOCKETS, max(wanted, soft) - 256)


def listen(host: str, port: int) -> socket.socket:
    """Open the listening socket with a deep backlog. Raises OSError when the address is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_NOTSENT_LOWAT"):
        # whatever connects to the listener inherits it
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT_BYTES)
    listener.bind((host, port))
    listener.listen(BACKLOG)
    return listener


def serve(wsgi: Any, listener: socket.socket) -> None:
    """Serve until the process ends."""
    sockets = raise_file_limit()
    spare_the_collector()
    if mode() == "eventlet":
        _serve_eventlet(wsgi, listener, sockets)
    elif mode() == "gevent":
        from gevent.pywsgi import WSGIServer

        WSGIServer(listener, wsgi, log=None, error_log=sys.stderr).serve_forever()
    else:
        _serve_threads(wsgi, listener)


def _serve_eventlet(wsgi: Any, listener: socket.socket, sockets: int) -> None:
    import engineio.socket
    import eventlet.hubs
    import eventlet.websocket
    import eventlet.wsgi

    quicken(eventlet.websocket.RFC6455WebSocket, eventlet.websocket.WebSocketWSGI)
    keep_websockets(engineio.socket.Socket)
    _take_few_at_once(eventlet.hubs.get_hub())
    # a phone that goes without a word must not cost a traceback each: hence debug=False and no request log
    eventlet.wsgi.server(listener, wsgi, max_size=sockets, log_output=False, debug=False, socket_timeout=60)


def _take_few_at_once(hub: Any) -> None:
    """Let timers have their turn after every few sockets: a thousand that are ready at once held them for 0.2 s."""
    poll = getattr(hub.poll, "poll", None)
    if poll is not None and type(hub.poll).__name__ == "epoll":
        hub.do_poll = lambda seconds: poll(seconds, SOCKETS_A_TURN)


def _serve_threads(wsgi: Any, listener: socket.socket) -> None:
    from werkzeug.serving import ThreadedWSGIServer

    host, port = listener.getsockname()[:2]
    server = ThreadedWSGIServer(host, port, wsgi, fd=listener.fileno())
    server.serve_forever()
