"""Files from elsewhere, read into records and problems."""
