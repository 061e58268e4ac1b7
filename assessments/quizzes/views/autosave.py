"""Receives answers from the script of the quiz page: stored before it replies, each once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import jsonify, request
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from assessments.quizzes.services.save_answer import GivenAnswer, save_answer
from assessments.quizzes.views.blueprints import learner as blueprint
from lms.core import clock
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import DomainError, NotFoundError
from lms.core.web import formats
from lms.core.web.guards import access, signed_in
from lms.core.web.requests import takes_json

MOST_FIELDS = 60
MOST_VALUES = 60


class _UnreadableError(Exception):
    """The message is not an answer."""


@blueprint.post("/cuestionarios/intentos/<uuid:attempt_id>/respuestas")
@signed_in
@takes_json
def autosave(attempt_id: UUID) -> tuple[Response, int]:
    """Store one answer and say so, durably, or why not; repeating it changes nothing."""
    try:
        given = _given(request.get_json(silent=True))
    except _UnreadableError:
        return jsonify(error="unreadable"), 400
    try:
        with unit_of_work() as session:
            kept = save_answer(session, access().person_id, attempt_id, given)
    except NotFoundError as error:
        return jsonify(error=error.code), 404
    except DomainError as error:
        return jsonify(error=error.code), 409
    return (
        jsonify(
            sequence=kept.sequence,
            at=formats.hour(clock.now()),
            late=kept.is_late,
            stored=kept.was_stored,
        ),
        200,
    )


@blueprint.get("/cuestionarios/firma")
@signed_in
def token() -> Response:
    """Give the script a fresh token, and whose session it now is: answers wait for their own."""
    return jsonify(token=generate_csrf(), person=str(access().person_id))


def _given(message: Any) -> GivenAnswer:
    if not isinstance(message, dict):
        raise _UnreadableError
    fields, sequence = message.get("fields"), message.get("sequence")
    if not isinstance(fields, dict) or len(fields) > MOST_FIELDS:
        raise _UnreadableError
    if isinstance(sequence, bool) or not isinstance(sequence, int):
        raise _UnreadableError
    return GivenAnswer(
        question_id=_uuid(message.get("question")),
        fields={str(name): _values(values) for name, values in fields.items()},
        is_flagged=message.get("flag") is True,
        sequence=sequence,
        claimed_at=_moment(message.get("given_at")),
    )


def _values(values: Any) -> list[str]:
    if not isinstance(values, list) or len(values) > MOST_VALUES:
        raise _UnreadableError
    if not all(isinstance(value, str) for value in values):
        raise _UnreadableError
    # Half a pair of surrogates cannot be stored by any database.
    return [value.encode("utf-8", "replace").decode() for value in values]


def _uuid(value: Any) -> UUID:
    try:
        return UUID(value)
    except (TypeError, ValueError, AttributeError):
        raise _UnreadableError from None


def _moment(value: Any) -> datetime | None:
    # A claim, kept to be shown to the trainer: one that cannot be read is no claim.
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo is not None and 2000 < found.year < 9000 else None  # noqa: PLR2004
