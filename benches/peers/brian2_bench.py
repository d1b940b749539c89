#!/usr/bin/env python3
"""The benchmark networks in Brian2, as C++ ("standalone"). Prints one line of JSON.

  python brian2_bench.py coba --n 4000 --duration 1000 --threads 1 --repeats 3

Networks: coba, cuba, cobahh (Brette et al. 2007, benchmarks 1 to 3; Vogels & Abbott 2005),
brunel (Brunel 2000), stdp (cuba whose excitatory synapses learn; Song et al. 2000), readme
(NumpyBrain's first page). They are those of `examples/networks`.

The keys: build_s is code generation, compilation and construction together, compile_s the first
two, construct_s the last; sim_s the run alone, as Brian2 measures it; rss_mb the most memory
that the compiled program had resident.

As they stand the networks are what one writes in Brian2. Three options give them npbrain's rules
of time (crates/npbrain-network/src/time.md), so that rates can be compared:

  --delay-ms 0.1        a delay where Brian2 has none
  --hold-longer         a neuron is held one step longer
  --synapses-first      synapses act before the threshold is tested. The order of a step is then
                        groups, synapses, thresholds, and a spike is seen by its synapses one
                        step later: delays are one step shorter
"""
import argparse
import json
import statistics
import tempfile
import time

from standalone import Compiled

parser = argparse.ArgumentParser(
    description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("network", choices=["coba", "cuba", "cobahh", "brunel", "stdp", "readme"])
parser.add_argument("--n", type=int, help="neurons (4000, brunel 12500, readme 1500)")
parser.add_argument("--indegree", type=float, default=80,
                    help="mean number of sources in coba, cuba, cobahh and stdp")
parser.add_argument("--duration", type=float, help="ms (1000, readme 100)")
parser.add_argument("--threads", type=int, default=1, help="OpenMP threads")
parser.add_argument("--precision", default="float64", choices=["float64", "float32"])
parser.add_argument("--method", default="exponential_euler",
                    choices=["exponential_euler", "euler"], help="of coba")
parser.add_argument("--repeats", type=int, default=3)
parser.add_argument("--seed", type=int, default=42, help="of the first repeat; then counted up")
parser.add_argument("--dir", help="where the C++ project goes, and stays")
parser.add_argument("--build-only", action="store_true")
parser.add_argument("--delay-ms", type=float, default=0.0)
parser.add_argument("--hold-longer", action="store_true")
parser.add_argument("--synapses-first", action="store_true")
args = parser.parse_args()

DT_MS = 0.1
count = args.n or {"brunel": 12500, "readme": 1500}.get(args.network, 4000)
duration_ms = args.duration or (100.0 if args.network == "readme" else 1000.0)

start = time.perf_counter()
from brian2 import *  # noqa: E402,F401,F403
import brian2  # noqa: E402
import_s = time.perf_counter() - start

directory = args.dir or tempfile.mkdtemp(prefix="brian2_bench_")
set_device("cpp_standalone", directory=directory, build_on_run=False)
prefs.devices.cpp_standalone.openmp_threads = args.threads if args.threads > 1 else 0
if args.precision == "float32":
    prefs.core.default_float_dtype = float32
defaultclock.dt = DT_MS * ms
start = time.perf_counter()
# One program serves all seeds: it reads its own when it is started.
seed(args.seed)
device.insert_code("main", """
    if (const char* chosen = std::getenv("BENCH_SEED"))
        for (size_t k = 0; k < brian::_random_generators.size(); k++)
            brian::_random_generators[k].seed(std::strtoul(chosen, NULL, 10) + 1000000 * k);
""")


def held(period_ms):
    return (period_ms + DT_MS * args.hold_longer) * ms


def delayed(delay_ms):
    return (delay_ms - DT_MS * args.synapses_first) * ms


def connected(P, synapses, inhibit):
    """Both kinds of synapses, each neuron with `indegree` sources on average."""
    n_exc = int(count * 0.8)
    excite, inhibit = [
        Synapses(part, P, delay=delayed(args.delay_ms), **how)
        for part, how in ((P[:n_exc], synapses), (P[n_exc:], inhibit))]
    for kind in (excite, inhibit):
        kind.connect(p=args.indegree / count)
    return [excite, inhibit]


def coba():
    # Conductances in units of the leak, 10 nS.
    values = dict(taum=20 * ms, taue=5 * ms, taui=10 * ms, El=-60 * mV, Ee=0 * mV, Ei=-80 * mV)
    P = NeuronGroup(count, """
        dv/dt = (ge*(Ee-v) + gi*(Ei-v) - (v-El))/taum : volt (unless refractory)
        dge/dt = -ge/taue : 1
        dgi/dt = -gi/taui : 1
        """, threshold="v > -50*mV", reset="v = -60*mV", refractory=held(5),
        method=args.method, namespace=values)
    P.v = "El + (randn()*5 - 5)*mV"
    P.ge = "randn()*1.5 + 4"
    P.gi = "randn()*12 + 20"
    return [P], connected(P, dict(on_pre="ge += 0.6"), dict(on_pre="gi += 6.7"))


def cuba(plastic=False):
    values = dict(taum=20 * ms, taue=5 * ms, taui=10 * ms, El=-49 * mV)
    P = NeuronGroup(count, """
        dv/dt  = (ge + gi - (v-El))/taum : volt (unless refractory)
        dge/dt = -ge/taue : volt
        dgi/dt = -gi/taui : volt
        """, threshold="v > -50*mV", reset="v = -60*mV", refractory=held(5), method="exact",
        namespace=values)
    P.v = "(-60 + 10*rand())*mV"
    excite = dict(on_pre="ge += 1.62*mV")
    if plastic:
        excite = dict(
            model="""w : volt
            dApre/dt = -Apre/(20*ms) : volt (event-driven)
            dApost/dt = -Apost/(20*ms) : volt (event-driven)""",
            on_pre="""ge += w
            Apre += 0.01*1.62*mV
            w = clip(w + Apost, 0*mV, 3.24*mV)""",
            on_post="""Apost += -0.0105*1.62*mV
            w = clip(w + Apre, 0*mV, 3.24*mV)""")
    synapses = connected(P, excite, dict(on_pre="gi += -9*mV"))
    if plastic:
        synapses[0].w = 1.62 * mV
    return [P], synapses


def stdp():
    return cuba(plastic=True)


def cobahh():
    area = 20000 * umetre**2
    values = dict(
        Cm=1 * ufarad * cm**-2 * area, gl=5e-5 * siemens * cm**-2 * area, El=-60 * mV,
        gNa=100 * msiemens * cm**-2 * area, ENa=50 * mV,
        gK=30 * msiemens * cm**-2 * area, EK=-90 * mV, VT=-63 * mV,
        taue=5 * ms, taui=10 * ms, Ee=0 * mV, Ei=-80 * mV)
    P = NeuronGroup(count, """
        dv/dt = (gl*(El-v) + ge*(Ee-v) + gi*(Ei-v)
                 - gNa*(m*m*m)*h*(v-ENa) - gK*(n*n*n*n)*(v-EK))/Cm : volt
        dm/dt = alpha_m*(1-m) - beta_m*m : 1
        dn/dt = alpha_n*(1-n) - beta_n*n : 1
        dh/dt = alpha_h*(1-h) - beta_h*h : 1
        dge/dt = -ge/taue : siemens
        dgi/dt = -gi/taui : siemens
        alpha_m = 0.32*4/exprel((13*mV-v+VT)/(4*mV))/ms : Hz
        beta_m = 0.28*5/exprel((v-VT-40*mV)/(5*mV))/ms : Hz
        alpha_h = 0.128*exp((17*mV-v+VT)/(18*mV))/ms : Hz
        beta_h = 4./(1+exp((40*mV-v+VT)/(5*mV)))/ms : Hz
        alpha_n = 0.032*5/exprel((15*mV-v+VT)/(5*mV))/ms : Hz
        beta_n = .5*exp((10*mV-v+VT)/(40*mV))/ms : Hz
        """, threshold="v > -20*mV", refractory=held(3), method="exponential_euler",
        namespace=values)
    P.v = "El + (randn()*5 - 5)*mV"
    P.ge = "(randn()*1.5 + 4)*10*nS"
    P.gi = "(randn()*12 + 20)*10*nS"
    return [P], connected(P, dict(on_pre="ge += 6*nS"), dict(on_pre="gi += 67*nS"))


def brunel():
    n_exc = int(count * 0.8)
    sources = int(n_exc * 0.1)
    rate = 2 * 20 * mV / (0.1 * mV * sources * 20 * ms)
    P = NeuronGroup(count, "dv/dt = -v/(20*ms) : volt (unless refractory)", threshold="v >= 20*mV",
                    reset="v = 0*mV", refractory=held(2), method="exact")
    synapses = []
    for part, jump in ((P[:n_exc], 0.1), (P[n_exc:], -0.5)):
        kind = Synapses(part, P, on_pre=f"v_post += {jump}*mV", delay=delayed(1.5))
        kind.connect(p=0.1)
        synapses.append(kind)
    outside = PoissonInput(P, "v", N=sources, rate=rate, weight=0.1 * mV)
    return [P], synapses, [outside]


def readme():
    # All potentials are recorded, as on that page.
    A, B = [NeuronGroup(size, """dv/dt = (-v + I)/(10*ms) + 0.11*xi/sqrt(ms) : 1
        I : 1""", threshold="v >= 10", reset="v = 0", method="euler")
            for size in (count // 3, count - count // 3)]
    A.I = 15
    S = Synapses(A, B, on_pre="v_post += 0.2", delay=delayed(args.delay_ms))
    S.connect(p=0.1)
    return [A, B], [S], [StateMonitor(group, "v", record=True) for group in (A, B)]


groups, synapses, *others = globals()[args.network]()
spikes = [SpikeMonitor(group, record=args.network == "readme") for group in groups]
net = Network(groups, synapses, spikes, *others)
if args.synapses_first:
    net.schedule = ["start", "groups", "synapses", "thresholds", "resets", "end"]
net.run(duration_ms * ms)
device.build(directory=directory, compile=True, run=False, debug=False, with_output=False)
compile_s = time.perf_counter() - start

about = dict(
    simulator="brian2-cpp_standalone", benchmark=args.network, n=count, threads=args.threads,
    precision=args.precision, duration_ms=duration_ms, dt_ms=DT_MS,
    method={"coba": args.method, "cobahh": "exponential_euler", "readme": "euler"}.get(
        args.network, "exact"),
    import_s=round(import_s, 3), compile_s=round(compile_s, 3), version=brian2.__version__)


def counts(objects):
    """The files in which the program leaves how many spikes or synapses there were."""
    return [device.get_array_filename(one.variables["N"]) for one in objects]


program = Compiled.write(directory, about, counts(spikes), counts(synapses))
if args.build_only:
    print(json.dumps(about))
else:
    runs = [program.run(args.seed + k) for k in range(args.repeats)]
    construct_s = statistics.median(run["construct_s"] for run in runs)
    sims = [run["sim_s"] for run in runs]
    print(json.dumps(dict(
        about, synapses=runs[0]["synapses"], build_s=round(compile_s + construct_s, 3),
        construct_s=round(construct_s, 3), sim_s=round(statistics.median(sims), 4),
        sim_min_s=min(sims), sim_all=sims, rss_mb=max(run["rss_mb"] for run in runs),
        rate_hz=runs[0]["rate_hz"], rates=[run["rate_hz"] for run in runs])))
if not args.dir:
    program.remove()
