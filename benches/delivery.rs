//! Synaptic events per second, through `Engine::advance`: 40,000 sources with
//! 1,000 targets each among 40,000 neurons; weights and delays one for all or one
//! per synapse, onto membranes or onto a composed receptor, whose state they are
//! added to.
//!
//! The time includes the update of the 40,000 target neurons.

use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use npbrain::all as nn;
use npbrain::all::NeuronModel;
use npbrain::core::random::{Key, Stream};
use npbrain::core::{Connect, Csr, Ends};
use npbrain::engine::{Backend, Description, Engine, Settings};

const SIZE: usize = 40_000;
const TARGETS: usize = 1_000;
/// Each source fires once per round, 50 sources a step.
const STEPS_PER_ROUND: usize = 800;
const ROUNDS: usize = 400;

/// Every source has the same number of targets, drawn at random.
#[derive(Debug)]
struct OutDegree;

impl Connect for OutDegree {
    fn connect(&self, ends: &Ends<'_>) -> nn::Result<Csr> {
        let mut targets = Vec::with_capacity(ends.pre * TARGETS);
        for source in 0..ends.pre {
            let mut stream = Stream::new(ends.key, source as u64);
            let row = (0..TARGETS).map(|_| stream.below(ends.post as u64) as u32);
            targets.extend(row);
        }
        let offsets = (0..=ends.pre).map(|row| row * TARGETS).collect();
        Csr::new(ends.object, ends.post, offsets, targets)
    }
}

/// What is delivered, and onto what.
#[derive(Clone, Copy)]
struct Case {
    name: &'static str,
    /// Whether each synapse has a weight of its own, or all have one.
    own_weights: bool,
    /// Whether each synapse has a delay of its own, of 1 to 16 steps, or all have
    /// one step.
    own_delays: bool,
    /// Whether it arrives at a composed receptor, or at the membrane.
    onto_receptor: bool,
}

const BOTH_SAME: Case =
    Case { name: "same_weight", own_weights: false, own_delays: false, onto_receptor: false };
const OWN_WEIGHTS: Case = Case { name: "each_weight", own_weights: true, ..BOTH_SAME };

const CASES: [Case; 6] = [
    BOTH_SAME,
    OWN_WEIGHTS,
    Case { name: "same_weight_each_delay", own_delays: true, ..BOTH_SAME },
    Case { name: "each_weight_each_delay", own_delays: true, ..OWN_WEIGHTS },
    Case { name: "same_weight_onto_receptor", onto_receptor: true, ..BOTH_SAME },
    Case { name: "each_weight_onto_receptor", onto_receptor: true, ..OWN_WEIGHTS },
];

fn engine(cpu: nn::Cpu, case: Case) -> Box<dyn Engine> {
    let settings = Settings { dt: 0.1, seed: 1 };
    let mut stream = Stream::new(Key::new(1, "bench", "order"), 0);
    let mut order: Vec<usize> = (0..SIZE).collect();
    for k in (1..SIZE).rev() {
        order.swap(k, stream.below(k as u64 + 1) as usize);
    }
    let spikes = (0..ROUNDS * SIZE).map(|k| {
        let step = k / (SIZE / STEPS_PER_ROUND) + 1;
        (order[k % SIZE], npbrain::core::time_of(step as u64, settings.dt))
    });
    let mut description = Description::default();
    let sources = description.add(nn::spike_array(SIZE, spikes));
    let (targets, port) = match case.onto_receptor {
        false => (nn::neurons(SIZE, nn::Lif::default()), "v"),
        true => {
            let model = nn::Lif::default().with(nn::ExpCurrent { tau: 5.0 });
            let targets = nn::neurons_by(SIZE, model, nn::integrate::Exact);
            (targets.ports(["excitation"]), "excitation")
        }
    };
    let targets = description.add(targets);
    let mut projection = nn::Projection::new(sources, targets, OutDegree).port(port);
    projection = match case.own_weights {
        false => projection.weight(1e-6),
        true => projection
            .weight((0..SIZE * TARGETS).map(|k| 1e-6 * (k % 1000) as f64).collect::<Vec<_>>()),
    };
    if case.own_delays {
        projection = projection.delay(nn::uniform(0.1, 1.6));
    }
    description.add(projection);
    let (plan, planned) = description.plan(&settings, 0).unwrap();
    description.commit(planned);
    let mut engine = cpu.engine(&settings).unwrap();
    engine.extend(plan).unwrap();
    engine
}

fn delivery(c: &mut Criterion) {
    let f32 = nn::Cpu::new().f32();
    let on_one = [("f32", f32.workers(1)), ("f64", nn::Cpu::new().workers(1))];
    let on_one = CASES.iter().flat_map(|case| on_one.map(|(name, cpu)| (*case, name, cpu)));
    let on_two = [BOTH_SAME, OWN_WEIGHTS].map(|case| (case, "f32/2_threads", f32.workers(2)));
    for (case, name, cpu) in on_one.chain(on_two) {
        let name = format!("{}/{name}", case.name);
        let mut group = c.benchmark_group("delivery");
        group.throughput(Throughput::Elements((SIZE * TARGETS) as u64));
        group.sample_size(10).measurement_time(Duration::from_secs(4));
        let mut engine = engine(cpu, case);
        let mut rounds = 0;
        group.bench_function(name, |b| {
            b.iter_custom(|iterations| {
                rounds += iterations as usize;
                assert!(rounds <= ROUNDS, "more rounds than there are spikes for");
                let start = Instant::now();
                engine.advance(iterations * STEPS_PER_ROUND as u64).unwrap();
                start.elapsed()
            });
        });
    }
}

criterion_group!(benches, delivery);
criterion_main!(benches);
