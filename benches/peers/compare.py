#!/usr/bin/env python3
"""How long the benchmark networks take in Brian2 (C++ standalone) and in npbrain.

  cargo build --release --example bench
  sh benches/peers/setup.sh
  python3 benches/peers/compare.py --python .peers/venv/bin/python

Both run by turns, in one sitting: a round is a run of each, with a seed of its own. The times
are medians, of the run alone and of what comes before it; a ratio is Brian2's time over
npbrain's, the median over the rounds and, in brackets, the least and the largest. Prints a
Markdown table. Load on the machine in the meantime spoils the figures.

Brian2 runs its networks as one writes them there: spikes act without delay where none is given,
in npbrain after one step.
"""
import os
import platform
import statistics
import sys

from sides import Brian2, Npbrain, arguments, check

parser = arguments(__doc__)
parser.add_argument("--rounds", type=int, default=7)
parser.add_argument("--precision", default="f64,f32", help="of both; several with commas")
parser.add_argument("--of-brian2", default="f64", choices=["f64", "f32"],
                    help="Brian2's precision: in f32 it is no faster")
parser.add_argument("--methods", default="euler,exponential_euler", help="of coba")
args = parser.parse_args()
check(parser, args)
if args.rounds < 1:
    parser.error("--rounds: expected 1 or more")


def median(runs, key):
    return statistics.median(run[key] for run in runs)


def row(network, method, precision):
    npbrain = Npbrain(args, network, method, precision)
    with Brian2(args, network, method, args.of_brian2) as brian2:
        theirs, ours = [], []
        for k in range(args.rounds):
            # By turns who begins.
            for side, runs in ((brian2, theirs), (npbrain, ours))[::1 if k % 2 else -1]:
                runs.append(side.run(k + 1))
        compiled = brian2.about["compile_s"]
    ratios = [a["sim_s"] / b["sim_s"] for a, b in zip(theirs, ours)]
    name = f"{network} ({method})" if network == "coba" else network
    return [name, f"{ours[0]['n']:,}", f"{ours[0]['synapses']:,}", precision, str(args.threads),
            f"{median(theirs, 'sim_s'):.4f}", f"{median(ours, 'sim_s'):.4f}",
            f"**{statistics.median(ratios):.2f}** ({min(ratios):.2f} to {max(ratios):.2f})",
            f"{compiled + median(theirs, 'construct_s'):.2f}", f"{median(ours, 'build_s'):.3f}",
            f"{median(theirs, 'rss_mb'):.0f}",
            f"{median(ours, 'rss_mb'):.0f}" if ours[0]["rss_mb"] else "",
            f"{median(theirs, 'rate_hz'):.1f}", f"{median(ours, 'rate_hz'):.1f}"]


print(f"{args.rounds} rounds, {os.cpu_count()} processors, {platform.machine()}, load before "
      f"{os.getloadavg()[0]:.2f}\n")
heading = ["network", "neurons", "synapses", "precision", "threads", "Brian2, s", "npbrain, s",
           "ratio", "Brian2 built, s", "npbrain built, s", "Brian2, MiB", "npbrain, MiB",
           "Brian2, Hz", "npbrain, Hz"]
print("| " + " | ".join(heading) + " |\n|---|" + "--:|" * (len(heading) - 1), flush=True)
for network in args.networks:
    for method in args.methods.split(",") if network == "coba" else [None]:
        for precision in args.precision.split(","):
            print("| " + " | ".join(row(network, method, precision)) + " |", flush=True)
print(f"\nLoad after: {os.getloadavg()[0]:.2f}", file=sys.stderr)
