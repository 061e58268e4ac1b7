"""What the school certifies: issuing, the documents themselves, and their public verification."""
