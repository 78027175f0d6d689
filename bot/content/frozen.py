"""A dict that cannot be changed, yet still pickles, copies and turns into JSON."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class FrozenDict(dict[K, V]):
    """A read-only dict.

    ``types.MappingProxyType`` would do, but it cannot be pickled, deep-copied
    or passed to ``json.dumps``, and content crosses all three.
    """

    def _refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("content is read-only")

    __setitem__ = __delitem__ = _refuse
    clear = pop = popitem = setdefault = update = __ior__ = _refuse  # type: ignore[assignment]

    def __hash__(self) -> int:  # type: ignore[override]
        """Hash by content, as equality compares."""
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as a plain dict: unpickling item by item would be refused."""
        return (type(self), (dict(self),))

    def __copy__(self) -> FrozenDict[K, V]:
        """Return itself: it cannot change."""
        return self

    def __deepcopy__(self, _memo: dict[int, Any]) -> FrozenDict[K, V]:
        """Return itself: it cannot change, nor can what it holds."""
        return self
