"""Drive the real server from a process of its own and measure what a hall would feel (RESULTS.md has the figures).

`python -m bench ballots | stage | join | compare | fanout | storm | soak | cost`. The server is the application's own,
started by `bench.serve`, which only adds what is measured against: an echo, the obvious way to store a ballot, and a
probe of the hub. The load generator is one process: so many sockets as it may open files (10,000 under a limit of
20,000), about one core of work at most; every table says how busy it was.
"""
