//! Cost of an input per neuron and step, beside that of the LIF neurons it goes
//! to, through `Engine::advance`.
//!
//! One iteration is one step of the population; what it costs without inputs
//! (`constant`) is to be taken off.

use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use npbrain::all as nn;
use npbrain::engine::{Backend, Description, Engine, Settings};

/// How many neurons.
const SIZE: usize = 4096;

/// LIF neurons under an array of constants and a current, on one thread.
fn engine(cpu: nn::Cpu, current: Option<nn::Current>) -> Box<dyn Engine> {
    let settings = Settings { dt: 0.1, seed: 1 };
    let mut description = Description::default();
    let cells = description.add(nn::neurons(SIZE, nn::Lif::default()));
    description.add(nn::input(cells, [11.0; SIZE]));
    if let Some(current) = current {
        description.add(npbrain::core::CurrentInput::new(cells, current));
    }
    let (plan, planned) = description.plan(&settings, 0).unwrap();
    description.commit(planned);
    let mut engine = cpu.workers(1).engine(&settings).unwrap();
    engine.extend(plan).unwrap();
    engine.set_inputs(description.inputs(&settings, []).unwrap());
    engine.advance(2000).unwrap();
    engine
}

fn inputs(c: &mut Criterion) {
    let rows = (0..100).map(|k| vec![0.01 * f64::from(k); SIZE]);
    let cases: [(&str, Option<nn::Current>); 8] = [
        ("constant", None),
        ("pulses", Some(nn::pulses([100.0, 500.0], 10.0, 1.0).into())),
        ("sine", Some(nn::sine(1.0, 8.0).into())),
        ("function", Some(nn::function(|t| 1e-6 * t).into())),
        ("series_array", {
            Some(nn::series_array(rows, nn::Rows::Times, 1.0, nn::After::Hold).into())
        }),
        ("ornstein_uhlenbeck", Some(nn::ornstein_uhlenbeck(0.0, 1.0, 5.0).into())),
        ("white_noise_each_step", Some(nn::white_noise_of_intensity(0.0, 1.0).into())),
        ("white_noise_each_ms", Some(nn::white_noise(0.0, 1.0, 1.0).into())),
    ];
    for (name, current) in cases {
        for (precision, cpu) in [("f32", nn::Cpu::new().f32()), ("f64", nn::Cpu::new())] {
            let mut group = c.benchmark_group(format!("{name}/{precision}"));
            group.throughput(Throughput::Elements(SIZE as u64));
            group.sample_size(20).measurement_time(Duration::from_secs(1));
            group.warm_up_time(Duration::from_millis(300));
            group.bench_function(SIZE.to_string(), |b| {
                b.iter_custom(|steps| {
                    let mut engine = engine(cpu, current.clone());
                    let start = Instant::now();
                    engine.advance(steps).unwrap();
                    start.elapsed()
                });
            });
        }
    }
}

criterion_group!(benches, inputs);
criterion_main!(benches);
