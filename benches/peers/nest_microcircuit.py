#!/usr/bin/env python3
"""The cortical microcircuit of Potjans & Diesmann (2014) in NEST. Prints one line of JSON.

  python nest_microcircuit.py --scale 0.1 --duration 10000 --seed 1 --spikes nest_1.csv

It is the network of `examples/networks/microcircuit.rs`, after NEST's own example
`cortical_microcircuit`. Below full size a neuron keeps mean and variance of its input: weights
are larger by the root of the scale, and a current stands for the mean that is lost.

The file of spikes is that of `bench microcircuit --spikes`: population, neuron, time in ms. Only
what comes after the first --before ms is timed and written.
"""
import argparse
import json
import resource
import time

import nest
import numpy as np

from circuit import (DELAYS, INDEGREES, INHIBITION, INITIAL, NAMES, OUTSIDE, OUTSIDE_RATE, RATES,
                     TAU_SYN, WEIGHT, sizes_at, weights)

parser = argparse.ArgumentParser(
    description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--scale", type=float, default=0.1, help="as a share of the full size")
parser.add_argument("--duration", type=float, default=1000.0, help="ms")
parser.add_argument("--before", type=float, default=500.0, help="ms")
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--inhibition", type=float, default=INHIBITION,
                    help="how much stronger than an excitatory spike an inhibitory one is")
parser.add_argument("--spikes", help="a file to write all spikes to")
args = parser.parse_args()

DT = 0.1
sizes = sizes_at(args.scale)

nest.verbosity = nest.VerbosityLevel.ERROR
nest.ResetKernel()
nest.local_num_threads = args.threads
nest.resolution = DT
nest.rng_seed = args.seed
# NEST holds at most 134 million synapses per thread and synapse model.
for kind in ("excitatory", "inhibitory"):
    nest.CopyModel("static_synapse", kind)

start = time.perf_counter()
counts = np.round(INDEGREES * args.scale * sizes[:, None]).astype(int)
stronger = 1 / np.sqrt(args.scale)


populations, recorders = [], []
for k in range(8):
    # The current goes by the circuit as it is, whatever --inhibition says.
    within = weights(INHIBITION)[k] * INDEGREES[k] * RATES
    mean = within.sum() + WEIGHT * OUTSIDE[k] * OUTSIDE_RATE
    lost = 1e-3 * TAU_SYN * (1 - np.sqrt(args.scale)) * mean
    cells = nest.Create("iaf_psc_exp", int(sizes[k]), params=dict(
        C_m=250.0, tau_m=10.0, t_ref=2.0, E_L=-65.0, V_th=-50.0, V_reset=-65.0,
        tau_syn_ex=TAU_SYN, tau_syn_in=TAU_SYN, I_e=lost))
    cells.V_m = nest.random.normal(*INITIAL[k])
    recorder = nest.Create("spike_recorder", params=dict(start=args.before))
    outside = nest.Create("poisson_generator",
                          params=dict(rate=OUTSIDE_RATE * OUTSIDE[k] * args.scale))
    nest.Connect(cells, recorder)
    nest.Connect(outside, cells, syn_spec=dict(weight=WEIGHT * stronger, delay=DELAYS[0]))
    populations.append(cells)
    recorders.append(recorder)

for post in range(8):
    for pre in range(8):
        if counts[post, pre] == 0:
            continue
        w, d = weights(args.inhibition)[post, pre] * stronger, DELAYS[pre % 2]
        weight = nest.random.normal(w, 0.1 * abs(w))
        # No spike changes its sign.
        weight = nest.math.max(weight, 0.0) if w > 0 else nest.math.min(weight, 0.0)
        # Delays are rounded to whole steps, of which there is one at least.
        delay = nest.math.redraw(nest.random.normal(d, 0.5 * d), min=0.5 * DT, max=np.inf)
        nest.Connect(
            populations[pre], populations[post],
            conn_spec=dict(rule="fixed_total_number", N=int(counts[post, pre])),
            syn_spec=dict(synapse_model=["excitatory", "inhibitory"][pre % 2],
                          weight=weight, delay=delay))
nest.Prepare()
build_s = time.perf_counter() - start
nest.Run(args.before)
start = time.perf_counter()
nest.Run(args.duration)
sim_s = time.perf_counter() - start
nest.Cleanup()

rates = {}
events = [recorder.events for recorder in recorders]
for name, size, spikes in zip(NAMES, sizes, events):
    rates[name] = round(len(spikes["times"]) / size / args.duration * 1000, 4)
if args.spikes:
    with open(args.spikes, "w") as file:
        file.write("population,neuron,time_ms\n")
        for name, cells, spikes in zip(NAMES, populations, events):
            first = cells[0].global_id
            for neuron, at in zip(spikes["senders"] - first, spikes["times"]):
                file.write(f"{name},{neuron},{at:.1f}\n")
rate = sum(len(spikes["times"]) for spikes in events) / sizes.sum() / args.duration * 1000
print(json.dumps(dict(
    simulator="nest", benchmark="microcircuit", n=int(sizes.sum()), synapses=int(counts.sum()),
    build_s=round(build_s, 3), sim_s=round(sim_s, 4),
    rss_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    rate_hz=round(float(rate), 4), threads=args.threads, precision="float64",
    duration_ms=args.duration, dt_ms=DT, seed=args.seed, version=nest.__version__, rates=rates)))
