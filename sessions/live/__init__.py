"""The live session: agenda, questions, comments, sealed rounds, and what each audience sees of them."""
