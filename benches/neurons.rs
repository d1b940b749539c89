//! Cost of a neuron and step, through `Engine::advance`, spikes recorded.
//!
//! One iteration is one step of the population; divide by the number of
//! neurons for the cost of one.

use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use npbrain::all as nn;
use npbrain::all::NeuronModel;
use npbrain::all::integrate::{Euler, Exact, ExponentialEuler, Integrator, Rk4};
use npbrain::engine::{Backend, Description, Engine, Settings};

/// Neurons that all fire at 10 Hz or more, on one thread, in an engine.
fn engine(cpu: nn::Cpu, population: nn::Population, current: (f64, f64)) -> Box<dyn Engine> {
    let settings = Settings { dt: 0.1, seed: 1 };
    let mut description = Description::default();
    let size = population.size;
    let neurons = description.add(population);
    description.add(nn::SpikeMonitor::new(neurons));
    let (from, to) = current;
    let currents: Vec<f64> =
        (0..size).map(|i| from + (to - from) * i as f64 / size as f64).collect();
    description.add(nn::input(neurons, currents));
    let (plan, planned) = description.plan(&settings, 0).unwrap();
    description.commit(planned);
    let mut engine = cpu.workers(1).engine(&settings).unwrap();
    engine.extend(plan).unwrap();
    engine.set_inputs(description.inputs(&settings, []).unwrap());
    engine.advance(2000).unwrap();
    engine
}

/// A composition, whose kernels are compiled here, by one method, and not in a
/// crate of models.
fn conductances<M: NeuronModel>(size: usize, model: M, by: impl Integrator) -> nn::Population {
    let receptors = (nn::ExpCond { tau: 5.0, e_rev: 0.0 }, nn::ExpCond { tau: 10.0, e_rev: -80.0 });
    nn::neurons_by(size, model.with(receptors), by).ports(["exc", "inh"])
}

fn currents(size: usize) -> nn::Population {
    let receptors = (nn::ExpCurrent { tau: 5.0 }, nn::ExpCurrent { tau: 10.0 });
    nn::neurons_by(size, nn::Lif::default().with(receptors), Exact).ports(["exc", "inh"])
}

fn neurons(c: &mut Criterion) {
    let lif = |noise| nn::Lif { noise, ..nn::default() };
    for size in [4096, 4099] {
        let cases = [
            ("lif_exact", nn::neurons(size, lif(0.0)), (11.0, 20.0)),
            ("lif_exact_noise", nn::neurons(size, lif(1.1)), (11.0, 20.0)),
            (
                "lif_exact_t_ref_tau_varied",
                nn::neurons(size, lif(0.0))
                    .t_ref(2.0)
                    .vary("tau", (0..size).map(|i| 8.0 + 1e-3 * i as f64).collect::<Vec<_>>()),
                (11.0, 20.0),
            ),
            ("lif_2_cond_euler", conductances(size, lif(0.0), Euler), (11.0, 20.0)),
            ("lif_2_cond_rk4", conductances(size, lif(0.0), Rk4), (11.0, 20.0)),
            (
                "lif_2_cond_exponential_euler",
                conductances(size, lif(0.0), ExponentialEuler),
                (11.0, 20.0),
            ),
            ("lif_2_current_exact", currents(size), (11.0, 20.0)),
            ("izhikevich_euler", nn::neurons(size, nn::Izhikevich::default()), (6.0, 15.0)),
            ("hodgkin_huxley", nn::neurons(size, nn::HodgkinHuxley::default()), (9.0, 12.0)),
            ("traub_miles", nn::neurons(size, nn::TraubMiles::default()), (0.5, 2.0)),
            (
                "traub_miles_2_cond_exponential_euler",
                conductances(size, nn::TraubMiles::default(), ExponentialEuler),
                (0.5, 2.0),
            ),
        ];
        for (name, population, current) in cases {
            for (precision, cpu) in [("f32", nn::Cpu::new().f32()), ("f64", nn::Cpu::new())] {
                let mut group = c.benchmark_group(format!("{name}/{precision}"));
                group.throughput(Throughput::Elements(size as u64));
                group.sample_size(20).measurement_time(Duration::from_secs(1));
                group.warm_up_time(Duration::from_millis(300));
                group.bench_function(size.to_string(), |b| {
                    b.iter_custom(|steps| {
                        // A fresh engine each time keeps the list of spikes short.
                        let mut engine = engine(cpu, population.clone(), current);
                        let start = Instant::now();
                        engine.advance(steps).unwrap();
                        start.elapsed()
                    });
                });
            }
        }
    }
}

criterion_group!(benches, neurons);
criterion_main!(benches);
