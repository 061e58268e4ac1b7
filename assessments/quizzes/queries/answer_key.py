"""Reads the right answers of a course version, for the trainer's printed guide."""

from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.questions.api import QUESTION, Essay, from_stored, right_in_words
from assessments.quizzes.models import Quiz
from courses.learning.api import ACTIVITY, EditionCard


@dataclass(frozen=True, kw_only=True)
class KeyRow:
    """A question with its right answer."""

    text: str
    right: tuple[str, ...]
    guide: str
    """For a free text: what a good answer has; else empty."""


@dataclass(frozen=True, kw_only=True)
class QuizKey:
    """A quiz with the answers of its questions, those of the whole pool."""

    title: str
    draw: int | None
    rows: tuple[KeyRow, ...]


def answer_key(session: Session, edition: EditionCard) -> tuple[QuizKey, ...]:
    """Return the quizzes of an edition's version in the course's order, in one statement.

    The keys are those that hold now, corrections included.
    """
    rows = session.execute(
        select(
            ACTIVITY.c.id,
            ACTIVITY.c.title,
            Quiz.draw,
            QUESTION.c.kind,
            QUESTION.c.body,
        )
        .select_from(Quiz)
        .join(ACTIVITY, ACTIVITY.c.id == Quiz.activity_id)
        .join(QUESTION, QUESTION.c.activity_id == ACTIVITY.c.id)
        .where(ACTIVITY.c.course_version_id == edition.course_version_id)
        .order_by(ACTIVITY.c.position, ACTIVITY.c.id, QUESTION.c.position, QUESTION.c.id)
    )
    found: list[QuizKey] = []
    for _activity_id, group in groupby(rows, key=lambda row: row.id):
        own = list(group)
        bodies = [from_stored(row.kind, row.body) for row in own]
        found.append(
            QuizKey(
                title=own[0].title,
                draw=own[0].draw,
                rows=tuple(
                    KeyRow(
                        text=body.text,
                        right=right_in_words(body),
                        guide=body.guide if isinstance(body, Essay) else "",
                    )
                    for body in bodies
                ),
            )
        )
    return tuple(found)
