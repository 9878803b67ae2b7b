"""The kinds of report: each says in blocks what one reader wants to know of an inspection or a case."""
