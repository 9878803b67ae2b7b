"""Question sets as forms of the tools that collect data in the field, and what comes back from them."""
