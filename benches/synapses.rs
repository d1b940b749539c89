//! Cost of a step of NMDA synapses, all to all between 1,000 neurons with unequal
//! weights, state per source, on one thread; sources fire at about 20 Hz.
//!
//! The full kinetics act at all times: in each step a product of weights and
//! levels. The fast form works at spikes alone. The update of the 1,000 targets
//! is in the time.

use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use npbrain::all as nn;
use npbrain::engine::{Backend, Description, Engine, Settings};

const SIZE: usize = 1_000;

fn engine(cpu: nn::Cpu, case: &str) -> Box<dyn Engine> {
    let settings = Settings { dt: 0.1, seed: 1 };
    let mut description = Description::default();
    // 48.5 ms from reset to threshold and 2 ms held: 19.8 Hz.
    let lif = nn::Lif { tau: 20.0, v_th: 10.0, ..nn::default() };
    let drive = 10.0 / (1.0 - (-48.5f64 / 20.0).exp());
    let sources = nn::neurons(SIZE, lif).t_ref(2.0).init("v", nn::uniform(0.0, 10.0));
    let sources = description.add(sources.named("sources"));
    // Targets of their own, so that what arrives does not change the rate.
    let lif = nn::Lif { v_rest: -70.0, v_reset: -70.0, v_th: 1e9, ..nn::default() };
    let targets = description.add(nn::neurons(SIZE, lif).named("targets"));
    description.add(nn::SpikeMonitor::new(sources));
    description.add(nn::input(sources, drive));
    let rule = nn::all_to_all();
    let projection = match case {
        "none" => None,
        "nmda_full" => Some(nn::nmda(sources, targets, rule)),
        "nmda_fast" => Some(nn::nmda_fast(sources, targets, rule)),
        "ampa_kinetic" => Some(nn::ampa_kinetic(sources, targets, rule)),
        _ => Some(nn::gaba_b_desensitising(sources, targets, rule)),
    };
    if let Some(projection) = projection {
        description.add(projection.weight(nn::uniform(1e-4, 1e-3)));
    }
    let (plan, planned) = description.plan(&settings, 0).unwrap();
    description.commit(planned);
    let mut engine = cpu.workers(1).engine(&settings).unwrap();
    engine.extend(plan).unwrap();
    engine.set_inputs(description.inputs(&settings, []).unwrap());
    engine.advance(2000).unwrap();
    engine
}

fn synapses(c: &mut Criterion) {
    for case in ["none", "nmda_full", "nmda_fast", "ampa_kinetic", "gaba_b_desensitising"] {
        for (precision, cpu) in [("f32", nn::Cpu::new().f32()), ("f64", nn::Cpu::new())] {
            let mut group = c.benchmark_group(format!("{case}_1000x1000"));
            group.throughput(Throughput::Elements((SIZE * SIZE) as u64));
            group.sample_size(20).measurement_time(Duration::from_secs(2));
            group.warm_up_time(Duration::from_millis(300));
            group.bench_function(precision, |b| {
                b.iter_custom(|steps| {
                    // A fresh engine each time keeps the list of spikes short.
                    let mut engine = engine(cpu, case);
                    let start = Instant::now();
                    engine.advance(steps).unwrap();
                    start.elapsed()
                });
            });
        }
    }
}

criterion_group!(benches, synapses);
criterion_main!(benches);
