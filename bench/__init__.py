"""Drive the real server from a process of its own and measure what a hall would feel (RESULTS.md has the figures).

`python -m bench ballots | stage | join`. The server is the application's own, started by `bench.serve`, which only adds
what is measured against: an echo, the obvious way to store a ballot, and a probe of the hub.
"""
