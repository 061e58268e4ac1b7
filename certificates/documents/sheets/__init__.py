"""What each document says, worded and ready for its template."""
