"""The command line of the benchmarks."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import arrive, ballots, stage
from bench.hall import allow_many_sockets
from bench.server import ServerFailed
from bench.slowdisk import NoSlowDisk


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one benchmark, print its table and give the exit code."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    allow_many_sockets()
    try:
        report = _run(asked)
    except (ServerFailed, NoSlowDisk) as error:
        print(error, file=sys.stderr)
        return 1
    print(report)
    if asked.out:
        with Path(asked.out).open("a", encoding="utf-8") as out:
            out.write(report + "\n")
    return 0


def _run(asked: argparse.Namespace) -> str:
    if asked.bench == "ballots":
        options = ballots.Options(asked.seats, asked.pairs, asked.baseline, asked.slow_disk, asked.mixed)
        return ballots.run(options)
    if asked.bench == "stage":
        return stage.run(asked.seats, asked.questions, asked.changes)
    return arrive.run(asked.seats, asked.within)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(dest="bench", required=True)
    cast = commands.add_parser("ballots", help="acks of ballots a second, paired with a bare echo")
    cast.add_argument("--pairs", type=int, default=5, help="how many pairs of echo and ballots (5)")
    cast.add_argument("--baseline", action="store_true", help="also the obvious way: one ORM transaction a ballot")
    cast.add_argument("--slow-disk", type=int, default=0, metavar="MS", help="put MS milliseconds on every sync")
    cast.add_argument("--mixed", action="store_true", help="others check in and ask meanwhile")
    change = commands.add_parser("stage", help="how soon a stage change reaches all phones")
    change.add_argument("--questions", type=int, default=200, help="approved questions standing (200)")
    change.add_argument("--changes", type=int, default=12, help="how many stage changes (12)")
    join = commands.add_parser("join", help="a whole hall scans its slips")
    join.add_argument("--within", type=float, default=60, help="seconds within which all scan (60)")
    for command in (cast, change, join):
        command.add_argument("--seats", type=int, default=1000, help="how many phones (1000)")
        command.add_argument("--out", metavar="FILE", help="append the table to FILE")
    return parser


if __name__ == "__main__":
    sys.exit(main())
