"""What is asked and recorded in a window of its own."""
