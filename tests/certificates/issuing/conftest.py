"""A real school's address, for tests of what has value."""

import dataclasses

import pytest

from lms.bootstrap.settings import Environment


@pytest.fixture
def real_address(app):
    """Run as the real school does: production, and an address that others reach."""
    before = app.extensions["gestores_settings"]
    app.extensions["gestores_settings"] = dataclasses.replace(
        before, env=Environment.PRODUCTION, public_url="https://gestores.example.bo.org"
    )
    yield
    app.extensions["gestores_settings"] = before
