"""What kinds of report have in common or are put together from: each part says one thing, in blocks."""
