"""What may say who somebody is: a text's dates, numbers, places, references and names, found where they stand."""
