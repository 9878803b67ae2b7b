"""At the desk: a case is answered question by question, and every answer is kept. No floor of it knows a terminal."""
