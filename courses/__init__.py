"""House of courses: programmes, editions, lessons, content."""
