"""Feature: municipalities, departments, associations and the other entities people work for."""
