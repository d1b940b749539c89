//! A network run from tapes alone gives the bits of the reference engine.

mod networks;

use networks::Seen;
use npbrain::all as nn;
use npbrain::all::*;
use npbrain::core::Value;
use npbrain::engine::Backend;

fn per_neuron(count: usize, first: f64, distance: f64) -> Value {
    (0..count).map(|i| first + distance * i as f64).collect::<Vec<_>>().into()
}

/// Noise, ports, refractory periods and parameters per neuron, delays of both
/// kinds, inputs with windows, two methods beside the default.
fn network(backend: impl Backend + 'static, runs: &[f64]) -> Seen {
    let mut net = nn::Network::new();
    net.seed(42).unwrap();
    net.on(backend).unwrap();
    let a = nn::neurons(150, nn::Lif { noise: 2.0, ..nn::default() })
        .named("a")
        .vary("tau", per_neuron(150, 8.0, 0.03))
        .t_ref(Value::Each((0..150).map(|i| 0.1 * f64::from(i % 23)).collect()));
    let b = nn::neurons(70, nn::Izhikevich::default()).named("b").t_ref(0.7);
    let receptors = (ExpCond { e_rev: 30.0, ..nn::default() }, ExpCond { tau: 10.0, e_rev: -10.0 });
    let c = nn::neurons(65, nn::Lif { noise: 0.5, ..nn::default() }.with(receptors))
        .named("c")
        .ports(["excitation", "inhibition"])
        .vary("excitation.tau", per_neuron(65, 2.0, 0.1))
        .t_ref(2.0);
    let d = nn::neurons(20, nn::Lif::default().with(ExpCond { e_rev: 30.0, ..nn::default() }))
        .named("d")
        .ports(["g"])
        .method(Method::Rk4);
    let (a, b, c, d) = (net.add(a), net.add(b), net.add(c), net.add(d));
    let states =
        [(a, vec!["v"]), (b, vec!["v", "u"]), (c, vec!["v", "inhibition.g"]), (d, vec!["v"])]
            .map(|(n, variables)| net.add(nn::StateMonitor::new(n, variables)));
    let spikes = [a, b, c, d].map(|n| net.add(nn::SpikeMonitor::new(n)));
    let rate = net.add(nn::RateMonitor::new(c).bin(2.0));

    let onto = |pre, post, port: &str, rule: f64| {
        nn::Projection::new(pre, post, nn::fixed_prob(rule)).port(port)
    };
    net.add(nn::VoltageJump::new(a, b, nn::fixed_prob(0.2)).weight(0.7));
    net.add(onto(a, c, "excitation", 0.1).weight(0.02));
    net.add(onto(b, c, "inhibition", 0.3).weight(0.05).delay(1.5));
    let delays: Vec<f64> = (0..65 * 20).map(|k| 0.1 * f64::from(1 + k % 40)).collect();
    net.add(nn::Projection::new(c, d, nn::all_to_all()).port("g").weight(0.01).delay(delays));
    let multapses = nn::pairs([(0, 0), (0, 0), (0, 2), (2, 1)]);
    net.add(nn::VoltageJump::new(a, b.slice(10..13), multapses).weight(3.3));
    net.add(nn::input(a, 11.0));
    net.add(nn::input(a.slice(20..90), 4.1).during(5.0, 25.0));
    net.add(nn::input(b, per_neuron(70, 4.0, 0.1)));
    net.add(nn::input(c, 14.0));
    net.add(nn::input(d, 11.0));

    for duration in runs {
        net.run(*duration, []).unwrap();
    }
    let spikes = spikes.map(|m| net.get(m).unwrap());
    for data in &spikes {
        assert!(data.mean_rate() > 10.0, "{}: {}", data.population, data.mean_rate());
    }
    Seen::new(&spikes, &states.map(|m| net.get(m).unwrap()), &net.get(rate).unwrap())
}

#[test]
fn tapes_give_the_bits_of_the_reference() {
    let expected = network(nn::Reference, &[60.0]);
    assert!(network(nn::Interpreter, &[60.0]) == expected);
    assert!(network(nn::Interpreter, &[20.0, 40.0]) == expected, "in two runs");
    assert!(network(nn::Cpu::new().workers(2), &[60.0]) == expected, "on the CPU");
}

#[test]
fn a_model_without_a_tape_is_refused_when_it_is_planned() {
    let mut net = nn::Network::new();
    net.on(nn::Interpreter).unwrap();
    let cells = net.add(nn::neurons(2, nn::Lif::default()).named("cells"));
    let source = net.add(nn::spike_array(1, [(0, 1.0)]).named("source"));
    net.add(nn::VoltageJump::new(source, cells, nn::all_to_all()));
    let error = net.run(1.0, []).unwrap_err();
    assert_eq!(
        error.to_string(),
        "backend interpreter cannot run population `source`: its model SpikeArray has no tape: \
         it is no list of arithmetic operations"
    );
    assert!(matches!(error, nn::Error::Unsupported { backend: "interpreter", .. }));
    assert_eq!(net.time(), 0.0);
}

#[test]
fn what_is_refused_leaves_the_network_as_it_was() {
    let mut net = nn::Network::new();
    net.on(nn::Interpreter).unwrap();
    let cells = net.add(nn::neurons(2, nn::Lif::default()));
    net.run(1.0, [nn::input(cells, 5.0)]).unwrap();
    let before = net.state(cells, "v").unwrap();
    net.add(nn::spike_array(1, [(0, 3.0)]));
    assert!(net.run(1.0, []).is_err());
    assert_eq!(net.time(), 1.0);
    assert!(before[0] > 0.0);
}
