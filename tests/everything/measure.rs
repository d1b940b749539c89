//! Networks of a few neurons, each run for one number.

use nn::ode::Variable;
use nn::{Num, ReceptorModel, vis};
use npbrain::all as nn;

use crate::Compared;
use crate::own::Grows;

/// A membrane that never fires.
pub(crate) fn passive(tau: f64) -> nn::Lif {
    nn::Lif { tau, v_th: 1e300, ..nn::default() }
}

/// Times of the spikes of one neuron under a constant current, in ms.
pub(crate) fn times(
    population: nn::Population,
    current: f64,
    duration: f64,
) -> nn::Result<Vec<f64>> {
    let mut net = nn::Network::new();
    let cell = net.add(population);
    let spikes = net.add(nn::SpikeMonitor::new(cell));
    net.run(duration, (current != 0.0).then(|| nn::input(cell, current)))?;
    Ok(net.get(spikes)?.times_of(0))
}

/// A variable of one neuron after some ms of a constant current.
pub(crate) fn ends(
    population: nn::Population,
    name: &str,
    current: f64,
    duration: f64,
) -> nn::Result<f64> {
    let mut net = nn::Network::new();
    let cell = net.add(population);
    net.run(duration, [nn::input(cell, current)])?;
    Ok(net.state(cell, name)?[0])
}

/// How many spikes a mode fires by its own stimulus.
pub(crate) fn spikes_of(mode: nn::IzhikevichMode) -> nn::Result<f64> {
    let mut net = nn::Network::new();
    net.dt(mode.dt())?;
    let cell = net.add(mode.population(1));
    let spikes = net.add(nn::SpikeMonitor::new(cell));
    net.run(mode.duration(), [mode.input(cell)])?;
    Ok(net.get(spikes)?.t.len() as f64)
}

/// What is left of v = 1 after a step of 1 ms, at tau = 2 ms: R(−½), where R is
/// the polynomial or rational function of the method.
pub(crate) fn left<I: nn::integrate::Integrator>(method: I) -> nn::Result<f64> {
    let mut net = nn::Network::new();
    net.dt(1.0)?;
    let cell = net.add(nn::neurons_by(1, passive(2.0), method).init("v", 1.0));
    net.run(1.0, [])?;
    Ok(net.state(cell, "v")?[0])
}

/// A current at the steps that begin at 0, 0.1, … ms, as `n` neurons feel it:
/// a membrane with tau = dt by Euler has it for its potential.
pub(crate) fn felt(
    current: impl Into<npbrain::inputs::Current>,
    n: usize,
    at: f64,
) -> nn::Result<Vec<f64>> {
    let mut net = nn::Network::new();
    let cells = net.add(nn::neurons(n, passive(0.1)).method(nn::Method::Euler));
    net.run((at * 10.0 + 1.0).round() / 10.0, [nn::input(cells, current)])?;
    net.state(cells, "v")
}

pub(crate) fn felt_once(current: impl Into<npbrain::inputs::Current>, at: f64) -> nn::Result<f64> {
    Ok(felt(current, 1, at)?[0])
}

/// 25 neurons on a grid of 5 by 5, connected among themselves.
pub(crate) fn wired(rule: impl npbrain::core::Connect + 'static) -> nn::Result<nn::Connections> {
    wired_many([5, 5], rule)
}

pub(crate) fn wired_many(
    shape: [usize; 2],
    rule: impl npbrain::core::Connect + 'static,
) -> nn::Result<nn::Connections> {
    let mut net = nn::Network::new();
    let cells = net.add(nn::neurons(shape[0] * shape[1], passive(10.0)).grid(shape));
    let synapses = net.add(nn::VoltageJump::new(cells, cells, rule));
    net.synapses(synapses)
}

pub(crate) fn number(rule: impl npbrain::core::Connect + 'static) -> nn::Result<f64> {
    Ok(wired(rule)?.len() as f64)
}

/// The weight of a synapse of length 2.
pub(crate) fn weight_at_two(weight: impl Into<npbrain::core::PerSynapse>) -> nn::Result<f64> {
    let mut net = nn::Network::new();
    let cells = net.add(nn::neurons(2, passive(10.0)).at([0.0, 2.0]));
    let rule = nn::pairs([(0, 1)]);
    let synapses = net.add(nn::VoltageJump::new(cells, cells, rule).weight(weight));
    Ok(net.synapses(synapses)?.weight[0])
}

/// Number of synapses in a plane of 30 by 30, and its expectation and five
/// standard deviations, where a pair at distance d has the probability p(d).
pub(crate) fn by_chance(
    rule: impl npbrain::core::Connect + 'static,
    p: impl Fn(f64) -> f64,
) -> nn::Result<Compared> {
    let (mut mean, mut variance) = (0.0, 0.0);
    for i in 0..900 {
        for j in (0..900).filter(|j| *j != i) {
            let (dx, dy) = ((i % 30) as f64 - (j % 30) as f64, (i / 30) as f64 - (j / 30) as f64);
            let p = p(dx.hypot(dy));
            mean += p;
            variance += p * (1.0 - p);
        }
    }
    let found = wired_many([30, 30], rule)?.len() as f64;
    Ok([found, mean, 5.0 * f64::sqrt(variance)])
}

/// The mean of 10,000 values, and five standard errors.
pub(crate) fn mean_of(
    values: impl Into<npbrain::core::PerNeuron>,
    mean: f64,
    std: f64,
) -> nn::Result<Compared> {
    let mut net = nn::Network::new();
    let cells = net.add(nn::neurons(10_000, passive(10.0)).init("v", values));
    let drawn = net.state(cells, "v")?;
    Ok([drawn.iter().sum::<f64>() / 1e4, mean, 5.0 * std / 100.0])
}

/// A receptor's variable, `after` ms after a spike arrived through `synapse`.
pub(crate) fn arrived(
    synapse: impl FnOnce(nn::Neurons, nn::Neurons) -> nn::Projection,
    variable: &str,
    after: f64,
) -> nn::Result<f64> {
    let mut net = nn::Network::new();
    let source = net.add(nn::spike_array(1, [(0, 1.0)]));
    let cell = net.add(nn::fake_neurons(1, -65.0, []));
    let synapse = net.add(synapse(source, cell));
    let seen = net.add(nn::StateMonitor::new(synapse, [variable]));
    net.run((11.0 + after * 10.0).round() / 10.0, [])?;
    let seen = net.get(seen)?;
    let seen = seen.trace(variable, 0)?;
    Ok(seen[seen.len() - 1])
}

/// By how much spikes at 0, 50, 100 … ms move a membrane.
pub(crate) fn jumps(
    synapse: impl FnOnce(nn::Neurons, nn::Neurons) -> nn::Projection,
    spikes: usize,
) -> nn::Result<Vec<f64>> {
    let mut net = nn::Network::new();
    let source = net.add(nn::spike_array(1, (0..spikes).map(|k| (0, 1.0 + 50.0 * k as f64))));
    let cell = net.add(nn::neurons(1, passive(1e12)));
    net.add(synapse(source, cell));
    let v = net.add(nn::StateMonitor::new(cell, ["v"]).every(50.0));
    net.run(50.0 * spikes as f64, [])?;
    let v = net.get(v)?.trace("v", 0)?.to_vec();
    Ok(v.windows(2).map(|pair| pair[1] - pair[0]).collect())
}

/// What a weight of 0.5 gains by one pair of spikes, the target's `apart` ms after
/// the source's, at the synapse.
pub(crate) fn learnt(model: nn::PairStdp, apart: f64) -> nn::Result<f64> {
    let mut net = nn::Network::new();
    // A spike of the source is at the synapse one step after its label.
    let source = net.add(nn::spike_array(1, [(0, 50.0 - 0.1)]));
    let target = net.add(nn::fake_neurons(1, 0.0, [(0, 50.0 + apart)]));
    let synapse = net.add(nn::synapses(model, source, target, nn::all_to_all()).weight(0.5));
    net.run(100.0, [])?;
    Ok(net.synapses(synapse)?.weight[0] - 0.5)
}

/// Two coupled membranes, from 10 and 0 mV: the first after one step, and what
/// it should be, with both potentials those of the step's start.
pub(crate) fn coupled(
    junction: impl FnOnce(nn::Neurons, nn::Neurons) -> nn::Projection,
) -> nn::Result<Compared> {
    let mut net = nn::Network::new();
    let cells = [10.0, 0.0].map(|v| net.add(nn::neurons(1, passive(10.0)).init("v", v)));
    net.add(junction(cells[0], cells[1]).weight(0.5));
    net.run(0.1, [])?;
    let kept = f64::exp(-0.01);
    Ok([net.state(cells[0], "v")?[0], 10.0 * kept - (1.0 - kept) * 0.5 * 10.0, 1e-12])
}

/// What a spike adds to the other membrane through a junction, in mV.
pub(crate) fn spikelet(
    junction: impl FnOnce(nn::Neurons, nn::Neurons) -> nn::Projection,
) -> nn::Result<f64> {
    let mut net = nn::Network::new();
    let source = net.add(nn::fake_neurons(1, 0.0, [(0, 1.0)]));
    let cell = net.add(nn::neurons(1, passive(10.0)));
    net.add(junction(source, cell).weight(2.0));
    net.run(1.1, [])?;
    Ok(net.state(cell, "v")?[0])
}

/// x' = f(t, x) from 0, by the midpoint rule in steps of 1 µs.
pub(crate) fn by_hand<const N: usize>(
    mut x: [f64; N],
    duration: f64,
    f: impl Fn(f64, [f64; N]) -> [f64; N],
) -> [f64; N] {
    let h = 1e-3;
    for k in 0..(duration / h).round() as usize {
        let t = k as f64 * h;
        let k1 = f(t + 0.25 * h, x);
        let middle = std::array::from_fn(|i| x[i] + 0.5 * h * k1[i]);
        let k2 = f(t + 0.5 * h, middle);
        x = std::array::from_fn(|i| x[i] + h * k2[i]);
    }
    x
}

/// The G protein of `GabaB`, 20 ms after a spike.
pub(crate) fn protein() -> f64 {
    let f = |t: f64, [r, s]: [f64; 2]| {
        let opening = if t < 1.0 { 0.09 * (1.0 - r) } else { 0.0 };
        [opening - 0.0012 * r, 0.18 * r - 0.034 * s]
    };
    by_hand([0.0; 2], 20.0, f)[1]
}

/// That of `GabaBDesensitising`, with the pulse of 0.5 mM and 0.5 ms.
pub(crate) fn protein_desensitised() -> f64 {
    let f = |t: f64, [r, d, g]: [f64; 3]| {
        let opening = if t < 0.5 { 0.66 * 0.5 * (1.0 - r - d) } else { 0.0 };
        [opening - 0.02 * r + 0.0053 * d, 0.017 * r - 0.0053 * d, 0.083 * r - 0.0079 * g]
    };
    by_hand([0.0; 3], 20.0, f)[2]
}

/// Channels of NMDA, `after` ms after a spike.
pub(crate) fn nmda_open(after: f64) -> f64 {
    let f = |t: f64, [s]: [f64; 1]| [-s / 100.0 + 0.5 * f64::exp(-t / 2.0) * (1.0 - s)];
    by_hand([0.0], after, f)[0]
}

pub(crate) fn open_by_pulse(alpha: f64, beta: f64) -> f64 {
    alpha / (alpha + beta) * (1.0 - f64::exp(-(alpha + beta)))
}

/// The part of NMDA channels that 1 mM of magnesium leaves open at −65 mV.
pub(crate) const UNBLOCKED: f64 = 0.059_668;

/// The conductance of a receptor in the state `x` at −65 mV.
pub(crate) fn conductance<R: ReceptorModel>(p: R::Params<Num<f64>>, x: R::State<Num<f64>>) -> f64 {
    R::input(&nn::Receptor::<R, f64> { p, x }, Num(-65.0)).conductance.0
}

/// R(−½) of a step for y' = −y.
pub(crate) fn growth(step: impl Fn(f64, f64) -> f64) -> f64 {
    step(0.0, 1.0)
}

/// One step of dy = y/2 dW with dt = 1/4 and ξ = 2, so that ∆W = 1: by Itô's
/// rule Milstein's method adds (∆W² − dt)/8 to 1½, by Stratonovich's ∆W²/8.
pub(crate) fn shaken<Y: Fn(f64, f64, f64) -> f64>(step: Y) -> f64 {
    step(0.0, 1.0, 2.0)
}

pub(crate) fn still(_: f64, _: f64) -> f64 {
    0.0
}

pub(crate) fn half(_: f64, y: f64) -> f64 {
    0.5 * y
}

pub(crate) fn decay(_: f64, y: f64) -> f64 {
    -y
}

pub(crate) fn decaying(_: f64, y: Variable) -> Variable {
    -y
}

/// A run with everything that figures show.
pub(crate) struct Shown {
    pub(crate) state: nn::StateData,
    pub(crate) spikes: nn::SpikeData,
    /// Weights of synapses that grow.
    pub(crate) weights: nn::StateData,
}

pub(crate) fn shown() -> nn::Result<Shown> {
    let mut net = nn::Network::new();
    let cells = net.add(nn::neurons(6, nn::Lif::default()));
    let growing = net.add(nn::synapses(Grows::default(), cells, cells, nn::all_to_all()));
    let weights = net.add(nn::StateMonitor::new(growing, ["weight"]));
    let state = net.add(nn::StateMonitor::new(cells, ["v"]));
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    net.run(20.0, [nn::input(cells, 15.0)])?;
    Ok(Shown { state: net.get(state)?, spikes: net.get(spikes)?, weights: net.get(weights)? })
}

/// How often a text stands in a figure.
pub(crate) fn count(figure: &vis::Figure, text: &str) -> nn::Result<f64> {
    Ok(figure.svg()?.matches(text).count() as f64)
}

/// The width of an animation, as the file has it.
pub(crate) fn gif_width(animation: &vis::Animation<'_>, name: &str) -> nn::Result<f64> {
    let path = std::env::temp_dir().join(format!("npbrain_everything_{name}.gif"));
    animation.save(&path)?;
    let bytes = std::fs::read(&path).expect("it was written");
    std::fs::remove_file(path).expect("it was there");
    Ok(f64::from(u16::from_le_bytes([bytes[6], bytes[7]])))
}

/// A neuron of Izhikevich's, whose fixed points without a current are −70 and
/// −50 mV: the roots of 0.04 v² + 5 v + 140 = 0.2 v.
pub(crate) fn plane() -> nn::Result<nn::PhasePlane<nn::Izhikevich>> {
    nn::PhasePlane::new(nn::Izhikevich::default(), 0.0, (-90.0, -30.0), (-30.0, 10.0))
}
