"""The code under test, as far as it exists: the world is older than what it tests."""

from importlib import import_module

import pytest


def needs(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not is_there(name), reason=f"socialgoods.analysis.{name} is not there yet")


def is_there(name: str) -> bool:
    """A missing module of ours means not yet; any other failure to import is a failure."""
    try:
        getattr(import_module("socialgoods.analysis"), name)
    except AttributeError:
        return False
    except ModuleNotFoundError as missing:
        if not (missing.name or "").startswith("socialgoods.analysis"):
            raise
        return False
    return True
