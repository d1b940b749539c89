//! Synapses that learn, in networks, on every engine.

use npbrain::all as nn;
use npbrain::engine::Backend;
use plugin_model::PairStdp;

/// Steps, all different, below `end`: a train of `spikes` spikes.
fn train(seed: u64, spikes: usize, end: u64) -> Vec<u64> {
    let mut x = seed;
    let mut steps = std::collections::BTreeSet::new();
    while steps.len() < spikes {
        // Knuth's linear congruential generator.
        x = x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        steps.insert(1 + (x >> 33) % end);
    }
    steps.into_iter().collect()
}

const DT: f64 = 0.1;
const SOURCES: usize = 7;
const TARGETS: usize = 70;
const END: u64 = 20_000;

/// Given spikes on both sides of plastic synapses; their weights afterwards.
fn weights(
    backend: impl Backend + 'static,
    trains: [&[Vec<u64>]; 2],
    delays: [u64; 2],
    runs: &[u64],
) -> Vec<f64> {
    let mut net = nn::Network::new();
    net.dt(DT).unwrap().on(backend).unwrap();
    let ms = |steps: u64| steps as f64 / 10.0;
    let [pre, post] = trains.map(|trains| {
        let spikes = trains
            .iter()
            .enumerate()
            .flat_map(|(i, train)| train.iter().map(move |step| (i, ms(*step))));
        nn::spike_array(trains.len(), spikes)
    });
    let pre = net.add(pre);
    // What fires the targets when told to: a jump over threshold, acting one
    // step after its spike; what the plastic synapses deliver is far below it.
    let conductor = net.add(post);
    let cell = nn::Lif { tau: 1e9, v_th: 1e9, ..nn::default() };
    let post = net.add(nn::neurons(TARGETS, cell));
    net.add(nn::VoltageJump::new(conductor, post, nn::one_to_one()).weight(2e9));
    let model = PairStdp { a_plus: 1e-5, a_minus: 1.05e-5, w_max: 1.0, ..nn::default() };
    let plastic = net.add(
        nn::synapses(model, pre, post, nn::all_to_all())
            .weight((0..SOURCES * TARGETS).map(|k| 0.3 + 1e-4 * k as f64).collect::<Vec<_>>())
            .axonal_delay(ms(delays[0]))
            .dendritic_delay(ms(delays[1]))
            .named("plastic"),
    );
    for run in runs {
        net.run(ms(*run), []).unwrap();
    }
    net.synapses(plastic).unwrap().weight
}

/// Against the sum over all pairs of spikes (Morrison, Diesmann & Gerstner
/// 2008), in plain `f64`: axonal and dendritic delays, spikes that reach the
/// synapse at once, any engine, number of workers and split of the run.
#[test]
fn pairs_of_spikes_sum_up() {
    let trains = |seed, count, spikes| -> Vec<Vec<u64>> {
        (0..count).map(|i| train(seed + i as u64, spikes, END - 100)).collect()
    };
    let pre = trains(1, SOURCES, 200);
    let post = trains(1000, TARGETS, 150);
    for delays in [[1, 0], [23, 0], [15, 40]] {
        let expected: Vec<f64> = (0..SOURCES * TARGETS)
            .map(|k| {
                let (i, j) = (k / TARGETS, k % TARGETS);
                let mut weight = 0.3 + 1e-4 * k as f64;
                for a in pre[i].iter().map(|t| t + delays[0]).filter(|a| *a <= END) {
                    // The target fires one step after its conductor.
                    for b in post[j].iter().map(|t| t + 1 + delays[1]).filter(|b| *b <= END) {
                        let apart = DT * (b as f64 - a as f64);
                        if a <= b {
                            weight += 1e-5 * (-apart / 20.0).exp();
                        } else {
                            weight -= 1.05e-5 * (apart / 20.0).exp();
                        }
                    }
                }
                weight
            })
            .collect();
        let trains = [&pre[..], &post[..]];
        let reference = weights(nn::Reference, trains, delays, &[END]);
        for (k, (found, expected)) in reference.iter().zip(&expected).enumerate() {
            assert!((found / expected - 1.0).abs() < 1e-10, "{k}: {found} for {expected}");
        }
        for workers in [1, 2, 3] {
            let cpu = nn::Cpu::new().workers(workers);
            assert!(weights(cpu, trains, delays, &[END]) == reference, "{workers} workers");
            assert!(weights(cpu, trains, delays, &[7777, 1, END - 7778]) == reference);
        }
        let single = nn::Cpu::new().f32();
        let single = [1, 3].map(|n| weights(single.workers(n), trains, delays, &[END]));
        assert!(single[0] == single[1]);
        let close = |(a, b): (&f64, &f64)| (a / b - 1.0).abs() < 1e-4;
        assert!(single[0].iter().zip(&reference).all(close));
    }
}

/// A recurrent network whose excitation learns: the same on every engine, and
/// it does learn.
#[test]
fn a_recurrent_network_learns_the_same_everywhere() {
    let run = |backend: Box<dyn Backend>| {
        struct Any(Box<dyn Backend>);
        impl Backend for Any {
            fn name(&self) -> &'static str {
                self.0.name()
            }
            fn engine(
                &self,
                settings: &npbrain::engine::Settings,
            ) -> nn::Result<Box<dyn npbrain::engine::Engine>> {
                self.0.engine(settings)
            }
        }
        let mut net = nn::Network::new();
        net.seed(3).unwrap().on(Any(backend)).unwrap();
        let cells = net.add(nn::neurons(300, nn::Lif { noise: 3.0, ..nn::default() }).t_ref(2.0));
        let model = PairStdp { w_max: 0.4, ..nn::default() };
        let plastic = net.add(
            nn::synapses(model, cells, cells, nn::fixed_prob(0.1))
                .weight(0.2)
                .axonal_delay(1.5)
                .dendritic_delay(0.3),
        );
        net.add(nn::VoltageJump::new(cells, cells, nn::fixed_prob(0.1)).weight(-0.2).delay(0.8));
        let spikes = net.add(nn::SpikeMonitor::new(cells));
        net.run(300.0, [nn::input(cells, 11.0)]).unwrap();
        (net.get(spikes).unwrap(), net.synapses(plastic).unwrap().weight)
    };
    let (spikes, weights) = run(Box::new(nn::Reference));
    assert!(spikes.mean_rate() > 10.0, "{} Hz", spikes.mean_rate());
    assert!(weights.iter().any(|w| *w > 0.25) && weights.iter().any(|w| *w < 0.15));
    for workers in [1, 2, 5] {
        assert!(
            run(Box::new(nn::Cpu::new().workers(workers))) == (spikes.clone(), weights.clone())
        );
    }
}
