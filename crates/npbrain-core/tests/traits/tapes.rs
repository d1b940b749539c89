//! The tapes of a synapse model and of an attached receptor are what their
//! kernels run: an engine of a few lines, which knows the tapes and what their
//! documentation says, gives the bits of the kernels.

use npbrain_core::prelude::*;
use npbrain_core::random::{Key, Stream};
use npbrain_core::{
    Arithmetic, CHUNK, Column, Columns, Coupled, EndStates, Fetched, LiveSynapses, Observed,
    ReceptorBlock, ReceptorKernel, Slot, Spikes, SynapseKernel, Table, Tape, TypedReceptor,
    TypedSynapse,
};

use super::exp_cond::ExpCond;

vars! {
    /// A model with a state in each place, each used by all functions.
    pub struct Full {
        /// Time constant of sources.
        tau_source = 20.0 "ms",
        /// Time constant of targets.
        tau_target = 30.0 "ms",
    }
}
vars! {
    /// State of a source.
    pub struct At {
        /// Its trace.
        x = 0.25 "1",
    }
}
vars! {
    /// State of a synapse.
    pub struct Of {
        /// What it remembers.
        z = 1.0 "1",
        /// How many spikes of targets it saw.
        count = 0.0 "1",
    }
}
vars! {
    /// State of a target.
    pub struct Behind {
        /// Its trace.
        y = 0.5 "1",
    }
}

impl SynapseModel for Full {
    const NAME: &'static str = "Full";
    const FLOWS: bool = true;
    type Params<V: Copy> = Full<V>;
    type Source<V: Copy> = At<V>;
    type Synapse<V: Copy> = Of<V>;
    type Target<V: Copy> = Behind<V>;

    #[inline(always)]
    fn source_after<S: Scalar>(s: &Source<Self, S>, elapsed: Num<S>) -> At<Num<S>> {
        At { x: s.x.x * (-elapsed / s.p.tau_source).exp() }
    }
    #[inline(always)]
    fn target_after<S: Scalar>(s: &Target<Self, S>, elapsed: Num<S>) -> Behind<Num<S>> {
        Behind { y: s.x.y * (-elapsed / s.p.tau_target).exp() }
    }
    #[inline(always)]
    fn release<S: Scalar>(s: &Source<Self, S>) -> (At<Num<S>>, Num<S>) {
        (At { x: s.x.x + 1.0 }, 1.0 / (s.one + s.x.x))
    }
    #[inline(always)]
    fn transmit<S: Scalar>(s: &Synapse<Self, S>, released: Num<S>) -> Num<S> {
        s.weight * s.own.z * released + s.target.y * s.source.x
    }
    #[inline(always)]
    fn on_pre<S: Scalar>(s: &Synapse<Self, S>) -> Changed<Self, S> {
        let own = Of { z: 0.9 * s.own.z + 0.1 * s.source.x, count: s.own.count };
        Changed { weight: s.weight - 0.01 * s.target.y, own }
    }
    #[inline(always)]
    fn on_post<S: Scalar>(s: &Synapse<Self, S>) -> Changed<Self, S> {
        let own = Of { z: 0.9 * s.own.z + 0.1 * s.target.y, count: s.own.count + 1.0 };
        Changed { weight: s.weight + 0.01 * s.source.x, own }
    }
    #[inline(always)]
    fn target_spike<S: Scalar>(s: &Target<Self, S>) -> Behind<Num<S>> {
        Behind { y: 0.5 * s.x.y + 1.0 }
    }
    #[inline(always)]
    fn flow<S: Scalar>(s: &Synapse<Self, S>, v_pre: Num<S>, v_post: Num<S>) -> Input<Num<S>> {
        let current = s.weight * s.source.x * s.target.y * (v_pre - v_post);
        Input { current, conductance: s.own.z * s.source.x }
    }
}

vars! {
    /// The same sources, standing at levels.
    pub struct Standing {
        /// Time constant of sources.
        tau = 20.0 "ms",
    }
}

impl SynapseModel for Standing {
    const NAME: &'static str = "Standing";
    const GRADED: bool = true;
    type Params<V: Copy> = Standing<V>;
    type Source<V: Copy> = At<V>;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Nothing;

    #[inline(always)]
    fn source_after<S: Scalar>(s: &Source<Self, S>, elapsed: Num<S>) -> At<Num<S>> {
        At { x: s.x.x * (-elapsed / s.p.tau).exp() }
    }
    #[inline(always)]
    fn release<S: Scalar>(s: &Source<Self, S>) -> (At<Num<S>>, Num<S>) {
        (At { x: s.x.x + s.one }, s.one)
    }
    #[inline(always)]
    fn level<S: Scalar>(s: &Source<Self, S>) -> Num<S> {
        s.x.x / (1.0 + s.x.x)
    }
}

const DT: f64 = 0.1;
const NEURONS: usize = 5;
const AXONAL: u64 = 3;
const DENDRITIC: u64 = 2;

/// The states of neurons at one end and the labels of their last spikes.
struct Ends(Vec<(Vec<f64>, u64)>);

impl Ends {
    fn new(table: &Table) -> Self {
        Ends(vec![(table.iter().map(|var| var.default).collect(), 0); NEURONS])
    }

    /// A neuron's state at its last spike and the ms from then to label `at`.
    fn seen(&self, neuron: usize, at: u64) -> (&[f64], f64) {
        let (state, last) = &self.0[neuron];
        (state, at.saturating_sub(*last) as f64 * DT)
    }
}

fn numbers(tape: &Tape, inputs: &[&[f64]]) -> Vec<f64> {
    tape.eval(&inputs.concat()).0
}

/// All sources connected to all targets but their own number.
fn live<K: SynapseKernel>(kernel: &K) -> LiveSynapses<f64> {
    let traits = kernel.traits();
    let rows = (0..NEURONS).flat_map(|i| (0..NEURONS).filter(move |j| *j != i));
    let targets: Vec<u32> = rows.map(|target| target as u32).collect();
    let offsets: Vec<usize> = (0..=NEURONS).map(|i| i * (NEURONS - 1)).collect();
    let own = traits.synapse.iter().flat_map(|v| vec![v.default; targets.len()]).collect();
    LiveSynapses {
        dt: DT,
        axonal: AXONAL,
        dendritic: DENDRITIC,
        params: traits.params.iter().map(|var| var.default).collect(),
        weights: (0..targets.len()).map(|k| 0.5 + 0.03 * k as f64).collect(),
        own,
        sources: EndStates::new(traits.source, NEURONS, 0),
        ends: EndStates::new(traits.target, NEURONS, 0),
        columns: traits.learns.then(|| Columns::new(&offsets, &targets, NEURONS)),
        levels: vec![0.0; CHUNK],
        consecutive: false,
        fetched: Fetched::default(),
        offsets,
        targets,
    }
}

fn some(stream: &mut Stream) -> Vec<u32> {
    (0..NEURONS as u32).filter(|_| stream.below(8) == 0).collect()
}

fn potentials(stream: &mut Stream) -> Vec<f64> {
    (0..NEURONS).map(|_| -70.0 + 20.0 * stream.uniform()).collect()
}

#[test]
fn the_tapes_of_a_synapse_are_what_its_kernel_runs() {
    let kernel = TypedSynapse::<Full>::NEW;
    let (traits, tapes) = (kernel.traits(), kernel.tapes().unwrap());
    assert!(traits.learns && tapes.level.is_none());
    let mut x = live(&kernel);
    let p = x.params.clone();
    let (targets, mut weights) = (x.targets.clone(), x.weights.clone());
    let count = targets.len();
    let mut own: Vec<Vec<f64>> = vec![traits.synapse.iter().map(|v| v.default).collect(); count];
    let (mut sources, mut ends) = (Ends::new(traits.source), Ends::new(traits.target));
    let arrive = tapes.arrive.as_ref().unwrap();
    let learn = tapes.learn.as_ref().unwrap();
    let spike = tapes.target_spike.as_ref().unwrap();
    let flow = tapes.flow.as_ref().unwrap();
    let after = [tapes.source_after.as_ref().unwrap(), tapes.target_after.as_ref().unwrap()];

    let mut stream = Stream::new(Key::new(0, "tapes", "spikes"), 0);
    let mut fired: Vec<[Vec<u32>; 2]> = Vec::new();
    let source_of = |synapse: usize| synapse / (NEURONS - 1);
    let mut events = 0;
    for now in 0..600_u64 {
        // Spikes of sources.
        let (mut due, mut expected) = (vec![0.0; NEURONS], vec![0.0; NEURONS]);
        if let Some(step) = now.checked_sub(AXONAL) {
            let spikes = std::slice::from_ref(&fired[step as usize][0]);
            let of = Spikes::new(spikes, 0..NEURONS as u32, 0);
            kernel.arrive_f64(Arithmetic::Plain, &mut x, step + 1, of, &mut due);
            for source in spikes[0].iter().map(|source| *source as usize) {
                let (state, elapsed) = sources.seen(source, step + 1);
                let made = numbers(&tapes.release, &[&p, state, &[elapsed]]);
                let [before, after, released] = made[..] else { unreachable!() };
                sources.0[source] = (vec![after], step + 1);
                for k in (0..count).filter(|k| source_of(*k) == source) {
                    let target = targets[k] as usize;
                    let (state, elapsed) = ends.seen(target, (now + 1).saturating_sub(DENDRITIC));
                    let weight = [weights[k]];
                    let seen = [&p[..], &weight, &own[k], &[before], state, &[elapsed, released]];
                    let made = numbers(arrive, &seen);
                    expected[target] += made[0];
                    weights[k] = made[1];
                    own[k] = made[2..].to_vec();
                    events += 1;
                }
            }
        }
        assert_eq!(due, expected, "what arrives in step {now}");
        // What flows.
        let (v_pre, v_post) = (potentials(&mut stream), potentials(&mut stream));
        let mut felt = [vec![0.0; NEURONS], vec![0.0; NEURONS]];
        let mut expected = felt.clone();
        let [current, conductance] = &mut felt;
        let coupled = Coupled { v_pre: &v_pre, v_post: &v_post, current, conductance };
        kernel.flow_f64(&x, now, coupled);
        for k in 0..count {
            let (source, target) = (source_of(k), targets[k] as usize);
            let (state, elapsed) = sources.seen(source, now.saturating_sub(AXONAL));
            let seen = numbers(after[0], &[&p, state, &[elapsed]]);
            let (state, elapsed) = ends.seen(target, now.saturating_sub(DENDRITIC));
            let (weight, v) = ([weights[k]], [elapsed, v_pre[source], v_post[target]]);
            let made = numbers(flow, &[&p, &weight, &own[k], &seen, state, &v]);
            expected[0][target] += made[0];
            expected[1][target] += made[1];
        }
        assert_eq!(felt, expected, "what flows in step {now}");
        // The neurons move, and spikes of targets reach the synapses.
        fired.push([some(&mut stream), some(&mut stream)]);
        if let Some(step) = now.checked_sub(DENDRITIC) {
            let spikes = std::slice::from_ref(&fired[step as usize][1]);
            let of = Spikes::new(spikes, 0..NEURONS as u32, 0);
            kernel.learn_f64(Arithmetic::Plain, &mut x, step + 1, of);
            for target in spikes[0].iter().map(|target| *target as usize) {
                let (state, elapsed) = ends.seen(target, step + 1);
                let made = numbers(spike, &[&p, state, &[elapsed]]);
                let [before, after] = made[..] else { unreachable!() };
                ends.0[target] = (vec![after], step + 1);
                for k in (0..count).filter(|k| targets[*k] as usize == target) {
                    let at = (now + 1).saturating_sub(AXONAL);
                    let (state, elapsed) = sources.seen(source_of(k), at);
                    let weight = [weights[k]];
                    let seen = [&p[..], &weight, &own[k], state, &[before, elapsed]];
                    let made = numbers(learn, &seen);
                    weights[k] = made[0];
                    own[k] = made[1..].to_vec();
                    events += 1;
                }
            }
        }
        let own: Vec<f64> = (0..2).flat_map(|k| own.iter().map(move |own| own[k])).collect();
        assert_eq!((&x.weights, &x.own), (&weights, &own), "the synapses after step {now}");
        // What monitors see.
        for neuron in 0..NEURONS {
            let watched = [
                Observed::Source { neuron, variable: 0 },
                Observed::Target { neuron, variable: 0 },
            ];
            let kept = [(&sources, AXONAL), (&ends, DENDRITIC)];
            for ((what, (ends, delay)), tape) in watched.into_iter().zip(kept).zip(after) {
                let (state, elapsed) = ends.seen(neuron, (now + 1).saturating_sub(delay));
                let seen = numbers(tape, &[&p, state, &[elapsed]]);
                assert_eq!(kernel.observe_f64(&x, now + 1, what), seen[0], "{what:?} at {now}");
            }
        }
    }
    assert!(events > 2000, "{events} events");
}

#[test]
fn the_tape_of_a_level_is_what_the_kernel_runs() {
    let kernel = TypedSynapse::<Standing>::NEW;
    let tapes = kernel.tapes().unwrap();
    let missing = [&tapes.arrive, &tapes.learn, &tapes.target_spike, &tapes.target_after];
    assert!(missing.into_iter().all(Option::is_none));
    let level = tapes.level.as_ref().unwrap();
    let mut x = live(&kernel);
    let p = x.params.clone();
    let mut sources = Ends::new(kernel.traits().source);
    let mut stream = Stream::new(Key::new(0, "levels", "spikes"), 0);
    let mut fired: Vec<Vec<u32>> = Vec::new();
    for now in 0..300_u64 {
        let (mut due, mut expected) = (vec![0.0; NEURONS], vec![0.0; NEURONS]);
        if let Some(step) = now.checked_sub(AXONAL) {
            let spikes = std::slice::from_ref(&fired[step as usize]);
            let of = Spikes::new(spikes, 0..NEURONS as u32, 0);
            kernel.arrive_f64(Arithmetic::Plain, &mut x, step + 1, of, &mut due);
            for source in spikes[0].iter().map(|source| *source as usize) {
                let (state, elapsed) = sources.seen(source, step + 1);
                let made = numbers(&tapes.release, &[&p, state, &[elapsed]]);
                sources.0[source] = (vec![made[1]], step + 1);
            }
        }
        assert_eq!(due, expected, "spikes deliver nothing");
        kernel.stand_f64(Arithmetic::Plain, &mut x, now + 1, &mut due);
        for (k, target) in x.targets.iter().enumerate() {
            let at = (now + 1).saturating_sub(AXONAL);
            let (state, elapsed) = sources.seen(k / (NEURONS - 1), at);
            let level = numbers(level, &[&p, state, &[elapsed]])[0];
            expected[*target as usize] += x.weights[k] * level;
        }
        assert_eq!(due, expected, "what stands in step {now}");
        fired.push(some(&mut stream));
    }
}

#[test]
fn the_tape_of_an_attached_receptor_is_what_its_kernel_runs() {
    let kernel = TypedReceptor::<ExpCond>::NEW;
    let tape = kernel.tape().unwrap();
    let p = ExpCond::default().values();
    let prepared = kernel.prepare(&p, DT).unwrap();
    let mut stream = Stream::new(Key::new(0, "receptor", "arrivals"), 0);
    let column = |values: &[f64]| values.iter().map(|v| Column::same(*v)).collect::<Vec<_>>();
    let mut state = vec![0.0; CHUNK];
    let mut expected = state.clone();
    for _ in 0..50 {
        let mut each = |low: f64, high: f64| -> Vec<f64> {
            (0..CHUNK).map(|_| low + (high - low) * stream.uniform()).collect()
        };
        let (v, arrived) = (each(-80.0, -40.0), each(0.0, 0.1));
        let (mut current, mut conductance) = (vec![0.0; CHUNK], vec![0.0; CHUNK]);
        kernel.advance_f64(
            Arithmetic::Plain,
            ReceptorBlock {
                size: CHUNK,
                state: &mut state,
                params: &column(&p),
                prepared: &column(&prepared),
                neurons: (&v, 1),
                membrane: 0,
                arrived: Slot::each(&arrived),
                current: &mut current,
                conductance: &mut conductance,
            },
        );
        for i in 0..CHUNK {
            let made = numbers(&tape, &[&p, &[expected[i], v[i]], &prepared, &[arrived[i]]]);
            assert_eq!(made[..2], [current[i], conductance[i]]);
            expected[i] = made[2];
        }
        assert_eq!(state, expected);
    }
}
