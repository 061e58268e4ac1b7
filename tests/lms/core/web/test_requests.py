"""What a request may bring, tried on a small application and on the whole one."""

import json
from io import BytesIO

import pytest
from flask import Flask, jsonify, request

from assessments.quizzes.views.autosave import autosave
from lms.core.web.requests import read_requests, takes_json
from tests.support.sign_in import make_person, sign_in


@pytest.fixture
def echo():
    """Say back what was understood of a request."""
    app = Flask("echo")
    app.config.update(MAX_FORM_MEMORY_SIZE=1000, MAX_FORM_PARTS=10)
    read_requests(app)

    @app.route("/", methods=["GET", "POST"])
    def told():
        return jsonify(
            args=request.args.to_dict(flat=False),
            form=request.form.to_dict(flat=False),
            files={name: file.read().decode() for name, file in request.files.items()},
            full_path=request.full_path,
        )

    @app.route("/metodo", methods=["GET", "POST"])
    def method():
        return "x", 200, {"X-Method": request.method}

    @app.post("/json")
    @takes_json
    def reads_json():
        return jsonify(request.get_json(silent=True))

    @app.get("/numero/<int:number>")
    def number(number):
        return jsonify(number)

    @app.get("/texto/<text>")
    def text(text):
        return jsonify(text)

    return app.test_client()


def test_text_loses_the_character_of_code_zero(echo):
    told = echo.post("/?a%00b=c%00&a=x&a=y", data={"n\x00": ["1\x00", "\x002"]}).json

    assert told["args"] == {"ab": ["c"], "a": ["x", "y"]}
    assert told["form"] == {"n": ["1", "2"]}


def test_files_keep_every_byte(echo):
    told = echo.post("/", data={"file": (BytesIO(b"a\x00b"), "a.txt"), "n": "1\x00"}).json

    assert told["files"] == {"file": "a\x00b"}
    assert told["form"] == {"n": ["1"]}


def test_an_address_with_the_character_of_code_zero_is_no_page(echo):
    assert echo.get("/texto/a%00b").status_code == 404
    assert echo.get("/texto/ab").status_code == 200


def test_bytes_that_are_no_text_are_read_all_the_same(echo):
    told = echo.get("/", environ_overrides={"QUERY_STRING": "q=\xff\xfe&p=%ff&ok=%C3%B1+a%26b"})

    assert told.status_code == 200
    assert told.json["args"]["ok"] == ["ñ a&b"]
    assert told.json["full_path"].endswith("ok=%C3%B1+a%26b")


def test_asking_for_the_head_of_a_page_is_asking_for_the_page(echo):
    told = echo.head("/metodo")

    assert (told.status_code, told.data) == (200, b"")
    assert told.headers["X-Method"] == "GET"
    assert int(told.headers["Content-Length"]) > 0


@pytest.mark.parametrize("body", ["[]", "1", "null", '{"a": 1}', "{"])
def test_json_is_refused_where_nobody_reads_it(echo, body):
    answer = echo.post("/", data=body, content_type="application/json")

    assert answer.status_code == 415


def test_json_is_admitted_where_a_view_reads_it(echo):
    assert echo.post("/json", json={"a": 1}).json == {"a": 1}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("a=" + "x" * 900, 200),
        ("a=" + "x" * 1000, 413),
        ("&".join("a" * 10), 200),
        ("&".join("a" * 11), 413),
    ],
)
def test_a_plain_form_has_a_size(echo, body, status):
    answer = echo.post("/", data=body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == status


@pytest.mark.parametrize(("number", "status"), [(2**31 - 1, 200), (2**31, 404)])
def test_a_number_of_an_address_fits_into_a_column(echo, number, status):
    assert echo.get(f"/numero/{number}").status_code == status


@pytest.mark.parametrize(
    "path",
    ["/entrar", "/entrar/llave", "/entrar/segundo-paso", "/entrar/olvide", "/mi-cuenta/clave"],
)
@pytest.mark.parametrize("body", [[], None, "x", {"identity": ["a"]}])
def test_pages_of_sign_in_refuse_json_with_words(session, client, path, body):
    if path.startswith("/mi-cuenta"):
        sign_in(client, make_person(session).id)

    answer = client.post(path, data=json.dumps(body), content_type="application/json")

    assert answer.status_code == 415
    assert "use sus botones" in answer.get_data(as_text=True)


def test_only_the_saving_of_answers_reads_json(app):
    views = {view for view in app.view_functions.values() if hasattr(view, "__takes_json__")}

    assert views == {autosave}
