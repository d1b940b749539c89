//! What monitors of projections record, on every engine.

use npbrain::all as nn;
use npbrain::engine::Backend;
use plugin_model::PairStdp;

const TARGETS: usize = 70;
const TAU: f64 = 20.0;

/// When two sources and two of the targets fire, in ms.
const SOURCES_FIRE: [(usize, f64); 5] = [(0, 1.0), (1, 2.5), (0, 4.0), (0, 4.3), (1, 9.9)];
const TARGETS_FIRE: [(usize, f64); 4] = [(3, 2.0), (66, 2.2), (3, 5.0), (66, 8.0)];

const AXONAL: f64 = 0.7;
const DENDRITIC: f64 = 0.3;

struct Recorded {
    weight: nn::StateData,
    source: nn::StateData,
    target: nn::StateData,
    receptor: nn::StateData,
    /// The weights at the end.
    read_back: Vec<f64>,
}

/// Plastic synapses onto an attached conductance.
fn record(backend: impl Backend + 'static) -> Recorded {
    let mut net = nn::Network::new();
    net.on(backend).unwrap();
    let pre = net.add(nn::spike_array(2, SOURCES_FIRE));
    let conductor = net.add(nn::spike_array(TARGETS, TARGETS_FIRE.map(|(i, t)| (i, t - 0.1))));
    let cell = nn::Lif { tau: 1e9, v_th: 1e9, ..nn::default() };
    let post = net.add(nn::neurons(TARGETS, cell));
    net.add(nn::VoltageJump::new(conductor, post, nn::one_to_one()).weight(2e9));
    let model = PairStdp { tau: TAU, ..nn::default() };
    let plastic = net.add(
        nn::synapses(model, pre, post, nn::all_to_all())
            .onto(nn::ExpCond { tau: 3.0, e_rev: 0.0 })
            .weight(0.5)
            .axonal_delay(AXONAL)
            .dendritic_delay(DENDRITIC),
    );
    let some = [3, 66, 70 + 3, 70 + 66, 139];
    let weight = net.add(nn::StateMonitor::new(plastic, ["weight"]).neurons(some));
    let source = net.add(nn::StateMonitor::new(plastic, ["source.trace"]));
    let target = net.add(nn::StateMonitor::new(plastic, ["target.trace"]).neurons([66, 3]));
    let receptor = net.add(nn::StateMonitor::new(plastic, ["g"]).neurons([3, 66]));
    net.run(12.0, []).unwrap();
    Recorded {
        weight: net.get(weight).unwrap(),
        source: net.get(source).unwrap(),
        target: net.get(target).unwrap(),
        receptor: net.get(receptor).unwrap(),
        read_back: net.synapses(plastic).unwrap().weight,
    }
}

/// The sum of what spikes at `times`, felt `delay` later, leave at `t`.
fn trace(times: impl Iterator<Item = f64>, delay: f64, tau: f64, t: f64) -> f64 {
    let since = times.map(|s| t - s - delay).filter(|since| *since > -1e-9);
    since.map(|since| (-since / tau).exp()).sum()
}

fn of(spikes: &[(usize, f64)], neuron: usize) -> impl Iterator<Item = f64> + '_ {
    spikes.iter().filter(move |(i, _)| *i == neuron).map(|(_, t)| *t)
}

/// Closed forms: traces are sums of exponentials from their spikes, seen through
/// the delay between soma and synapse.
#[test]
fn sources_and_targets_are_seen_through_their_delays() {
    let data = record(nn::Cpu::new());
    assert_eq!(data.source.each.to_string(), "source");
    for (k, t) in data.source.t.iter().enumerate() {
        for source in 0..2 {
            let wanted = trace(of(&SOURCES_FIRE, source), AXONAL, TAU, *t);
            let got = data.source.trace("source.trace", source).unwrap()[k];
            assert!((got - wanted).abs() < 1e-12, "source {source} at {t}: {got}, not {wanted}");
        }
        for (column, target) in [(0, 66), (1, 3)] {
            let wanted = trace(of(&TARGETS_FIRE, target), DENDRITIC, TAU, *t);
            let got = data.target.trace("target.trace", column).unwrap()[k];
            assert!((got - wanted).abs() < 1e-12, "target {target} at {t}: {got}, not {wanted}");
        }
    }
}

/// The weights recorded last are those read back; those of a target that never
/// fires only fall when its source's spikes meet a trace, which it has none of.
/// The receptor's conductance is the sum over arrivals of the weight recorded
/// just before each (a pulse carries the weight that its spike found).
#[test]
fn weights_and_receptors_are_recorded() {
    let data = record(nn::Cpu::new());
    let weights = data.weight.get("weight").unwrap();
    assert_eq!(data.weight.each.to_string(), "synapse");
    assert_eq!(data.weight.variable("weight").unwrap().unit, "µS");
    let last = weights.row(weights.nrows() - 1);
    for (column, synapse) in data.weight.neurons.iter().enumerate() {
        assert_eq!(last[column], data.read_back[*synapse]);
    }
    assert!(weights.column(4).iter().all(|w| *w == 0.5));
    assert!(weights.column(0).iter().any(|w| *w != 0.5));

    let at = |t: f64| (t / 0.1).round() as usize;
    for (column, target, synapses) in [(0, 3, [0, 2]), (1, 66, [1, 3])] {
        for (k, t) in data.receptor.t.iter().enumerate() {
            let mut wanted = 0.0;
            for (source, fired) in SOURCES_FIRE {
                let (reaches, felt) = (fired + AXONAL, fired + AXONAL + DENDRITIC);
                if *t > felt - 1e-9 {
                    let weight = weights[[at(reaches) - 1, synapses[source]]];
                    wanted += weight * (-(t - felt) / 3.0).exp();
                }
            }
            let got = data.receptor.trace("g", column).unwrap()[k];
            assert!((got - wanted).abs() < 1e-12, "target {target} at {t}: {got}, not {wanted}");
        }
    }
}

#[test]
fn every_engine_records_the_same_bits() {
    let bits = |data: &Recorded| -> Vec<u64> {
        let all = [&data.weight, &data.source, &data.target, &data.receptor];
        let values = all.into_iter().flat_map(|d| &d.variables).flat_map(|v| v.values.iter());
        values.map(|x| x.to_bits()).collect()
    };
    let reference = bits(&record(nn::Reference));
    for workers in [1, 2, 3, 8] {
        assert!(bits(&record(nn::Cpu::new().workers(workers))) == reference, "{workers} workers");
    }
}

/// Weights without a model, scattered among workers by a rule whose rows do not
/// ascend, are found by their numbers.
#[test]
fn weights_without_a_model_are_recorded() {
    for workers in [1, 2, 3] {
        let mut net = nn::Network::new();
        net.on(nn::Cpu::new().workers(workers)).unwrap();
        let cells = net.add(nn::neurons(300, nn::Lif::default()));
        let links = (0..900).map(|k| (k / 3, (k * 191 + 7) % 300)).collect::<Vec<_>>();
        let weights: Vec<f64> = (0..900).map(f64::from).collect();
        let synapses =
            net.add(nn::VoltageJump::new(cells, cells, nn::pairs(links)).weight(weights));
        let monitor = net.add(nn::StateMonitor::new(synapses, ["weight"]).neurons([899, 0, 450]));
        net.run(0.1, []).unwrap();
        net.set_weights(synapses, 7.5).unwrap();
        net.run(0.1, []).unwrap();
        let recorded = net.get(monitor).unwrap();
        let recorded = recorded.get("weight").unwrap();
        assert_eq!(recorded.row(1).to_vec(), [899.0, 0.0, 450.0], "{workers} workers");
        assert_eq!(recorded.row(2).to_vec(), [7.5; 3], "{workers} workers");
    }
}

/// What there is to record is told, also by the message for a wrong name.
/// NumpyBrain's own `available_monitors` raised (its mistake 44).
#[test]
fn numpybrain_44_available_monitors() {
    let mut net = nn::Network::new();
    let pre = net.add(nn::spike_array(2, [(0, 1.0)]));
    let post = net.add(nn::neurons(3, nn::Izhikevich::default()).named("cells"));
    let receptor = nn::ExpCond { tau: 3.0, e_rev: 0.0 };
    let plastic = net.add(
        nn::synapses(PairStdp::default(), pre, post, nn::all_to_all())
            .onto(receptor)
            .named("plastic"),
    );
    let names = |known: Vec<(String, &'static str)>| -> Vec<String> {
        known.into_iter().map(|(name, unit)| format!("{name} {unit}")).collect()
    };
    assert_eq!(names(net.available_monitors(post).unwrap()), ["v mV", "u mV/ms"]);
    assert_eq!(
        names(net.available_monitors(plastic).unwrap()),
        ["weight µS", "source.trace 1", "target.trace 1", "g µS"]
    );

    let refused = |variables: &[&'static str]| {
        let mut net = nn::Network::new();
        let pre = net.add(nn::spike_array(2, [(0, 1.0)]));
        let post = net.add(nn::neurons(3, nn::Izhikevich::default()));
        let plastic = net.add(
            nn::synapses(PairStdp::default(), pre, post, nn::all_to_all())
                .onto(receptor)
                .named("plastic"),
        );
        net.add(nn::StateMonitor::new(plastic, variables.iter().copied()).named("m"));
        net.plan().unwrap_err().to_string()
    };
    assert_eq!(
        refused(&["weigth"]),
        "projection `plastic` has no variable `weigth`; it has `weight`, `source.trace`, \
         `target.trace`, `g` (did you mean `weight`?)"
    );
    assert_eq!(
        refused(&["weight", "g"]),
        "monitor `m`: `weight` is one per synapse and `g` one per target; \
         record them by two monitors"
    );
}
