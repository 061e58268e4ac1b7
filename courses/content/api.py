"""Front door of content: what learning and the features above may ask."""

from courses.content.queries.library_glossary import LibraryCard, library_cards
from courses.content.rules.validity import stored_fact

__all__ = ["LibraryCard", "library_cards", "stored_fact"]
