"""Pages of learning: learners, coordination, liaisons, the public catalogue."""
