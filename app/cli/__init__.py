"""The command line: each command is an adapter that reads its arguments, calls one verb and says what came of it."""
