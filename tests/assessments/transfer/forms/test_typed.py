"""Telephones as people type them."""

import pytest

from assessments.transfer.forms.typed import typed_phone


def test_a_bolivian_number_gains_its_country():
    assert typed_phone("712 34567") == "+59171234567"
    assert typed_phone("  ") is None
    with pytest.raises(ValueError, match="no"):
        typed_phone("no tiene")
