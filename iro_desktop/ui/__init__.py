"""The window: the only layer that knows Qt; it shows domain values and calls services."""
