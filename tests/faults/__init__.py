"""What may go wrong in a hall, done to a real server: a process of its own, killed, starved, slowed or deceived."""
