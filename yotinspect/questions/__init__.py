"""Question sets: what is asked, in which words, of whom, and what counts."""
