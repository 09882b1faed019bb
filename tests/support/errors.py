"""What Excel refuses, in the form in which pywin32 brings it."""

import functools
import time
from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar

_T = TypeVar("_T")


class ComError(Exception):
    """As pywintypes.com_error: hresult, text, (code, source, description, help, context, scode), argument."""

    hresult = -2147352567

    def __init__(self, description: str) -> None:
        said = (0, "Microsoft Excel", description, "xlmain11.chm", 0, -2146827284)
        super().__init__(self.hresult, "Exception occurred.", said, None)

    @property
    def description(self) -> str:
        """What Excel says."""
        return str(self.args[2][2])


class Gone:
    """Stands for what was closed or deleted."""

    def __getattr__(self, name: str) -> Any:
        raise ComError("The object invoked has disconnected from its clients.")


def as_excel(cls: type[_T]) -> type[_T]:
    """A class whose members raise ComError where LibreOffice refuses."""
    for name, member in list(vars(cls).items()):
        if isinstance(member, property):
            get, put = (f and _translated(f) for f in (member.fget, member.fset))
            setattr(cls, name, property(get, put, doc=member.__doc__))
        elif isinstance(member, FunctionType):
            setattr(cls, name, _translated(member))
    return cls


class AtWork:
    """How long the application has been at work, for measurements: all that is asked of it, from outside."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._asked = 0

    def __enter__(self) -> None:
        if self._asked == 0:
            self._since = time.perf_counter()
        self._asked += 1

    def __exit__(self, *_: object) -> None:
        self._asked -= 1
        if self._asked == 0:
            self.seconds += time.perf_counter() - self._since


at_work = AtWork()


def _translated(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def asked(*args: Any, **options: Any) -> Any:
        try:
            with at_work:
                return function(*args, **options)
        except Exception as error:
            if not _from_uno(error):
                raise
            raise ComError(f"{type(error).__name__.rpartition('.')[2]}: {error}") from error

    return asked


def _from_uno(error: Exception) -> bool:
    return any(kind.__name__ == "com.sun.star.uno.Exception" for kind in type(error).__mro__)
