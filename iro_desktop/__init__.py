"""IRO Desktop: a workbench for Independent Reviewing Officers in England."""

# The one place of the version: the build reads it from here, so a bundle needs no metadata.
__version__ = "0.1.0"
