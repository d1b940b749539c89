#!/usr/bin/env python3
"""Whether the cortical microcircuit (Potjans & Diesmann 2014) fires in npbrain as it does in NEST.

  cargo build --release --example bench
  sh benches/peers/setup.sh
  .peers/venv/bin/python benches/peers/microcircuit.py --seeds 10 --keep spikes

Each side runs with seeds 1, 2, ... and draws connections, initial potentials and input anew for
each; 500 ms are left out. Of every population three distributions are compared: rates of single
neurons, coefficients of variation of their intervals, and correlations of pairs (see
spike_statistics.py), by Kolmogorov and Smirnov's D, the largest distance between two cumulative
distributions.

What D may be is not told by the textbook's p: it takes neurons for independent, while those of
one network share its connections, and thousands of them (20,000 pairs) tell any two networks
apart, two of NEST's as well. Independent are networks. So D is taken between all pairs of
networks, and
  - D between npbrain and NEST stands beside D between NEST's own seeds;
  - p exchanges networks: in which share of all ways to deal them out into two sides of equal
    number is D across the sides, less D within them, as large as it was found. It is exact; with
    5 seeds a side it is 1/126 or more, with 10 1/92378;
  - z is the difference of the means of both sides, over its standard error over seeds: D is blunt
    against a small shift of a whole distribution, which z sees;
  - of 24 values some are large by chance. The p of all together goes by the largest |z|, and by
    the largest of the differences of D, each in units of its standard deviation, in all those
    ways (Westfall & Young 1993). These two are the ones to judge by.
The textbook's p stands beside them, the median over pairs of networks, and in brackets that
between NEST's own seeds.

Runs are kept in --keep, and those found there are not run again.
"""
import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
from scipy.stats import ks_2samp

from circuit import INHIBITION, NAMES, sizes_at
from sides import HERE, ROOT
from spike_statistics import STATISTICS, distance, read

BEFORE = 500.0  # ms, as in `bench microcircuit`

parser = argparse.ArgumentParser(
    description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--scale", type=float, default=0.1, help="as a share of the full size")
parser.add_argument("--duration", type=float, default=10000.0, help="ms")
parser.add_argument("--seeds", type=int, default=5, help="how many")
parser.add_argument("--precision", default="f32", choices=["f32", "f64"], help="of npbrain")
parser.add_argument("--threads", type=int, default=1, help="of either side")
parser.add_argument("--inhibition", type=float, default=INHIBITION,
                    help="gives NEST another network (4), to see whether that is found out")
parser.add_argument("--keep", help="a directory for the files of spikes")
parser.add_argument("--nest", default=sys.executable, help="a Python that has NEST")
target = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
parser.add_argument("--npbrain", default=os.path.join(target, "release", "examples", "bench"),
                    help="the program of examples/bench.rs")
args = parser.parse_args()
if not 2 <= args.seeds <= 10:
    parser.error("--seeds: expected 2 to 10")
if not os.path.exists(args.npbrain):
    parser.error(f"{args.npbrain} is not there; make it with "
                 "`cargo build --release --example bench`, or give --npbrain")


def run(side, command, seed, directory):
    """The spikes of one network."""
    path = os.path.join(
        directory, f"{side}_{args.scale:g}_{args.duration:g}_{seed}.csv")
    if not os.path.exists(path):
        unfinished = path + ".unfinished"
        told = subprocess.run(
            [*command, "--scale", f"{args.scale:g}", "--duration", f"{args.duration:g}",
             "--threads", str(args.threads), "--seed", str(seed), "--spikes", unfinished],
            check=True, stdout=subprocess.PIPE, text=True).stdout
        os.replace(unfinished, path)
        about = json.loads(told.splitlines()[-1])
        print(f"{side} {about['version']}, seed {seed}: {about['sim_s']:.2f} s for "
              f"{args.duration / 1000:g} s, {about['rate_hz']:.3f} Hz", file=sys.stderr, flush=True)
    return read(path, sizes_at(args.scale))


def networks(side, command, directory):
    return [run(side, command, seed + 1, directory) for seed in range(args.seeds)]


def dealings(count):
    """All ways to deal 2 · `count` networks out into two sides, as 0 and 1, the one found first.
    Which side is which does not matter, so the first network stays where it is."""
    dealt = list(itertools.combinations(range(1, 2 * count), count - 1))
    ways = np.ones((len(dealt), 2 * count))
    ways[:, 0] = 0
    np.put_along_axis(ways, np.array(dealt), 0, axis=1)
    return ways


def excess(D, ways):
    """The mean of D across the sides less that within them, for every way to deal out."""
    count = len(D) // 2
    across = ((ways @ D) * (1 - ways)).sum(axis=1)
    within = D.sum() / 2 - across
    return across / count**2 - within / (count * (count - 1))


def differences(means, ways):
    """The second side's mean less the first's, over its standard error, for every way to deal
    out."""
    count = len(means) // 2
    means = means - means.mean()
    sides = [ways @ means / count, (1 - ways) @ means / count]
    # The sums of squares of both sides make one.
    squares = (means**2).sum() - count * (sides[0]**2 + sides[1]**2)
    return (sides[0] - sides[1]) / np.sqrt(squares / (count * (count - 1)))


def at_least_the_first(values):
    """The share of all ways that give as much as the one found. Rounding may part what is
    equal."""
    return np.mean(values >= values[0] - 1e-12)


def error(values):
    return np.std(values, ddof=1) / np.sqrt(len(values))


def shown(values):
    """Their mean over networks, and its standard error."""
    return f"{np.mean(values):.4g} ± {error(values):.2g}"


def spread(values):
    return f"{np.median(values):.3f} ({np.min(values):.3f} to {np.max(values):.3f})"


start, end = BEFORE, BEFORE + args.duration
with tempfile.TemporaryDirectory(prefix="microcircuit_") as temporary:
    directory = args.keep or temporary
    os.makedirs(directory, exist_ok=True)
    other = args.inhibition != INHIBITION
    nest = networks(
        f"nest_g{args.inhibition:g}" if other else "nest",
        [args.nest, os.path.join(HERE, "nest_microcircuit.py"), "--before", f"{BEFORE:g}",
         "--inhibition", f"{args.inhibition:g}"], directory)
    npbrain = networks(
        f"npbrain_{args.precision}",
        [args.npbrain, "microcircuit", "--precision", args.precision, "--json"], directory)

ways = dealings(args.seeds)
excesses, zs = [], []
inside = 0
print("| | population | NEST | npbrain | z | D, NEST and npbrain | D, NEST's seeds | p "
      "| textbook's p |\n|---|---|--:|--:|--:|--:|--:|--:|--:|", flush=True)
for what, statistic in STATISTICS.items():
    for name in NAMES:
        samples = [np.sort(statistic(network[name], start, end)) for network in nest + npbrain]
        theirs, ours = samples[:args.seeds], samples[args.seeds:]
        D = np.array([[distance(a, b) for a in samples] for b in samples])
        across = D[:args.seeds, args.seeds:].ravel()
        among = D[:args.seeds, :args.seeds][np.triu_indices(args.seeds, 1)]
        inside += among.min() <= np.median(across) <= among.max()
        means = np.array([each.mean() for each in samples])
        a, b = means[:args.seeds], means[args.seeds:]
        found = excess(D, ways)
        excesses.append((found - found.mean()) / found.std())
        zs.append(differences(means, ways))
        textbook = [
            np.median([ks_2samp(*pair, method="asymp").pvalue for pair in pairs])
            for pairs in (itertools.product(theirs, ours), itertools.combinations(theirs, 2))]
        print(f"| {what} | {name} | {shown(a)} | {shown(b)} | {zs[-1][0]:+.2f} | {spread(across)} "
              f"| {spread(among)} | {at_least_the_first(found):.3f} "
              f"| {textbook[0]:.2g} ({textbook[1]:.2g}) |", flush=True)
print(f"\nThe median D between NEST and npbrain is within the range of NEST's seeds in {inside} of "
      f"{len(excesses)}.\np of all together: by D "
      f"{at_least_the_first(np.max(excesses, axis=0)):.3f}, by z "
      f"{at_least_the_first(np.max(np.abs(zs), axis=0)):.3f}")
