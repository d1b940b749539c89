//! Cost of attached receptors per target neuron and step, beside that of the LIF
//! neurons they stand on, through `Engine::advance`, on one thread.
//!
//! One iteration is one step of the population; what `none` costs is to be taken
//! off. With the first receptor the membrane decays at another rate in each neuron,
//! so an exponential per neuron is in its cost. Each receptor has a projection of
//! its own, whose source is silent.

use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use npbrain::all as nn;
use npbrain::engine::{Backend, Description, Engine, Settings};

/// How many neurons.
const SIZE: usize = 4096;

/// Neurons with receptors of these time constants, each with another reversal
/// potential, so that they share none.
fn engine(cpu: nn::Cpu, receptors: &[(f64, f64)]) -> Box<dyn Engine> {
    let settings = Settings { dt: 0.1, seed: 1 };
    let mut description = Description::default();
    let source = description.add(nn::spike_array(1, Vec::<(usize, f64)>::new()));
    let cells = nn::neurons(SIZE, nn::Lif::default()).method(nn::Method::ExponentialEuler);
    let cells = description.add(cells);
    for (tau, e_rev) in receptors.iter().copied() {
        let projection = nn::Projection::new(source, cells, nn::all_to_all());
        description.add(projection.onto(nn::ExpCond { tau, e_rev }));
    }
    description.add(nn::input(cells, 15.0));
    let (plan, planned) = description.plan(&settings, 0).unwrap();
    description.commit(planned);
    let mut engine = cpu.workers(1).engine(&settings).unwrap();
    engine.extend(plan).unwrap();
    engine.set_inputs(description.inputs(&settings, []).unwrap());
    engine
}

fn receptors(c: &mut Criterion) {
    let all = [(5.0, 0.0), (10.0, -80.0)];
    for (name, receptors) in [("none", &all[..0]), ("one", &all[..1]), ("two", &all)] {
        for (precision, cpu) in [("f32", nn::Cpu::new().f32()), ("f64", nn::Cpu::new())] {
            let mut group = c.benchmark_group(format!("attached_exp_cond/{name}"));
            group.throughput(Throughput::Elements(SIZE as u64));
            group.sample_size(20).measurement_time(Duration::from_secs(1));
            group.warm_up_time(Duration::from_millis(300));
            let mut engine = engine(cpu, receptors);
            group.bench_function(precision, |b| {
                b.iter_custom(|steps| {
                    let start = Instant::now();
                    engine.advance(steps).unwrap();
                    start.elapsed()
                });
            });
        }
    }
}

criterion_group!(benches, receptors);
criterion_main!(benches);
