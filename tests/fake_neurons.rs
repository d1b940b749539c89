//! Neurons with a clamped membrane: what they do by definition, and a synapse
//! tested with them against its closed form.

use npbrain::all as nn;
use npbrain::all::NeuronModel;
use npbrain::engine::Backend;

fn networks() -> Vec<nn::Network> {
    fn on(backend: impl Backend + 'static) -> nn::Network {
        let mut net = nn::Network::new();
        net.on(backend).unwrap();
        net
    }
    vec![on(nn::Reference), on(nn::Cpu::new().workers(2)), on(nn::Cpu::new().f32())]
}

/// Currents, jumps and conductances arrive, and v stays to the bit; they fire
/// as told all the same. On 130 neurons, one v each.
#[test]
fn what_arrives_does_not_move_them() {
    for mut net in networks() {
        let v: Vec<f64> = (0..130).map(|i| -80.0 + 0.5 * i as f64).collect();
        let fake = net.add(nn::fake_neurons(130, v.clone(), [(3, 1.0), (129, 1.0), (3, 2.5)]));
        let source = net.add(nn::spike_array(1, (1..50).map(|k| (0, 0.1 * k as f64))));
        net.add(nn::VoltageJump::new(source, fake, nn::all_to_all()).weight(100.0));
        let synapse = nn::ExpCond { tau: 5.0, e_rev: 0.0 };
        let onto = nn::Projection::new(source, fake, nn::all_to_all()).onto(synapse);
        net.add(onto.weight(3.0));
        net.add(nn::input(fake, 1e6));
        let trace = net.add(nn::StateMonitor::new(fake, ["v"]));
        let spikes = net.add(nn::SpikeMonitor::new(fake));
        net.run(5.0, []).unwrap();
        let trace = net.get(trace).unwrap();
        for sample in trace.get("v").unwrap().rows() {
            assert!(sample.iter().zip(&v).all(|(found, v)| found == v));
        }
        let spikes = net.get(spikes).unwrap();
        assert_eq!(spikes.t.to_vec(), [1.0, 1.0, 2.5]);
        assert_eq!(spikes.i.to_vec(), [3, 129, 3]);
    }
}

/// As sources: an exponential current they start in a leak is the closed form
/// of two exponentials, r w τ_s/(τ − τ_s) (e^{−t/τ} − e^{−t/τ_s}).
#[test]
fn a_synapse_can_be_tested_with_them() {
    let (tau, tau_s, weight) = (10.0, 2.0, 3.0);
    let mut net = nn::Network::new();
    let fake = net.add(nn::fake_neurons(1, -65.0, [(0, 1.0)]));
    let lif = nn::Lif { tau, v_th: 1e9, ..nn::default() }.with(nn::ExpCurrent { tau: tau_s });
    let cell = net.add(nn::neurons(1, lif).ports(["syn"]));
    let synapse = nn::Projection::new(fake, cell, nn::one_to_one()).port("syn");
    net.add(synapse.weight(weight).delay(0.5));
    let v = net.add(nn::StateMonitor::new(cell, ["v"]));
    net.run(40.0, []).unwrap();
    let data = net.get(v).unwrap();
    for (t, v) in data.t.iter().zip(data.trace("v", 0).unwrap()) {
        let since = (t - 1.5f64).max(0.0);
        let expected =
            weight * tau_s / (tau - tau_s) * ((-since / tau).exp() - (-since / tau_s).exp());
        assert!((v - expected).abs() < 1e-12, "{t}: {v} for {expected}");
    }
}

/// v can be set between runs, and stays there again.
#[test]
fn v_can_be_set() {
    let mut net = nn::Network::new();
    let fake = net.add(nn::fake_neurons(3, -65.0, []));
    net.run(1.0, []).unwrap();
    net.set_state(fake, "v", [1.0, 2.0, 3.0]).unwrap();
    net.run(1.0, [nn::input(fake, 5.0)]).unwrap();
    assert_eq!(net.state(fake, "v").unwrap(), [1.0, 2.0, 3.0]);
}

/// What is wrong is told.
#[test]
fn mistakes_are_told() {
    let told = |population: nn::Population| {
        let mut net = nn::Network::new();
        net.add(population.named("fake"));
        net.run(1.0, []).unwrap_err().to_string()
    };
    assert_eq!(
        told(nn::fake_neurons(2, [0.0, 1.0, 2.0], [])),
        "population `fake`: `v` has 3 values; expected 2"
    );
    assert_eq!(
        told(nn::fake_neurons(2, 0.0, [(2, 1.0)])),
        "population `fake`: index 2 is out of range; it has 2 neurons (0..2)"
    );
    assert_eq!(
        told(nn::fake_neurons(2, f64::NAN, [])),
        "population `fake`: `v` is NaN; expected a finite number"
    );
}
