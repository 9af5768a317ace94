"""Modules that libraries name at their top and everyday commands never touch: loaded when touched.

Typer, msgspec and what they stand on import modules for starting programs, drawing schemas and
comparing words before the first of their own lines runs. Together these would take a quarter of
the start of a command that uses none of them.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec, PathFinder
from operator import attrgetter
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.abc import Loader

# Each is written in Python. The names behind it are those that others import one by one: they are
# stood in for until they are called. No option and no record of ours is a UUID; of one that were,
# Typer and msgspec would say that they do not know it.
DEFERRED: dict[str, tuple[str, ...]] = {
    "difflib": ("get_close_matches",),
    "gettext": ("gettext",),
    "linecache": (),
    "msgspec._json_schema": ("schema", "schema_components"),
    "msgspec.inspect": (),
    "msgspec.msgpack": (),
    "msgspec.toml": (),
    "msgspec.yaml": (),
    "platform": (),
    "shutil": ("get_terminal_size",),
    "subprocess": (),
    "tokenize": (),
    "traceback": ("FrameSummary", "StackSummary"),
    "typer.completion": ("get_completion_inspect_parameters",),
    "urllib.parse": ("quote_from_bytes",),
    "uuid": ("SafeUUID", "UUID"),
}
# What the import system asks and sets of a module before anybody uses it.
_OUTSIDE = frozenset(
    {"__cached__", "__file__", "__loader__", "__name__", "__package__", "__path__", "__spec__"}
)


class _Deferred(ModuleType):
    """A module that is loaded when something inside it is asked for."""

    def __getattribute__(self, name: str) -> Any:
        if name in _OUTSIDE:
            return super().__getattribute__(name)
        spec = super().__getattribute__("__spec__")
        if name in DEFERRED[spec.name]:
            return _Called(spec.name, name)
        return getattr(_loaded(self), name)


def _loaded(module: ModuleType) -> ModuleType:
    """Return the module as it would have been imported."""
    if isinstance(module.__loader__, _Loader) and module.__spec__ is not None:
        module.__class__ = ModuleType  # an ordinary one from now on
        module.__spec__.loader = module.__loader__ = module.__loader__.true
        module.__loader__.exec_module(module)
    return module


class _Called:
    """A function or class of a deferred module, which is loaded when it is called."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name

    def __getattr__(self, name: str) -> _Called:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Called(self.module, f"{self.name}.{name}")

    def __call__(self, *given: object, **named: object) -> Any:
        """Call what is stood in for."""
        return attrgetter(self.name)(_loaded(sys.modules[self.module]))(*given, **named)


class _Loader:
    """What stands in for a loader until the module is touched."""

    def __init__(self, true: Loader) -> None:
        self.true = true

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return the module, empty."""
        return _Deferred(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Leave the module empty."""


class _Finder:
    """Finds the deferred modules where they are always found, and holds back their loading."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how a deferred module is imported; nothing for another."""
        if name not in DEFERRED:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)  # type: ignore[assignment] # imports ask no more
        return spec


def begin() -> None:
    """Hold back what is deferred from now on."""
    sys.meta_path.insert(0, _Finder)
    if "typing_extensions" not in sys.modules:
        # msgspec takes the names of `typing` where this is missing; they are the same ones.
        sys.modules["typing_extensions"] = None  # type: ignore[assignment] # so it is "missing"
        import msgspec  # noqa: F401 -- it keeps what it found

        del sys.modules["typing_extensions"]
