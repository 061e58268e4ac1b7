"""Feature: quizzes, diagnostic and final tests: attempts, autosave, grading, corrected keys."""
