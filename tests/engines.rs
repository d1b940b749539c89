//! The same bits on every engine, number of threads, instruction set, split
//! of a run and order of `add`.

mod networks;

use networks::Seen;
use npbrain::all as nn;
use npbrain::core::Arithmetic;
use npbrain::engine::Backend;

/// In which order the objects of the network are added.
#[derive(Clone, Copy)]
enum Order {
    Forwards,
    Backwards,
}

/// A network with everything in it: noise, random connections, two projections
/// into one port, delays of both kinds, multapses, a source, Izhikevich
/// neurons, refractoriness, parameters per neuron, inputs with windows.
fn network(backend: impl Backend + 'static, order: Order) -> impl Fn(&[f64]) -> Seen {
    let backend = std::sync::Arc::new(backend);
    move |runs: &[f64]| {
        let mut net = nn::Network::new();
        net.seed(42).unwrap();
        net.on(Shared(backend.clone())).unwrap();

        let a = nn::neurons(150, nn::Lif { noise: 2.0, ..nn::default() })
            .named("a")
            .vary("tau", (0..150).map(|i| 8.0 + 0.03 * i as f64).collect::<Vec<_>>())
            .t_ref(1.3);
        let b = nn::neurons(333, nn::Izhikevich::default()).named("b");
        let c = nn::spike_array(3, [(0, 1.0), (2, 1.0), (1, 17.3), (0, 30.0)]).named("c");
        let (a, b, c) = match order {
            Order::Forwards => {
                let a = net.add(a);
                let b = net.add(b);
                (a, b, net.add(c))
            }
            Order::Backwards => {
                let c = net.add(c);
                let b = net.add(b);
                (net.add(a), b, c)
            }
        };

        let delays: Vec<f64> = (0..450).map(|k| 0.1 * (1 + k % 40) as f64).collect();
        let weights: Vec<f64> = (0..450).map(|k| 0.1 + 0.001 * k as f64).collect();
        let mut projections = vec![
            nn::VoltageJump::new(a, b, nn::fixed_prob(0.2)).weight(0.7).named("a-b"),
            nn::VoltageJump::new(b, b, nn::fixed_prob(0.05)).weight(-0.3).delay(1.5).named("b-b"),
            nn::VoltageJump::new(b.slice(10..200), a, nn::fixed_prob(0.1))
                .weight(0.11)
                .delay(0.7)
                .named("b-a"),
            nn::VoltageJump::new(c, a, nn::all_to_all()).weight(weights).delay(delays).named("c-a"),
            nn::VoltageJump::new(c, b.slice(100..103), nn::pairs([(0, 0), (0, 0), (0, 2), (2, 1)]))
                .weight(3.3)
                .named("multapses"),
        ];
        let mut inputs = vec![
            nn::input(a, 11.0).named("i1"),
            nn::input(a.slice(20..90), 4.1).during(5.0, 25.0).named("i2"),
            nn::input(b, (0..333).map(|i| 4.0 + 0.02 * i as f64).collect::<Vec<_>>()).named("i3"),
        ];
        if let Order::Backwards = order {
            projections.reverse();
            inputs.reverse();
        }
        let states = [
            net.add(nn::StateMonitor::new(a, ["v"])),
            net.add(nn::StateMonitor::new(b, ["u", "v"]).neurons([0, 7, 332]).every(0.5)),
        ];
        let spikes = [a, b, c].map(|n| net.add(nn::SpikeMonitor::new(n)));
        let rate = net.add(nn::RateMonitor::new(b).bin(2.0));
        for projection in projections {
            net.add(projection);
        }
        for input in inputs {
            net.add(input);
        }

        for duration in runs {
            net.run(*duration, []).unwrap();
        }
        let spikes = spikes.map(|m| net.get(m).unwrap());
        for data in &spikes[..2] {
            assert!(data.mean_rate() > 10.0, "{}: {}", data.population, data.mean_rate());
        }
        Seen::new(&spikes, &states.map(|m| net.get(m).unwrap()), &net.get(rate).unwrap())
    }
}

/// One backend for several networks.
struct Shared(std::sync::Arc<dyn Backend>);

impl Backend for Shared {
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

fn reference() -> Seen {
    network(nn::Reference, Order::Forwards)(&[60.0])
}

#[test]
fn cpu_equals_reference() {
    let expected = reference();
    assert!(network(nn::Cpu::new(), Order::Forwards)(&[60.0]) == expected);
}

#[test]
fn any_number_of_workers() {
    let expected = reference();
    for workers in [1, 2, 3, 8] {
        let seen = network(nn::Cpu::new().workers(workers), Order::Forwards)(&[60.0]);
        assert!(seen == expected, "{workers} workers");
    }
}

#[test]
fn any_instruction_set_in_both_precisions() {
    let expected = reference();
    let mut single = None;
    let levels = Arithmetic::available();
    assert!(levels.len() > 1);
    for arithmetic in levels {
        let name = arithmetic.name();
        let cpu = nn::Cpu::new().arithmetic(arithmetic);
        let seen = network(cpu, Order::Forwards)(&[60.0]);
        assert!(seen == expected, "{name}, f64");
        let seen = network(cpu.f32(), Order::Forwards)(&[60.0]);
        let first = single.get_or_insert_with(|| seen.clone());
        assert!(seen == *first, "{name}, f32");
    }
    assert!(single != Some(expected), "f32 cannot equal f64 to the bit");
}

#[test]
fn runs_continue_one_another() {
    let expected = reference();
    for runs in [vec![20.0, 40.0], vec![0.1; 600], vec![0.0, 59.9, 0.1]] {
        let seen = network(nn::Cpu::new().workers(2), Order::Forwards)(&runs);
        assert!(seen == expected, "{} runs on the CPU", runs.len());
        let seen = network(nn::Reference, Order::Forwards)(&runs);
        assert!(seen == expected, "{} runs on the reference", runs.len());
    }
}

#[test]
fn any_order_of_add() {
    let expected = reference();
    assert!(network(nn::Reference, Order::Backwards)(&[60.0]) == expected);
    assert!(network(nn::Cpu::new().workers(3), Order::Backwards)(&[60.0]) == expected);
}

/// Where all delays are long, workers make several steps before they meet: as many as
/// samples, learning by spikes on their way back and the ends of runs allow.
#[test]
fn steps_made_together() {
    let run = |choose: &dyn Fn(&mut nn::Network), runs: &[f64]| {
        let mut net = nn::Network::new();
        net.seed(5).unwrap();
        choose(&mut net);
        let lif = nn::Lif { noise: 2.0, ..nn::default() };
        let a = net.add(nn::neurons(190, lif).named("a").t_ref(1.3));
        let b = net.add(nn::neurons(333, lif).named("b"));
        net.add(nn::input(a, 13.0));
        net.add(nn::poisson_input(b, 30, 40.0).weight(1.0));
        net.add(nn::Projection::new(a, b, nn::fixed_prob(0.2)).weight(0.5).delay(1.5));
        net.add(nn::Projection::new(b, b, nn::fixed_prob(0.1)).weight(-0.3).delay(2.2));
        let rule = nn::PairStdp { a_plus: 0.05, a_minus: 0.06, w_max: 1.0, ..nn::default() };
        let learn = nn::synapses(rule, b, a, nn::fixed_prob(0.1)).weight(0.3);
        let learn = net.add(learn.delay(0.9).dendritic_delay(0.7));
        let states = [
            net.add(nn::StateMonitor::new(a, ["v"]).every(0.5)),
            net.add(nn::StateMonitor::new(b, ["v"]).neurons([0, 100, 332]).every(1.1)),
        ];
        let spikes = [a, b].map(|cells| net.add(nn::SpikeMonitor::new(cells)));
        let rate = net.add(nn::RateMonitor::new(b).bin(0.3));
        for duration in runs {
            net.run(*duration, []).unwrap();
        }
        let spikes = spikes.map(|monitor| net.get(monitor).unwrap());
        assert!(spikes.iter().all(|data| data.mean_rate() > 10.0));
        let states = states.map(|monitor| net.get(monitor).unwrap());
        let weights = net.synapses(learn).unwrap().weight;
        assert!(weights.iter().any(|weight| *weight != 0.3));
        let weights: Vec<u64> = weights.into_iter().map(f64::to_bits).collect();
        (Seen::new(&spikes, &states, &net.get(rate).unwrap()), weights)
    };
    let expected = run(
        &|net| {
            net.on(nn::Reference).unwrap();
        },
        &[80.0],
    );
    for workers in [1, 2, 3] {
        for runs in [vec![80.0], vec![17.3, 62.7], vec![0.4; 200]] {
            let seen = run(
                &|net| {
                    net.on(nn::Cpu::new().workers(workers)).unwrap();
                },
                &runs,
            );
            assert!(seen == expected, "{workers} workers, {} runs", runs.len());
        }
    }
}
