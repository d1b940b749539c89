//! Rows made one at a time: laid down by the engine, or made anew at each spike.
//!
//! The reference engine lists every synapse before the first step; that the CPU gives
//! its bits is what is shown here.

use npbrain::all as nn;
use npbrain::all::NeuronModel;
use npbrain::engine::Backend;

/// Two populations, and projections by rules that make rows one at a time, into all
/// kinds of places.
struct Circuit {
    net: nn::Network,
    cells: [nn::Neurons; 2],
    projections: Vec<nn::Synapses>,
}

impl Circuit {
    fn new(backend: impl Backend + 'static, procedural: bool) -> Self {
        let mut net = nn::Network::new();
        net.seed(7).unwrap().on(backend).unwrap();
        let cells = |size: usize| nn::neurons(size, nn::Lif::default()).t_ref(1.0);
        let (a, b) = (net.add(cells(300).named("a")), net.add(cells(170).named("b")));
        net.add(nn::poisson_input(a, 40, 30.0).weight(2.0));
        net.add(nn::poisson_input(b, 40, 30.0).weight(1.5));
        let drawn = |projection: nn::Projection| {
            projection
                .weight(nn::normal(0.4, 0.2).clipped(0.0, 9.0))
                .delay(nn::normal(1.5, 0.75).redrawn(0.05, 30.0))
        };
        let projections = [
            nn::Projection::new(a, a, nn::fixed_prob(0.1)).weight(0.3).named("one weight"),
            drawn(nn::Projection::new(a, b, nn::fixed_total(3000))).named("drawn"),
            nn::Projection::new(b, a, nn::fixed_outdegree(12))
                .weight(|i: usize, j: usize| -0.01 * ((i + j) % 7) as f64)
                .delay(0.7)
                .named("a function"),
            nn::Projection::new(b, b, nn::fixed_prob(0.1))
                .weight(-0.2)
                .delay(nn::uniform(1.0, 40.0))
                .named("long delays"),
            drawn(nn::Projection::new(a.slice(10..250), b.slice(5..131), nn::fixed_total(2000)))
                .named("parts"),
            drawn(nn::Projection::new(a, b, nn::fixed_outdegree(9)))
                .onto(nn::ExpCurrent { tau: 3.0 })
                .named("a receptor"),
        ];
        let projections = projections.map(|p| net.add(nn::Projection { procedural, ..p })).to_vec();
        Circuit { net, cells: [a, b], projections }
    }

    /// All spikes and the last potentials of a run of 150 ms, in bits.
    fn seen(mut self) -> (Vec<(u64, usize)>, Vec<u64>) {
        let monitors = self.cells.map(|cells| self.net.add(nn::SpikeMonitor::new(cells)));
        self.net.run(150.0, []).unwrap();
        let spikes = monitors.into_iter().flat_map(|monitor| {
            let spikes = self.net.get(monitor).unwrap();
            let times: Vec<u64> = spikes.t.iter().map(|t| t.to_bits()).collect();
            times.into_iter().zip(spikes.i)
        });
        let spikes = spikes.collect();
        let potentials = self.cells.into_iter().flat_map(|c| self.net.state(c, "v").unwrap());
        (spikes, potentials.map(f64::to_bits).collect())
    }
}

#[test]
fn rows_made_at_each_spike_give_the_network_that_is_kept() {
    let kept = Circuit::new(nn::Reference, false).seen();
    assert!(kept.0.len() > 3000, "{} spikes", kept.0.len());
    for workers in [1, 2, 3] {
        let made = Circuit::new(nn::Cpu::new().workers(workers), true).seen();
        assert_eq!(made, kept, "{workers} workers");
    }
    let single = |procedural| Circuit::new(nn::Cpu::new().f32().workers(2), procedural).seen();
    assert_eq!(single(true), single(false));
}

#[test]
fn procedural_synapses_can_be_seen() {
    let mut kept = Circuit::new(nn::Reference, false);
    let mut made = Circuit::new(nn::Cpu::new().workers(3), true);
    for (kept_synapses, synapses) in kept.projections.clone().into_iter().zip(made.projections) {
        let seen = made.net.synapses(synapses).unwrap();
        assert!(seen.len() > 1000);
        assert_eq!(seen, kept.net.synapses(kept_synapses).unwrap());
    }
    let said = made.net.explain().unwrap();
    assert!(said.contains("procedural, made anew at each spike"), "{said}");
}

/// So many synapses are laid down by the engine, row by row.
#[test]
fn large_projections_are_those_that_are_listed() {
    let run = |choose: &dyn Fn(&mut nn::Network)| {
        let mut net = nn::Network::new();
        net.seed(3).unwrap();
        choose(&mut net);
        let a = net.add(nn::neurons(1500, nn::Lif::default()).named("a").t_ref(1.0));
        net.add(nn::poisson_input(a, 40, 30.0).weight(2.0));
        let exc = a.slice(0..1200);
        let excite = net.add(
            nn::Projection::new(exc, a, nn::fixed_prob(0.6))
                .weight(nn::normal(0.02, 0.01).clipped(0.0, 1.0))
                .delay(nn::normal(12.0, 8.0).redrawn(0.05, 60.0)),
        );
        // Some rows wait longer than 8 bits can count.
        let late = net.add(
            nn::Projection::new(exc, a, nn::fixed_total(1_100_000))
                .weight(-0.02)
                .delay(|i: usize, _: usize| if i < 900 { 2.0 } else { 30.0 }),
        );
        let plain = nn::Projection::new(a, a, nn::fixed_prob(0.5)).weight(-0.004).delay(1.7);
        let plain = net.add(plain);
        let spikes = net.add(nn::SpikeMonitor::new(a));
        net.run(30.0, []).unwrap();
        // Later monitors record the weights of what was laid down.
        let some = nn::StateMonitor::new(excite, ["weight"]).neurons([0, 77, 800_000]);
        let weights = net.add(some);
        let halved: Vec<f64> =
            net.synapses(excite).unwrap().weight.iter().map(|w| 0.5 * w).collect();
        net.set_weights(excite, halved).unwrap();
        net.run(30.0, []).unwrap();
        let spikes = net.get(spikes).unwrap();
        let times: Vec<u64> = spikes.t.iter().map(|t| t.to_bits()).collect();
        let recorded: Vec<f64> =
            net.get(weights).unwrap().variables[0].values.iter().copied().collect();
        let connections = [excite, late, plain].map(|s| net.synapses(s).unwrap());
        (times, spikes.i.clone(), recorded, connections)
    };
    let listed = run(&|net| {
        net.on(nn::Reference).unwrap();
    });
    assert!(listed.0.len() > 1000, "{} spikes", listed.0.len());
    assert!(listed.3.iter().all(|connections| connections.len() > 1 << 20));
    for workers in [1, 2, 3] {
        let laid = run(&move |net| {
            net.on(nn::Cpu::new().workers(workers)).unwrap();
        });
        assert!(laid == listed, "{workers} workers");
    }
}

#[test]
fn what_cannot_be_procedural_is_refused() {
    let refusal = |make: &dyn Fn(nn::Neurons) -> nn::Projection| {
        let mut net = nn::Network::new();
        let a = net.add(nn::neurons(10, nn::Lif::default()));
        net.add(make(a).named("p").procedural());
        net.run(1.0, []).unwrap_err().to_string()
    };
    let plain = |a| nn::Projection::new(a, a, nn::all_to_all());
    let and_so = ", so that its rows cannot be made anew at each spike; leave out `procedural`, or \
                  connect by `fixed_prob`, `fixed_outdegree` or `fixed_total`";
    let cases: [(&dyn Fn(nn::Neurons) -> nn::Projection, &str); 5] = [
        (
            &|a| nn::Projection::new(a, a, nn::fixed_indegree(3)),
            "the targets of a source of FixedIndegree do not follow from the source alone",
        ),
        (&|a| plain(a).weight(vec![1.0; 100]), "its weights or delays are given as an array"),
        (&|a| plain(a).delay(vec![1.0; 100]), "its weights or delays are given as an array"),
        (
            &|a| nn::synapses(nn::PairStdp::default(), a, a, nn::all_to_all()),
            "its synapses have a state of their own",
        ),
        (&|a| plain(a).mutual(), "its connections act both ways"),
    ];
    for (make, reason) in cases {
        assert_eq!(refusal(make), format!("projection `p`: {reason}{and_so}"));
    }

    let mut net = nn::Network::new();
    let a = net.add(nn::neurons(10, nn::Lif::default()));
    let p = net.add(plain(a).named("p").procedural());
    assert_eq!(
        net.set_weights(p, 2.0).unwrap_err().to_string(),
        "projection `p`: it is procedural: its weights are made anew at each spike and cannot be set"
    );
    net.add(nn::StateMonitor::new(p, ["weight"]));
    let said = net.run(1.0, []).unwrap_err().to_string();
    assert!(said.contains("weight"), "{said}");
}

/// A row turns out wrong after others have been made.
#[test]
fn a_wrong_row_leaves_the_network_as_it_was() {
    let mut net = nn::Network::new();
    let a = net.add(nn::neurons(1200, nn::Lif::default()).named("a"));
    net.add(nn::input(a, 20.0));
    let spikes = net.add(nn::SpikeMonitor::new(a));
    net.run(50.0, []).unwrap();
    let before = net.get(spikes).unwrap().t.len();
    let wrong = |i: usize, j: usize| if (i, j) == (1100, 77) { f64::NAN } else { 0.1 };
    net.add(nn::Projection::new(a, a, nn::fixed_prob(1.0)).named("wrong").weight(wrong));
    assert_eq!(
        net.run(50.0, []).unwrap_err().to_string(),
        "projection `wrong`: `weight` is NaN; expected a finite number"
    );
    assert_eq!((net.time(), net.get(spikes).unwrap().t.len()), (50.0, before));
}

#[test]
fn a_network_that_is_too_large_is_refused() {
    let run = |limit: u64, procedural: bool| {
        let mut net = nn::Network::new();
        net.memory_limit(limit);
        let a = net.add(nn::neurons(2000, nn::Lif::default()).named("a"));
        let p = nn::Projection::new(a, a, nn::fixed_prob(0.5)).named("p");
        let p = p.weight(nn::normal(1.0, 0.1)).delay(nn::uniform(0.5, 3.0));
        net.add(nn::Projection { procedural, ..p });
        net.run(0.1, [])
    };
    match run(1_000_000, false) {
        Err(nn::Error::NetworkTooLarge { object, needed, limit }) => {
            assert_eq!((object.as_str(), limit), ("projection `p`", 1_000_000));
            // 2 bytes for a target, 8 for a weight, 1 for a delay.
            let expected = 11.0 * 0.5 * 2000.0 * 2000.0;
            assert!((needed as f64 / expected - 1.0).abs() < 0.02, "{needed}");
        }
        other => panic!("{other:?}"),
    }
    run(1_000_000, true).unwrap();
    run(100_000_000, false).unwrap();
}

/// The bytes of a synapse by hand: 2 for the target, 8 for a weight, 1 for a delay, and
/// two numbers of 8 bytes for each row.
#[test]
fn explain_tells_how_synapses_lie() {
    let mut net = nn::Network::new();
    let a = net.add(nn::neurons(100, nn::Lif::default()).named("a"));
    let of = |name: &str| nn::Projection::new(a, a, nn::fixed_outdegree(40)).named(name);
    net.add(of("alike").weight(0.1).delay(1.5));
    net.add(of("apart").weight(nn::normal(0.1, 0.01)).delay(nn::uniform(0.5, 9.0)));
    net.add(of("late").weight(0.1).delay(nn::uniform(0.5, 90.0)));
    let said = net.explain().unwrap();
    for (name, layout, bytes) in [
        ("alike", "targets of 16 bits, one weight, one delay", 2.0),
        ("apart", "targets of 16 bits, weights of 64 bits, delays of 8 bits", 11.0),
        ("late", "targets of 16 bits, one weight, delays of 32 bits", 6.0),
    ] {
        let rows = 16.0 / 40.0;
        let line =
            format!("projection `{name}`: 4000 synapses, {layout}: {:.1} bytes each", bytes + rows);
        assert!(said.contains(&line), "{line} in\n{said}");
    }
    assert!(said.contains("population `a`: 100 neurons"), "{said}");
    assert!(said.starts_with("backend cpu: numbers of 64 bits"), "{said}");
}

/// Drawn delays that happen to be equal act alike, however the rows are made and whoever
/// looks: weights are added to the state one by one only where one delay was given.
#[test]
fn equal_delays_that_were_drawn_are_drawn_delays() {
    let run = |procedural: bool, watched: bool| {
        let mut net = nn::Network::new();
        net.seed(2).unwrap();
        let model = nn::Lif::default().with(nn::ExpCurrent { tau: 5.0 });
        let a = net.add(nn::neurons(200, model).ports(["e"]).named("a"));
        net.add(nn::input(a, (0..200).map(|i| 9.0 + 0.02 * i as f64).collect::<Vec<_>>()));
        let p = nn::Projection::new(a, a, nn::fixed_prob(0.3)).port("e").named("p");
        let p = p.weight(nn::normal(0.1, 0.03)).delay(nn::normal(1.5, 0.001));
        let p = net.add(nn::Projection { procedural, ..p });
        if watched {
            net.add(nn::StateMonitor::new(p, ["weight"]).neurons([0]));
        }
        net.run(200.0, []).unwrap();
        let v = net.state(a, "v").unwrap();
        v.into_iter().map(f64::to_bits).collect::<Vec<_>>()
    };
    let kept = run(false, false);
    assert_eq!(run(true, false), kept);
    assert_eq!(run(false, true), kept);
}

#[test]
fn rows_without_end_are_refused() {
    let refusal = |projection: &dyn Fn(nn::Neurons) -> nn::Projection| {
        let mut net = nn::Network::new();
        let a = net.add(nn::neurons(1000, nn::Lif::default()).named("a"));
        net.add(projection(a).named("p"));
        net.run(1.0, []).unwrap_err().to_string()
    };
    let many = |k| move |a| nn::Projection::new(a, a, nn::fixed_outdegree(k).multapses(true));
    for k in [10_000_000_000, 10_000_000_000_000_000] {
        let said = refusal(&many(k));
        assert!(said.starts_with("projection `p` would take"), "{said}");
        let said = refusal(&move |a| many(k)(a).procedural());
        assert!(said.starts_with("projection `p` would take"), "{said}");
    }
    let late = |i: usize, _: usize| if i == 5 { 1.6e6 } else { 1.0 };
    let said =
        refusal(&move |a| nn::Projection::new(a, a, nn::fixed_prob(0.5)).delay(late).procedural());
    let begin = "projection `p`: what is under way through its delays of up to 16000000 steps";
    assert!(said.starts_with(begin), "{said}");
}

/// Two threads make rows, and in both halves one is wrong: the first is told.
#[test]
fn the_first_wrong_row_is_told() {
    for _ in 0..20 {
        let mut net = nn::Network::new();
        net.on(nn::Cpu::new().workers(2)).unwrap();
        let a = net.add(nn::neurons(1000, nn::Lif::default()));
        let wrong = |i: usize, _: usize| match i {
            490 => f64::NAN,
            510 => f64::INFINITY,
            _ => 1.0,
        };
        let p = nn::Projection::new(a, a, nn::fixed_prob(0.5)).named("p").weight(wrong);
        net.add(p.procedural());
        let said = net.run(1.0, []).unwrap_err().to_string();
        assert_eq!(said, "projection `p`: `weight` is NaN; expected a finite number");
    }
}
