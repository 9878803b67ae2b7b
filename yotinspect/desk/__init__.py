"""At the desk: a case file while it is being answered."""
