"""When each phone hears of something: the time until an update with certain signs has reached all of them."""

import asyncio
import time
from collections.abc import Sequence

from bench.phone import Phone

_WAIT_SECONDS = 60


class Listening:
    """Notes when each of the phones first gets a frame with all the signs; delays are from `start`, in seconds."""

    def __init__(self, phones: Sequence[Phone], *signs: str) -> None:
        self.delays: list[float] = []
        self.start = time.perf_counter()
        self._phones, self._signs = phones, signs
        self._everybody = asyncio.Event()
        for phone in phones:
            self._listen(phone)

    async def everybody(self) -> list[float]:
        """Wait until every phone has heard, and give the delays. Raises TimeoutError."""
        async with asyncio.timeout(_WAIT_SECONDS):
            await self._everybody.wait()
        return self.delays

    def _listen(self, phone: Phone) -> None:
        def heard(frame: str, at: float) -> None:
            if all(sign in frame for sign in self._signs):
                phone.heard = None
                self.delays.append(at - self.start)
                if len(self.delays) == len(self._phones):
                    self._everybody.set()

        phone.heard = heard
