"""What menus and keys do, by theme; ui/window_actions.py says which key does what."""
