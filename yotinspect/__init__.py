"""yotinspect: a command-line toolkit over YAML case files for the inspection of youth offending work."""

__version__ = "0.1.0"
