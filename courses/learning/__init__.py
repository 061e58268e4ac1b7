"""Feature: programmes, courses, editions, lessons, enrolment and progress."""
