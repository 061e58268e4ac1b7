"""Tables of quizzes, attempts and answers."""

from assessments.quizzes.models.attempt import Answer, Attempt
from assessments.quizzes.models.quiz import Quiz

__all__ = ["Answer", "Attempt", "Quiz"]
