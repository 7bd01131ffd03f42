"""Before the meeting: what a meeting is to consist of, the shipped forms, and writing it into the database."""
