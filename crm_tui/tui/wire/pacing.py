"""Whether the line is still busy with what was sent before.

Behind a picture the terminal is asked where its cursor stands. It answers when it has come to the question, so an
answer says that all before it has arrived.
"""

from collections import deque
from collections.abc import Callable

MOST_ON_THE_WAY = 2
"""So many pictures may be unanswered; what comes then waits, and is merged."""

PATIENCE = 3.0
"""Seconds. A terminal that has not answered by then does not answer; one that has answered before may have been lost
an answer.
"""

_SLOW = 0.3
_LOOKED_AT = 8
_SLOW_OF_THEM = 6


class Pace:
    """Counts what is on the way to the terminal."""

    def __init__(self, clock: Callable[[], float], *, asks: bool) -> None:
        """``clock`` gives seconds; ``asks`` is whether the terminal is known to answer."""
        self._clock = clock
        self._asks = asks
        self._has_answered = False
        self._sent: deque[float] = deque()
        self._took: deque[float] = deque(maxlen=_LOOKED_AT)

    @property
    def is_asking(self) -> bool:
        """Whether a question goes behind the next picture."""
        if not self._asks:
            return False
        if not self._has_answered and self._sent and self._clock() - self._sent[0] > PATIENCE:
            self._asks = False
            self._sent.clear()
        return self._asks

    @property
    def wait(self) -> float:
        """For how many seconds at most nothing should be sent; 0 when the line is free."""
        if not self._has_answered or len(self._sent) < MOST_ON_THE_WAY:
            return 0.0
        left = self._sent[-1] + PATIENCE - self._clock()
        if left > 0:
            return left
        self._sent.clear()
        return 0.0

    @property
    def is_slow(self) -> bool:
        """Whether most of the last pictures took long to arrive."""
        return sum(took > _SLOW for took in self._took) >= _SLOW_OF_THEM

    def asked(self) -> None:
        """A question was sent."""
        self._sent.append(self._clock())

    def answered(self) -> None:
        """An answer came, to the question that has waited longest."""
        self._asks = self._has_answered = True
        if self._sent:
            self._took.append(self._clock() - self._sent.popleft())

    def begin_again(self) -> None:
        """What was on the way is of no account: the terminal was somebody else's meanwhile."""
        self._sent.clear()
