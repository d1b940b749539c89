//! Neurons with receptors composed into them, through the network.

use npbrain::all as nn;
use npbrain::all::NeuronModel;

/// One spike at 1 ms onto `cell` through `port`; v from 0 to `until` ms.
fn response(
    net: &mut nn::Network,
    cell: nn::Population,
    port: &str,
    weight: f64,
    until: f64,
) -> Vec<f64> {
    let source = net.add(nn::spike_array(1, [(0, 1.0)]));
    let cell = net.add(cell);
    net.add(nn::Projection::new(source, cell, nn::one_to_one()).port(port).weight(weight));
    let v = net.add(nn::StateMonitor::new(cell, ["v"]));
    net.run(until, []).unwrap();
    net.get(v).unwrap().trace("v", 0).unwrap().to_vec()
}

/// Against the closed form of validation.md: with τ_m = 10 ms, τ_s = 0.5 ms and
/// C = 250 pF the response peaks at 0.00170826 mV per pA, so 87.8085 pA give
/// 0.15 mV. In our units C = τ/r: r = 0.04 MΩ·… = 40 mV/nA.
#[test]
fn exponential_current_gives_the_closed_form_at_any_step() {
    let (tau, tau_s, r, weight) = (10.0, 0.5, 40.0, 0.087_808_5);
    let expected = |t: f64| {
        let factor = r * weight * tau_s / (tau - tau_s);
        factor * ((-t / tau).exp() - (-t / tau_s).exp())
    };
    for dt in [0.1, 0.2, 0.5] {
        for backend in [true, false] {
            let mut net = nn::Network::new();
            net.dt(dt).unwrap();
            if backend {
                net.on(nn::Reference).unwrap();
            }
            let lif = nn::Lif { tau, r, v_th: 1e9, ..nn::default() };
            let cell = nn::neurons(1, lif.with(nn::ExpCurrent { tau: tau_s })).ports(["syn"]);
            let v = response(&mut net, cell, "syn", weight, 20.0);
            let arrival = ((1.0 + dt) / dt).round() as usize;
            for (k, v) in v.iter().enumerate() {
                let t = k.saturating_sub(arrival) as f64 * dt;
                assert!((v - expected(t)).abs() < 1e-14, "dt {dt}, sample {k}: {v}");
            }
            if dt == 0.1 {
                let peak = v.iter().copied().fold(0.0, f64::max);
                assert!((peak - 0.15).abs() < 1e-4, "{peak}");
            }
        }
    }
}

/// A network of leaky neurons with excitatory and inhibitory conductances under
/// every method that is compiled in: the engines agree to the bit, and forward
/// Euler with a loop written by hand.
#[test]
fn conductances_on_all_engines() {
    let lif = nn::Lif { tau: 20.0, v_rest: -60.0, v_reset: -60.0, v_th: -50.0, ..nn::default() };
    let model =
        lif.with((nn::ExpCond { tau: 5.0, e_rev: 0.0 }, nn::ExpCond { tau: 10.0, e_rev: -80.0 }));
    for method in [nn::Method::Euler, nn::Method::Rk4, nn::Method::ExponentialEuler] {
        let run = |net: &mut nn::Network| {
            let source = net.add(nn::spike_array(2, [(0, 1.0), (1, 3.0), (0, 3.0), (0, 9.9)]));
            let cells = net.add(
                nn::neurons(70, model)
                    .ports(["exc", "inh"])
                    .method(method)
                    .t_ref(2.0)
                    .init("v", -60.0),
            );
            let onto = |port, weight| {
                nn::Projection::new(source, cells, nn::all_to_all()).port(port).weight(weight)
            };
            net.add(onto("exc", 0.7));
            net.add(onto("inh", 0.3).delay(0.5));
            net.add(
                nn::Projection::new(cells, cells, nn::fixed_prob(0.2)).port("exc").weight(0.05),
            );
            let v = net.add(nn::StateMonitor::new(cells, ["v", "exc.g", "inh.g"]));
            let spikes = net.add(nn::SpikeMonitor::new(cells));
            net.run(50.0, [nn::input(cells, 8.0)]).unwrap();
            (net.get(v).unwrap(), net.get(spikes).unwrap())
        };
        let reference = run(nn::Network::new().on(nn::Reference).unwrap());
        assert!(reference.1.t.len() > 70, "{} spikes", reference.1.t.len());
        for workers in [1, 2] {
            let cpu = nn::Cpu::new().workers(workers);
            assert!(run(nn::Network::new().on(cpu).unwrap()) == reference, "{method}");
        }
    }
}

/// Forward Euler against a loop written by hand, in the same operations.
#[test]
fn conductances_against_a_loop() {
    let mut net = nn::Network::new();
    let lif = nn::Lif { tau: 20.0, v_rest: -60.0, v_reset: -60.0, v_th: -50.0, ..nn::default() };
    let model = lif.with(nn::ExpCond { tau: 5.0, e_rev: 0.0 });
    let cell = nn::neurons(1, model).ports(["exc"]).method(nn::Method::Euler);
    let recorded = response(&mut net, cell, "exc", 2.5, 10.0);
    let (mut v, mut g) = (-60.0, 0.0);
    let mut spikes = 0;
    for (k, recorded) in recorded.iter().enumerate() {
        assert!((recorded - v).abs() < 1e-11, "sample {k}: {recorded} and {v}");
        let dv = (-60.0 - v + (g * 0.0 - g * v)) / 20.0;
        v += 0.1 * dv;
        g += 0.1 * (-g / 5.0);
        // The spike labelled 1 ms acts at 1.1 ms: the end of step 10.
        if k == 10 {
            g += 2.5;
        }
        if v >= -50.0 {
            v = -60.0;
            spikes += 1;
        }
    }
    assert!(spikes > 0);
}

/// Populations whose state does not fit the cache move in parts on one worker, and
/// as a whole on the reference engine and on three workers: none of their bits
/// tells. The one gets weights added to its state, the other sums.
#[test]
fn large_populations_move_in_parts() {
    let lif = nn::Lif { tau: 20.0, v_rest: -60.0, v_reset: -60.0, v_th: -50.0, ..nn::default() };
    let model =
        lif.with((nn::ExpCond { tau: 5.0, e_rev: 0.0 }, nn::ExpCond { tau: 10.0, e_rev: -80.0 }));
    let seen = |net: &mut nn::Network| {
        let added = net.add(
            nn::neurons(40_000, model)
                .ports(["excitation", "inhibition"])
                .t_ref(5.0)
                .init("v", nn::uniform(-60.0, -50.0))
                .init("excitation.g", nn::uniform(0.0, 3.0)),
        );
        let summed =
            net.add(nn::neurons(110_000, lif).t_ref(0.3).init("v", nn::uniform(-60.0, -50.0)));
        for (port, weight) in [("excitation", 0.6), ("inhibition", 0.7)] {
            let rule = nn::fixed_prob(20.0 / 40_000.0);
            net.add(nn::Projection::new(added, added, rule).port(port).weight(weight));
        }
        for weight in [0.3, -0.1] {
            let rule = nn::fixed_prob(10.0 / 110_000.0);
            net.add(nn::VoltageJump::new(summed, summed, rule).weight(weight).delay(0.2));
        }
        let spikes = [added, summed].map(|cells| net.add(nn::SpikeMonitor::new(cells)));
        net.run(4.0, [nn::input(summed, 30.0)]).unwrap();
        let [a, b] = spikes.map(|spikes| net.get(spikes).unwrap());
        assert!(a.t.len() > 10_000 && b.t.len() > 10_000, "{} {}", a.t.len(), b.t.len());
        let v = [added, summed].map(|cells| net.state(cells, "v").unwrap());
        (a.i, b.i, v)
    };
    let mut reference = nn::Network::new();
    let expected = seen(reference.on(nn::Reference).unwrap());
    for workers in [1, 3] {
        let mut net = nn::Network::new();
        let found = seen(net.on(nn::Cpu::new().workers(workers)).unwrap());
        assert!(found == expected, "{workers} workers");
    }
}
