"""Stores the questions of an activity as the course's files say them."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from assessments.questions.models import Question
from assessments.questions.rules.bodies import (
    Body,
    Choice,
    Essay,
    Matching,
    Numeric,
    Option,
    Ordering,
    Pair,
    QuestionKind,
    Short,
    TrueFalse,
)
from assessments.questions.rules.soundness import fault_of
from assessments.questions.rules.stored import to_stored
from courses.content.parsed import (
    ParsedChoice,
    ParsedEssay,
    ParsedMatching,
    ParsedNumeric,
    ParsedOrdering,
    ParsedQuestion,
    ParsedQuestionSet,
    ParsedShort,
    ParsedTrueFalse,
)
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _


def load_questions(session: Session, activity_id: UUID, parsed: ParsedQuestionSet) -> None:
    """Store the questions of an activity of a course version; again changes nothing.

    Raises DomainError naming file and line of a question that cannot be asked.
    """
    if session.scalar(select(exists().where(Question.activity_id == activity_id))):
        return
    for position, question in enumerate(parsed.questions, start=1):
        body = body_of(question)
        fault = fault_of(body)
        if fault is not None:
            place = f"{question.place.file}:{question.place.line}"
            raise DomainError(
                _("%(place)s: la pregunta %(id)s no se puede usar.", place=place, id=question.id),
                code=fault,
            )
        session.add(
            Question(
                activity_id=activity_id,
                slug=question.id,
                position=position,
                kind=QuestionKind(question.kind.value),
                competency=question.competency,
                body=to_stored(body),
            )
        )


def body_of(question: ParsedQuestion) -> Body:
    """Return what a parsed question asks, in the shape that is stored and scored."""
    match question:
        case ParsedChoice():
            options = tuple(
                Option(
                    key=str(number),
                    text=option.text,
                    is_right=option.is_right,
                    feedback=option.feedback,
                )
                for number, option in enumerate(question.options, start=1)
            )
            return Choice(
                text=question.text,
                is_multiple=question.kind.value == QuestionKind.MULTIPLE.value,
                options=options,
                shuffle=question.shuffle,
            )
        case ParsedTrueFalse():
            return TrueFalse(
                text=question.text,
                answer=question.answer,
                feedback_true=question.feedback_true,
                feedback_false=question.feedback_false,
            )
        case ParsedMatching():
            return _matching(question)
        case ParsedOrdering():
            return Ordering(
                text=question.text,
                items=question.items,
                order=tuple(range(len(question.items))),
                feedback=question.feedback,
            )
        case ParsedNumeric():
            return Numeric(
                text=question.text,
                answer=question.answer,
                tolerance=question.tolerance,
                unit=question.unit,
                feedback=question.feedback,
            )
        case ParsedShort():
            return Short(text=question.text, accept=question.accept, feedback=question.feedback)
        case ParsedEssay():
            return Essay(text=question.text, guide=question.guide)
        case _:
            raise TypeError(f"unknown kind of question: {type(question).__name__}")


def _matching(question: ParsedMatching) -> Matching:
    # Two lefts may share a right: it is offered once.
    rights = list(dict.fromkeys([*(p.right for p in question.pairs), *question.extra_right]))
    pairs = tuple(Pair(left=pair.left, right=rights.index(pair.right)) for pair in question.pairs)
    return Matching(
        text=question.text, pairs=pairs, rights=tuple(rights), feedback=question.feedback
    )
