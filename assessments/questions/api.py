"""Front door of the question bank: what quizzes ask, score and say."""

from assessments.questions.models import Question
from assessments.questions.queries.bank import (
    BankQuestion,
    get_question,
    past_bodies,
    questions_of,
)
from assessments.questions.rules.arrangement import arranged, drawn
from assessments.questions.rules.bodies import (
    AUTO_GRADED,
    Body,
    Choice,
    Essay,
    Matching,
    Numeric,
    Option,
    Ordering,
    QuestionKind,
    Short,
    TrueFalse,
)
from assessments.questions.rules.feedback import feedback_for, in_words, right_in_words
from assessments.questions.rules.keys import with_key
from assessments.questions.rules.responses import (
    EMPTY,
    LONGEST_LINE,
    LONGEST_TEXT,
    Fields,
    Response,
    from_stored_response,
    read_response,
    to_stored_response,
)
from assessments.questions.rules.scoring import right_response, score_of
from assessments.questions.rules.soundness import fault_of
from assessments.questions.rules.stored import from_stored, to_stored
from assessments.questions.services.change_key import change_key
from assessments.questions.services.load_questions import load_questions

QUESTION = Question.__table__
"""Read-only table for the joins of quizzes; nobody else writes it."""

__all__ = [
    "AUTO_GRADED",
    "EMPTY",
    "LONGEST_LINE",
    "LONGEST_TEXT",
    "QUESTION",
    "BankQuestion",
    "Body",
    "Choice",
    "Essay",
    "Fields",
    "Matching",
    "Numeric",
    "Option",
    "Ordering",
    "QuestionKind",
    "Response",
    "Short",
    "TrueFalse",
    "arranged",
    "change_key",
    "drawn",
    "fault_of",
    "feedback_for",
    "from_stored",
    "from_stored_response",
    "get_question",
    "in_words",
    "load_questions",
    "past_bodies",
    "questions_of",
    "read_response",
    "right_in_words",
    "right_response",
    "score_of",
    "to_stored",
    "to_stored_response",
    "with_key",
]
