"""What the question bank registers: its tables; quizzes load and ask the questions."""

from lms.core.features import Feature

FEATURE = Feature(name="questions")
