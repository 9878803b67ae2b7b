"""What can be wrong with a question set that a model alone cannot see: names, routes, reach, texts, words."""
