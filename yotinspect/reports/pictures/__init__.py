"""Pictures for reports: numbers and words in, SVG with its words and its table out. Nothing here reads a file."""
