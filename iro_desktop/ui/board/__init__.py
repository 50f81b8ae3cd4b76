"""Challenges and resolutions as cards under their stages."""
