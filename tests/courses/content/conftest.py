"""A programme's folder for each test."""

import pytest

from tests.support.content_folder import ContentFolder, make_content_folder


@pytest.fixture
def folder(tmp_path) -> ContentFolder:
    return make_content_folder(tmp_path / "programme")
