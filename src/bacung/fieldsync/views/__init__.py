"""The pages about phones: all of them, pairing one, records kept apart, questions, and files carried here."""
