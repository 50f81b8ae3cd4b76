"""What a user does, as functions that take a Workspace."""
