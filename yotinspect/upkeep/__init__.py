"""Question sets and frameworks as a publication that is kept up: validated, released, translated, followed from version to version."""
