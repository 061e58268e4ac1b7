"""Names of downloads, whatever people called things."""

import pytest
from flask import Response
from werkzeug.http import parse_options_header

from lms.core.web.downloads import as_download


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("lista-B1.csv", "lista-B1.csv"),
        ('lista-"B1";x.csv', 'lista-"B1";x.csv'),
        ("lista-Ñuflo 🙂.csv", "lista-Ñuflo 🙂.csv"),
        ("lista\r\nX-Injected: 1.csv", "lista X-Injected: 1.csv"),
    ],
)
def test_a_name_arrives_as_it_is_in_one_plain_header(name, read):
    answer = as_download(Response(b"x"), name)

    header = answer.headers["Content-Disposition"]
    assert header.isascii()
    assert header.isprintable()
    assert parse_options_header(header)[1]["filename"] == read
    assert "X-Injected" not in answer.headers
