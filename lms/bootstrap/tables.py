"""Every table of the product in one metadata, for migrations and backups."""

import importlib
import importlib.util

from lms.bootstrap.features import FEATURES
from lms.core.db.base import Base

_HOUSES = ("lms", "courses", "assessments", "certificates")


def _import_models() -> None:
    importlib.import_module("lms.core.models")
    for feature in FEATURES:
        for house in _HOUSES:
            package = f"{house}.{feature.name}"
            if importlib.util.find_spec(package) is None:
                continue
            if importlib.util.find_spec(f"{package}.models") is not None:
                importlib.import_module(f"{package}.models")


_import_models()

METADATA = Base.metadata
