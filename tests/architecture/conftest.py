"""The demonstration after some months, for the tests that walk through all of it."""

import pytest

from tests.support.lived_in import live_in


@pytest.fixture
def lived_in(demonstration, copies):
    """The application with something in every table, made once for the run."""
    if copies.has("lived_in"):
        copies.lay_out(demonstration, "lived_in")
    else:
        live_in(demonstration)
        copies.keep(demonstration, "lived_in")
    return demonstration


@pytest.fixture
def lay_out_afresh(lived_in, copies):
    """Put everything back as it was, as often as a test asks."""
    return lambda: copies.lay_out(lived_in, "lived_in")
