"""Linear algebra on one thread: the matrices here are small, and threads that wait for each other cost more than they bring."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def on_one_thread(compute: Callable[P, T]) -> Callable[P, T]:
    @wraps(compute)
    def limited(*args: P.args, **kwargs: P.kwargs) -> T:
        from threadpoolctl import threadpool_limits

        with threadpool_limits(1, user_api="blas"):
            return compute(*args, **kwargs)

    return limited
