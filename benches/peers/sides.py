"""Brian2's and npbrain's side of a comparison: the same network, run with any seed."""
import argparse
import json
import os
import subprocess
import sys
import tempfile

from standalone import Compiled

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
NETWORKS = ["coba", "cuba", "cobahh", "brunel", "stdp", "readme"]


def arguments(description):
    """What both comparisons can be asked."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("networks", nargs="*", metavar="network",
                        help=f"of {', '.join(NETWORKS)} (all)")
    parser.add_argument("--n", type=int, help="neurons (4000, brunel 12500, readme 1500)")
    parser.add_argument("--indegree", type=float, default=80)
    parser.add_argument("--duration", type=float, help="ms (1000, readme 100)")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--python", default=sys.executable, help="a Python that has Brian2")
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
    parser.add_argument("--npbrain", default=os.path.join(target, "release", "examples", "bench"),
                        help="the program of examples/bench.rs")
    return parser


def check(parser, args):
    """Ends the program if something asked for is not there."""
    for network in args.networks:
        if network not in NETWORKS:
            parser.error(f"there is no network `{network}`; there are {', '.join(NETWORKS)}")
    if not os.path.exists(args.npbrain):
        parser.error(f"{args.npbrain} is not there; make it with "
                     "`cargo build --release --example bench`, or give --npbrain")
    args.networks = args.networks or NETWORKS


def words(args, network, method):
    """What both sides are told in the same words."""
    told = [network, "--indegree", f"{args.indegree:g}", "--threads", str(args.threads)]
    for name in ("n", "duration"):
        if getattr(args, name) is not None:
            told += [f"--{name}", f"{getattr(args, name):g}"]
    return told + (["--method", method] if network == "coba" else [])


class Npbrain:
    def __init__(self, args, network, method, precision):
        self.command = [args.npbrain, *words(args, network, method),
                        "--precision", precision, "--json"]

    def run(self, seed):
        out = subprocess.run([*self.command, "--seed", str(seed)], check=True,
                             stdout=subprocess.PIPE).stdout
        return json.loads(out)


class Brian2:
    """Compiled when it is made; gone at the end of a `with`."""

    def __init__(self, args, network, method, precision, extra=()):
        self.directory = tempfile.TemporaryDirectory(prefix="brian2_bench_")
        precision = {"f32": "float32", "f64": "float64"}[precision]
        subprocess.run(
            [args.python, os.path.join(HERE, "brian2_bench.py"), *words(args, network, method),
             "--precision", precision, "--dir", self.directory.name, "--build-only", *extra],
            check=True, stdout=subprocess.DEVNULL)
        self.program = Compiled(self.directory.name)
        self.about = self.program.about

    def run(self, seed):
        return self.program.run(seed)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.directory.cleanup()
