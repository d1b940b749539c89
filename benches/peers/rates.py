#!/usr/bin/env python3
"""Whether the benchmark networks fire at the same rates in Brian2 and in npbrain.

  python3 benches/peers/rates.py --python .peers/venv/bin/python

Each side runs with seeds 1 to 20, and draws connections, initial values and input anew for each.
Brian2 is given npbrain's rules of time (see brian2_bench.py), so that the networks are the same
and only the draws differ. Prints mean rates with their standard errors, and z, the difference
over its standard error: beyond 3 on either side the networks are not the same. Computes in f64.
"""
import math
import statistics

from sides import Brian2, Npbrain, arguments, check

parser = arguments(__doc__)
parser.add_argument("--seeds", type=int, default=20, help="how many")
parser.add_argument("--method", default="exponential_euler", help="of coba")
parser.add_argument("--as-written", action="store_true",
                    help="leave Brian2 its own rules of time")
args = parser.parse_args()
check(parser, args)
if args.seeds < 2:
    parser.error("--seeds: expected 2 or more")

# Where synapses move the potential itself, it matters whether they do so before or after the
# comparison with the threshold.
TIME = {"brunel": ["--hold-longer", "--synapses-first"],
        "readme": ["--delay-ms", "0.1", "--synapses-first"]}
COMMON = ["--delay-ms", "0.1", "--hold-longer"]


def error(rates):
    return statistics.stdev(rates) / math.sqrt(len(rates))


print("| network | neurons | Brian2, Hz | npbrain, Hz | z |\n|---|--:|--:|--:|--:|", flush=True)
for network in args.networks:
    extra = [] if args.as_written else TIME.get(network, COMMON)
    npbrain = Npbrain(args, network, args.method, "f64")
    with Brian2(args, network, args.method, "f64", extra) as brian2:
        theirs, ours = ([side.run(seed + 1) for seed in range(args.seeds)]
                        for side in (brian2, npbrain))
    a, b = ([run["rate_hz"] for run in runs] for runs in (theirs, ours))
    spread = math.hypot(error(a), error(b))
    z = (statistics.mean(b) - statistics.mean(a)) / spread if spread else math.nan
    print(f"| {network} | {ours[0]['n']:,} | {statistics.mean(a):.3f} ± {error(a):.3f} "
          f"| {statistics.mean(b):.3f} ± {error(b):.3f} | {z:+.2f} |", flush=True)
