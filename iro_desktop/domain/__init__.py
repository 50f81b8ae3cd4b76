"""What an Independent Reviewing Officer deals with, in plain Python: no Qt, SQL, files or clock."""
