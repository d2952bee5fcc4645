"""The requests that the live server has begun to answer and not ended."""

import threading
from contextlib import contextmanager

from django.core.signals import request_finished, request_started

PATIENCE = 30  # seconds; whoever takes longer hangs


class InFlight:
    """Counts the requests that are answered in other threads than the main one, where a test's own client asks."""

    def __init__(self):
        self._threads, self._changed = set(), threading.Condition()

    @contextmanager
    def watched(self):
        """Count what begins and ends meanwhile."""
        request_started.connect(self._begin)
        request_finished.connect(self._end)
        try:
            yield self
        finally:
            request_started.disconnect(self._begin)
            request_finished.disconnect(self._end)

    def wait_until_none(self):
        """Return when all are answered; raise TimeoutError where one is not in time."""
        with self._changed:
            if not self._changed.wait_for(lambda: not self._threads, timeout=PATIENCE):
                raise TimeoutError("A request to the live server does not end.")

    def _begin(self, **kwargs):
        if threading.current_thread() is not threading.main_thread():
            with self._changed:
                self._threads.add(threading.get_ident())

    def _end(self, **kwargs):
        with self._changed:
            self._threads.discard(threading.get_ident())
            self._changed.notify_all()
