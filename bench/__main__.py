"""The command line of the benchmarks."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bench import arrive, ballots, cluster, compare, cost, fanout, processes, soak, stage, storm, viewers
from bench.hall import TooManySockets, allow_many_sockets
from bench.peer import NoPeer
from bench.server import ServerFailed
from bench.slowdisk import NoSlowDisk

_RUNS: dict[str, Callable[[argparse.Namespace], str]] = {
    "ballots": lambda asked: ballots.run(
        ballots.Options(asked.seats, asked.pairs, asked.baseline, asked.slow_disk, asked.mixed, asked.cluster)
    ),
    "stage": lambda asked: stage.run(asked.seats, asked.questions, asked.changes, asked.cluster),
    "join": lambda asked: arrive.run(asked.seats, asked.within, asked.cluster),
    "compare": lambda asked: compare.run(asked.seats, asked.pairs),
    "fanout": lambda asked: fanout.run(asked.seats, asked.changes, asked.seconds, asked.cluster),
    "storm": lambda asked: storm.run(asked.seats, asked.cluster),
    "soak": lambda asked: soak.run(asked.seats, asked.turns, asked.cluster),
    "cost": lambda asked: cost.run(asked.sizes, asked.acks),
    "cluster": lambda asked: cluster.run(asked.seats, asked.bursts),
    "viewers": lambda asked: viewers.run(asked.seats, asked.seconds),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one benchmark, print its table and give the exit code."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.bench == "ballots" and asked.cluster and (asked.baseline or asked.slow_disk):
        parser.error("--baseline and --slow-disk are for the one process on SQLite, not for --cluster")
    before = processes.load()
    try:
        allow_many_sockets(_sockets(asked))
        report = _RUNS[asked.bench](asked)
    except (ServerFailed, NoSlowDisk, NoPeer, TooManySockets) as error:
        print(error, file=sys.stderr)
        return 1
    report += f"(before the run: {before})\n"
    print(report)
    if asked.out:
        with Path(asked.out).open("a", encoding="utf-8") as out:
            out.write(report + "\n")
    return 0


def _sockets(asked: argparse.Namespace) -> int:
    """Give how many sockets the load generator, one process, will hold at once."""
    if asked.bench == "cost":
        return max(int(size) for size in asked.sizes)
    seats: int = asked.seats
    return seats * {"compare": 2, "cluster": cluster.HALLS}.get(asked.bench, 1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(dest="bench", required=True)
    cast = _add(commands, "ballots", "acks of ballots a second, paired with a bare echo", 1000)
    cast.add_argument("--pairs", type=int, default=5, help="how many pairs of echo and ballots (5)")
    cast.add_argument("--baseline", action="store_true", help="also the obvious way: one ORM transaction a ballot")
    cast.add_argument("--slow-disk", type=int, default=0, metavar="MS", help="put MS milliseconds on every sync")
    cast.add_argument("--mixed", action="store_true", help="others check in and ask meanwhile")
    change = _add(commands, "stage", "how soon a stage change reaches all phones", 1000)
    change.add_argument("--questions", type=int, default=200, help="approved questions standing (200)")
    change.add_argument("--changes", type=int, default=12, help="how many stage changes (12)")
    join = _add(commands, "join", "a whole hall scans its slips", 1000)
    join.add_argument("--within", type=float, default=60, help="seconds within which all scan (60)")
    peer = _add(commands, "compare", "the same ballots against the plain Node peer, in turn", 1000)
    peer.add_argument("--pairs", type=int, default=5, help="how many pairs of ours and the peer (5)")
    update = _add(commands, "fanout", "a round's change and 1 KB updates to all phones", 5000)
    update.add_argument("--changes", type=int, default=5, help="how many rounds are opened and closed (5)")
    update.add_argument("--seconds", type=float, default=10, help="how long the 1 KB updates last, each way (10)")
    broken = _add(commands, "storm", "all phones come back at once after a kill -9 in mid-round", 5000)
    hour = _add(commands, "soak", "an hour of a meeting in minutes: memory must not grow", 300)
    hour.add_argument("--turns", type=int, default=60, help="how many turns; 60 stand for an hour (60)")
    sizes = _add(commands, "cost", "acks a second and an update's delay as the sockets grow", None)
    sizes.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 5000, 10000], help="numbers of sockets")
    sizes.add_argument("--acks", type=int, default=4000, help="so many acks at least, in several bursts (4000)")
    grown = _add(commands, "cluster", "the same ballots on one process and on the cluster: the cost an ack", 500)
    grown.add_argument("--bursts", type=int, default=5, help="how many bursts each (5)")
    watching = _add(commands, "viewers", "viewers by the snapshot through nginx against viewers by sockets", 1000)
    watching.add_argument("--seconds", type=float, default=10, help="how long each way is measured (10)")
    for command in (cast, change, join, update, broken, hour):
        command.add_argument("--cluster", action="store_true", help="on two processes, nginx, PostgreSQL and Redis")
    return parser


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, what: str, seats: int | None
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=what)
    if seats is not None:
        command.add_argument("--seats", type=int, default=seats, help=f"how many phones ({seats})")
    command.add_argument("--out", metavar="FILE", help="append the table to FILE")
    return command


if __name__ == "__main__":
    sys.exit(main())
