//! Connections, weights, delays and parameters by every way of giving them:
//! the same on all engines and any number of workers, read back and set.

mod networks;

use networks::Seen;
use npbrain::all as nn;
use npbrain::all::*;
use npbrain::core::{Changed, Nothing, Synapse, SynapseModel, export_synapse, synapses};
use npbrain::engine::{Backend, Delays, Description, Plan, Settings};

/// A synapse that doubles when its target fires, up to a bound.
#[derive(Clone, Copy, Debug, Default)]
struct Doubling;

impl Values for Doubling {
    fn values(&self) -> Vec<f64> {
        Vec::new()
    }
}

impl SynapseModel for Doubling {
    const NAME: &'static str = "Doubling";
    type Params<V: Copy> = Nothing;
    type Source<V: Copy> = Nothing;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Nothing;

    fn on_post<S: Scalar>(s: &Synapse<Self, S>) -> Changed<Self, S> {
        s.reweighted((s.weight + s.weight).min(s.weight.lit(0.4)))
    }
}

export_synapse!(Doubling);

/// A network connected in every way, as objects to be added.
struct Objects {
    a: nn::Population,
    b: nn::Population,
}

fn objects() -> Objects {
    let grid = |k: usize| [(k % 12) as f64, (k / 12) as f64];
    Objects {
        a: nn::neurons(150, nn::Lif::default())
            .named("a")
            .at((0..150).map(grid).collect::<Vec<_>>())
            .vary("tau", nn::normal(10.0, 2.0).redrawn(5.0, 15.0))
            .vary("r", nn::position(|[x, y, _]| 1.0 + 0.001 * (x + y)))
            .init("v", nn::uniform(0.0, 9.0))
            .t_ref(nn::exponential(1.0).clipped(0.0, 4.0)),
        b: nn::neurons(333, nn::Lif::default())
            .named("b")
            .at((0..333).map(|k| 0.1 * k as f64).collect::<Vec<_>>())
            .vary("tau", |index: usize| 8.0 + 0.01 * index as f64)
            .init("v", nn::gamma(2.0, 2.0).clipped(0.0, 9.0)),
    }
}

fn projections(a: nn::Neurons, b: nn::Neurons) -> Vec<nn::Projection> {
    let scattered = [(3, 300), (0, 5), (3, 2), (3, 300), (3, 170), (1, 332), (0, 1), (3, 2)];
    vec![
        nn::VoltageJump::new(a, b, nn::fixed_indegree(12))
            .named("in")
            .weight(nn::lognormal(-2.0, 0.5)),
        nn::VoltageJump::new(b, a, nn::fixed_outdegree(9).multapses(true))
            .named("out")
            .weight(-0.2)
            .delay(nn::distance(|d| 0.2 + 0.15 * d)),
        nn::VoltageJump::new(b.slice(10..200), b, nn::fixed_total(2000).autapses(false))
            .named("total")
            .weight(|i: usize, j: usize| 0.001 * (i as f64 - j as f64).abs())
            .delay(nn::normal(2.0, 1.5)),
        nn::VoltageJump::new(a, b.slice(100..300), nn::poisson(0.1))
            .named("poisson")
            .weight(0.1)
            .delay(1.5),
        nn::VoltageJump::new(
            a,
            b,
            nn::pairs(scattered).weights((0..8).map(f64::from).collect::<Vec<_>>()),
        )
        .named("scattered")
        .delay([1.0, 0.5, 0.2, 3.0, 0.1, 0.4, 0.9, 2.0]),
        nn::VoltageJump::new(a, a, nn::by(|i, j| (i + 1) % 150 == j)).named("ring").weight(0.3),
        synapses(Doubling, a, b, nn::fixed_prob(0.05))
            .named("live")
            .weight(nn::uniform(0.0, 0.1))
            .axonal_delay(0.4)
            .dendritic_delay(0.3),
        synapses(Doubling, a, b, nn::pairs(scattered)).named("live scattered").weight(0.2),
    ]
}

struct Built {
    net: nn::Network,
    handles: Vec<nn::Synapses>,
    monitors: Monitors,
}

type Monitors = (
    [<nn::SpikeMonitor as npbrain::core::Object>::Handle; 2],
    [<nn::StateMonitor as npbrain::core::Object>::Handle; 2],
    <nn::RateMonitor as npbrain::core::Object>::Handle,
);

fn build(backend: impl Backend + 'static, backwards: bool) -> Built {
    let mut net = nn::Network::new();
    net.seed(3).unwrap();
    net.on(backend).unwrap();
    let Objects { a, b } = objects();
    let (a, b) = if backwards {
        let b = net.add(b);
        (net.add(a), b)
    } else {
        let a = net.add(a);
        (a, net.add(b))
    };
    let monitors = (
        [a, b].map(|n| net.add(nn::SpikeMonitor::new(n))),
        [a, b].map(|n| net.add(nn::StateMonitor::new(n, ["v"]).every(0.5))),
        net.add(nn::RateMonitor::new(b).bin(2.0)),
    );
    let mut projections = projections(a, b);
    if backwards {
        projections.reverse();
    }
    let mut handles: Vec<_> = projections.into_iter().map(|p| net.add(p)).collect();
    if backwards {
        handles.reverse();
    }
    net.add(nn::input(a, 13.0));
    net.add(nn::input(b, 11.0));
    Built { net, handles, monitors }
}

impl Built {
    fn seen(&self) -> Seen {
        let (spikes, states, rate) = self.monitors;
        let spikes = spikes.map(|m| self.net.get(m).unwrap());
        for data in &spikes {
            assert!(data.mean_rate() > 10.0, "{}: {}", data.population, data.mean_rate());
        }
        Seen::new(&spikes, &states.map(|m| self.net.get(m).unwrap()), &self.net.get(rate).unwrap())
    }

    fn connections(&mut self) -> Vec<nn::Connections> {
        self.handles.iter().map(|h| self.net.synapses(*h).unwrap()).collect()
    }
}

#[test]
fn every_engine_any_number_of_workers_any_order() {
    let run = |mut built: Built| {
        let before = built.connections();
        built.net.run(40.0, []).unwrap();
        (built.seen(), before, built.connections())
    };
    let expected = run(build(nn::Reference, false));
    assert_ne!(expected.1[6], expected.2[6], "the live synapses have learned");
    assert_eq!(expected.1[..6], expected.2[..6], "and no others");
    assert!(run(build(nn::Reference, true)) == expected, "backwards");
    for workers in [1, 2, 3, 8] {
        assert!(run(build(nn::Cpu::new().workers(workers), false)) == expected, "{workers}");
        assert!(run(build(nn::Cpu::new().workers(workers), true)) == expected, "{workers}, back");
    }
}

#[test]
fn synapses_are_read_back_as_the_rules_made_them() {
    for workers in [1, 3] {
        let mut built = build(nn::Cpu::new().workers(workers), false);
        let connections = built.connections();
        let scattered = &connections[4];
        assert_eq!((scattered.pre, scattered.post), (150, 333));
        assert_eq!(scattered.i, [0, 0, 1, 3, 3, 3, 3, 3]);
        assert_eq!(scattered.j, [5, 1, 332, 300, 2, 300, 170, 2]);
        assert_eq!(scattered.weight, [1.0, 6.0, 5.0, 0.0, 2.0, 3.0, 4.0, 7.0]);
        assert_eq!(scattered.delay, [1.0, 0.5, 0.2, 3.0, 0.1, 0.4, 0.9, 2.0]);
        // Slices are counted from their first neuron.
        let poisson = &connections[3];
        assert_eq!((poisson.pre, poisson.post), (150, 200));
        assert!(poisson.j.contains(&199) && poisson.delay.iter().all(|d| *d == 1.5));
        // Both delays of a live projection.
        assert!(connections[6].delay.iter().all(|d| *d == 0.7));

        let matrix = scattered.to_sprs();
        assert_eq!(matrix.get(3, 300), Some(&3.0), "multapses add up");
    }
}

#[test]
fn distances_and_functions_are_those_of_the_pairs() {
    let mut built = build(nn::Cpu::new().workers(2), false);
    let connections = built.connections();
    for (k, (i, j)) in connections[1].pairs().enumerate() {
        let (x, y) = (0.1 * i as f64 - (j % 12) as f64, (j / 12) as f64);
        let steps = ((0.2 + 0.15 * (x * x + y * y).sqrt()) / 0.1).round_ties_even().max(1.0);
        assert!((connections[1].delay[k] - 0.1 * steps).abs() < 1e-9);
    }
    for (k, (i, j)) in connections[2].pairs().enumerate() {
        assert_eq!(connections[2].weight[k], 0.001 * (i as f64 - j as f64).abs());
        assert!(connections[2].delay[k] >= 0.1, "delays are at least one step");
    }
    assert!(connections[2].delay.contains(&0.1));
}

/// Other weights for every projection.
fn others(connections: &[nn::Connections]) -> Vec<Vec<f64>> {
    let other = |c: &nn::Connections| c.weight.iter().rev().map(|w| 0.5 * w + 0.01).collect();
    connections.iter().map(other).collect()
}

#[test]
fn weights_set_before_all_spikes_are_weights_built_with() {
    let mut plain = build(nn::Reference, false);
    let weights = others(&plain.connections());
    // Built with them,
    let mut net = nn::Network::new();
    net.seed(3).unwrap();
    net.on(nn::Reference).unwrap();
    let Objects { a, b } = objects();
    let (a, b) = (net.add(a), net.add(b));
    let monitors = (
        [a, b].map(|n| net.add(nn::SpikeMonitor::new(n))),
        [a, b].map(|n| net.add(nn::StateMonitor::new(n, ["v"]).every(0.5))),
        net.add(nn::RateMonitor::new(b).bin(2.0)),
    );
    let with_weights = projections(a, b).into_iter().zip(&weights).map(|(p, w)| p.weight(w));
    let handles = with_weights.map(|p| net.add(p)).collect();
    net.add(nn::input(a, 13.0));
    net.add(nn::input(b, 11.0));
    let mut expected = Built { net, handles, monitors };
    expected.net.run(30.0, []).unwrap();
    let expected = (expected.seen(), expected.connections());
    plain.net.run(30.0, []).unwrap();
    assert!(plain.seen() != expected.0, "the weights make a difference");

    // and set: the same.
    let set = |mut built: Built| {
        for (handle, weights) in built.handles.clone().into_iter().zip(&weights) {
            built.net.set_weights(handle, weights).unwrap();
        }
        built.net.run(30.0, []).unwrap();
        (built.seen(), built.connections())
    };
    assert!(set(build(nn::Reference, false)) == expected);
    for workers in [1, 2, 5] {
        assert!(set(build(nn::Cpu::new().workers(workers), false)) == expected, "{workers}");
    }
}

#[test]
fn weights_set_in_the_middle_act_from_that_moment() {
    let run = |mut built: Built| {
        built.net.run(10.0, []).unwrap();
        let weights = others(&built.connections());
        for (handle, weights) in built.handles.clone().into_iter().zip(&weights) {
            built.net.set_weights(handle, weights).unwrap();
        }
        let read: Vec<_> = built.connections().into_iter().map(|c| c.weight).collect();
        assert_eq!(read, weights);
        built.net.run(10.0, []).unwrap();
        for handle in built.handles.clone() {
            built.net.set_weights(handle, 0.05).unwrap();
        }
        assert!(built.connections().iter().all(|c| c.weight.iter().all(|w| *w == 0.05)));
        built.net.run(10.0, []).unwrap();
        built.seen()
    };
    let expected = run(build(nn::Reference, false));
    for workers in [1, 2, 5] {
        assert!(run(build(nn::Cpu::new().workers(workers), false)) == expected, "{workers}");
    }
}

/// One source fires at 1, 11 and 21 ms; weights are set at 10 and at 20 ms, when
/// nothing is under way.
#[test]
fn each_spike_has_the_weight_of_its_moment() {
    for (delay, synapses) in [(vec![1.0; 2], "one delay"), (vec![1.0, 2.0], "a delay each")] {
        for backend in [true, false] {
            let mut net = nn::Network::new();
            if backend {
                net.on(nn::Reference).unwrap();
            }
            let source = net.add(nn::spike_array(1, [(0, 1.0), (0, 11.0), (0, 21.0)]));
            let cells = net.add(nn::neurons(2, nn::Lif { tau: 1e12, v_th: 1e9, ..nn::default() }));
            let projection = nn::VoltageJump::new(source, cells, nn::all_to_all());
            let handle = net.add(projection.weight([1.0, 2.0]).delay(delay.clone()));
            net.run(10.0, []).unwrap();
            net.set_weights(handle, [10.0, 20.0]).unwrap();
            net.run(10.0, []).unwrap();
            net.set_weights(handle, 100.0).unwrap();
            net.run(10.0, []).unwrap();
            let v = net.state(cells, "v").unwrap();
            assert!((v[0] - 111.0).abs() < 1e-6, "{synapses}: {v:?}");
            assert!((v[1] - 122.0).abs() < 1e-6, "{synapses}: {v:?}");
        }
    }
}

fn planned(projection: impl Fn(nn::Neurons, nn::Neurons) -> nn::Projection) -> nn::Result<Plan> {
    let mut description = Description::default();
    let a = description.add(nn::neurons(4, nn::Lif::default()).named("a").at([0.0, 1.0, 2.0, 3.0]));
    let b = description.add(nn::neurons(5, nn::Lif::default()).named("b"));
    description.add(projection(a, b).named("p"));
    Ok(description.plan(&Settings { dt: 0.1, seed: 1 }, 0)?.0)
}

#[test]
fn a_plan_made_twice_is_the_same() {
    let mut description = Description::default();
    let Objects { a, b } = objects();
    let (a, b) = (description.add(a), description.add(b));
    for projection in projections(a, b) {
        description.add(projection);
    }
    let settings = Settings { dt: 0.1, seed: 1 };
    let text = || format!("{:?}", description.plan(&settings, 0).unwrap().0);
    assert!(text() == text());
}

#[test]
fn values_that_are_all_the_same_are_kept_once() {
    use npbrain::core::Value;
    let plan = planned(|a, b| {
        nn::VoltageJump::new(a, b, nn::fixed_indegree(2))
            .weight(vec![0.5; 10])
            .delay(nn::normal(1.0, 0.001))
    });
    let projection = plan.unwrap().projections.remove(0).listed().unwrap();
    assert_eq!(projection.weights, Value::Same(0.5));
    assert_eq!(projection.delays, Delays::Same(10));

    let plan = planned(|a, b| nn::VoltageJump::new(a, b, nn::all_to_all()).weight(|_, _| 2.0));
    let projection = plan.unwrap().projections.remove(0).listed().unwrap();
    assert_eq!(projection.weights, Value::Same(2.0));
}

/// The text of what is wrong with a projection from 4 to 5 neurons.
fn wrong(projection: impl Fn(nn::Neurons, nn::Neurons) -> nn::Projection) -> String {
    planned(projection).unwrap_err().to_string()
}

#[test]
fn what_is_wrong_with_weights_and_delays_is_said() {
    let all = |a, b| nn::VoltageJump::new(a, b, nn::all_to_all());
    assert_eq!(
        wrong(|a, b| all(a, b).weight([1.0, 2.0])),
        "projection `p`: `weight` has 2 values; expected 20"
    );
    assert_eq!(
        wrong(|a, b| all(a, b).weight(|i: usize, _: usize| 1.0 / i as f64)),
        "projection `p`: `weight` is inf; expected a finite number"
    );
    assert_eq!(
        wrong(|a, b| nn::VoltageJump::new(a, b, nn::pairs([(0, 0), (1, 1)]).weights([1.0]))),
        "projection `p`: `weight` has 1 values; expected 2"
    );
    assert_eq!(
        wrong(|a, b| all(a, b).delay(nn::normal(1.0, -1.0))),
        "projection `p`: `std of delay` is -1; expected a finite number, not negative"
    );
    assert_eq!(
        wrong(|a, b| all(a, b).delay(nn::uniform(1e8, 2e8).clipped(1e8, 1e8))),
        "projection `p`: `delay` is 100000000; expected at most 16777215 steps"
    );
    assert_eq!(
        wrong(|a, b| all(a, b).delay(0.25)),
        "projection `p`: `delay` = 0.25 ms is not a multiple of dt = 0.1 ms; \
         the nearest are 0.2 and 0.3 ms"
    );
    assert_eq!(
        wrong(|a, b| all(a, b).delay(0.0)),
        "projection `p`: `delay` is 0; expected at least one step; the shortest delay is dt"
    );
    assert_eq!(
        wrong(|a, b| all(a, b).delay(nn::distance(|d| d))),
        "projection `p`: `delay` depends on positions, and population `b` has none; \
         give them with `at`"
    );
    assert!(planned(|a, _| all(a, a).delay(nn::distance(|d| d))).is_ok());
}

#[test]
fn what_is_wrong_with_a_population_is_said() {
    let wrong = |population: nn::Population| {
        let mut description = Description::default();
        description.add(population.named("a"));
        description.plan(&Settings { dt: 0.1, seed: 1 }, 0).map(|_| ()).unwrap_err().to_string()
    };
    let cells = || nn::neurons(3, nn::Lif::default());
    assert_eq!(
        wrong(cells().vary("tau", nn::position(|[x, ..]| x))),
        "population `a`: `tau` depends on positions, and population `a` has none; \
         give them with `at`"
    );
    assert_eq!(wrong(cells().at([0.0, 1.0])), "population `a`: `at` has 2 values; expected 3");
    assert_eq!(
        wrong(cells().at([[0.0, 1.0], [f64::NAN, 0.0], [0.0, 0.0]])),
        "population `a`: `at` is NaN; expected a finite number"
    );
    assert_eq!(
        wrong(cells().init("v", |index: usize| (index as f64 - 1.0).ln())),
        "population `a`: `v` is NaN; expected a finite number"
    );
    assert_eq!(
        wrong(cells().t_ref(nn::gamma(-1.0, 1.0))),
        "population `a`: `shape of t_ref` is -1; expected a finite number, more than 0"
    );
}

#[test]
fn what_is_wrong_with_weights_set_is_said() {
    let mut net = nn::Network::new();
    let cells = net.add(nn::neurons(2, nn::Lif::default()));
    let handle = net.add(nn::VoltageJump::new(cells, cells, nn::all_to_all()).named("p"));
    assert_eq!(
        net.set_weights(handle, [1.0]).unwrap_err().to_string(),
        "projection `p`: `weight` has 1 values; expected 4"
    );
    assert_eq!(
        net.set_weights(handle, f64::NAN).unwrap_err().to_string(),
        "projection `p`: `weight` is NaN; expected a finite number"
    );
    let mut other = nn::Network::new();
    assert_eq!(
        other.synapses(handle).unwrap_err().to_string(),
        "the network was given the handle of a projection of another network; \
         use one that this network's `add` returned"
    );
}

#[test]
fn numpybrains_names_are_there() {
    let rules: [&dyn npbrain::core::Connect; 5] = [
        &nn::conn::fixed_prenum(2),
        &nn::conn::fixed_postnum(2),
        &nn::conn::fixed_prob(0.5),
        &nn::conn::from_ij([(0, 1)]),
        &nn::conn::from_conn_mat(&ndarray::array![[1.0]]),
    ];
    let names = rules.map(|rule| format!("{rule:?}"));
    for (name, start) in
        names.iter().zip(["FixedIndegree", "FixedOutdegree", "FixedProb", "Pairs", "Matrix"])
    {
        assert!(name.starts_with(start), "{name}");
    }
}
