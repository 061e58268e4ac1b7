"""Gives a test its own job kinds and subscribers beside the installed ones."""

from collections.abc import Iterator
from contextlib import contextmanager

from lms.core import features
from lms.core.features import Feature


@contextmanager
def with_feature(feature: Feature) -> Iterator[None]:
    """Install one more feature while the block runs."""
    before = features.installed()
    features.install((*before, feature))
    try:
        yield
    finally:
        features.install(before)
