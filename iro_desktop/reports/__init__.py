"""Documents made from measures; they know neither the store nor the window."""
