"""Sets of changes that travel between machines as files."""
