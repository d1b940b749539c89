//! The registry: every entry makes what runs, names are found, mistakes told,
//! and models of others stand beside those shipped.

use npbrain::all as nn;
use npbrain::core::{Exported, Given, NeuronModel, Vars};
use npbrain::registry::Entry;
use plugin_model::{AlphaCurrent, FitzHughNagumo, PairStdp};

/// Neither names nor aliases are missing, and each parameter is found by each of
/// its names.
fn is_complete(entry: &Entry, parameter: impl Fn(&str) -> String) {
    assert!(!entry.summary().is_empty(), "{} says nothing of itself", entry.name());
    for p in entry.parameters() {
        assert!(!p.doc.is_empty() && !p.unit.is_empty(), "{}: {}", entry.name(), p.name);
        assert!(p.default.is_none_or(|value| p.domain.contains(value)));
        for name in std::iter::once(&p.name).chain(&p.aliases) {
            assert_eq!(parameter(name), p.name, "{}: {name}", entry.name());
        }
    }
    let count = entry.parameters().len();
    let names: std::collections::HashSet<&str> =
        entry.parameters().iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names.len(), count, "{}: names are unique", entry.name());
}

/// Every neuron, by each of its names, with each of its parameters set to its
/// default: the state stays finite, and is that of the defaults.
#[test]
fn every_neuron_runs() {
    let registry = nn::Registry::shipped();
    assert_eq!(registry.neurons().len(), 5);
    for entry in registry.neurons() {
        let asked = registry.neuron(entry.name()).unwrap();
        is_complete(entry, |name| asked.parameter(name).unwrap().name.clone());
        let run = |values: &[(&str, f64)]| {
            let mut net = nn::Network::new();
            let cells = net.add(asked.make(3, values).unwrap());
            net.run(20.0, [nn::input(cells, 12.0)]).unwrap();
            let names: Vec<&str> = entry.state().map(|(name, _)| name).collect();
            names.iter().flat_map(|name| net.state(cells, name).unwrap()).collect::<Vec<f64>>()
        };
        let state = run(&[]);
        assert!(state.iter().all(|x| x.is_finite()));
        let model = |name: &str| !["t_ref", "v_0"].contains(&name);
        let defaults: Vec<(&str, f64)> = entry
            .parameters()
            .iter()
            .filter(|p| model(&p.name))
            .map(|p| (p.name.as_str(), p.default.unwrap()))
            .collect();
        assert_eq!(run(&defaults), state, "{}", entry.name());
    }
}

/// Every synapse, between two populations of spiking neurons.
#[test]
fn every_synapse_runs() {
    let registry = nn::Registry::shipped();
    for entry in registry.synapses() {
        let asked = registry.synapse(entry.name()).unwrap();
        is_complete(entry, |name| asked.parameter(name).unwrap().name.clone());
        let given: Vec<(&str, f64)> = entry
            .parameters()
            .iter()
            .filter_map(|p| p.default.map(|value| (p.name.as_str(), value)))
            .chain([("delay", 0.5)])
            .collect();
        let mut net = nn::Network::new();
        let [pre, post] = [0, 1].map(|_| net.add(nn::neurons(4, nn::Lif::default())));
        let made = asked.make(pre, post, nn::all_to_all(), &given).unwrap();
        assert!(matches!(&made.delay, Some(Given::Values(delay)) if delay.of(0) == 0.5));
        let synapses = net.add(made);
        net.run(30.0, [nn::input(pre, 15.0), nn::input(post, 15.0)]).unwrap();
        assert_eq!(net.synapses(synapses).unwrap().weight.len(), 16, "{}", entry.name());
        assert!(net.state(post, "v").unwrap().iter().all(|v| v.is_finite()));
    }
}

/// Every name of NumpyBrain's models is there, and what it makes is what the
/// function of the same name in `npbrain::all` makes.
#[test]
fn numpybrains_names_are_there() {
    let registry = nn::Registry::shipped();
    for name in ["LIF", "HH", "Izhikevich"] {
        assert_eq!(registry.neuron(name).unwrap().asked(), name);
    }
    type Ready = fn(nn::Neurons, nn::Neurons, npbrain::registry::Unconnected) -> nn::Projection;
    let ready: [(&str, Ready); 12] = [
        ("VoltageJumpSynapse", nn::VoltageJumpSynapse::new),
        ("NormalSynapses", nn::NormalSynapses::new),
        ("AMPA_Ch1", nn::AMPA_Ch1),
        ("AMPA_Ch2", nn::AMPA_Ch2),
        ("GABAa_Ch1", nn::GABAa_Ch1),
        ("GABAa_Ch2", nn::GABAa_Ch2),
        ("GABAb_Ch1", nn::GABAb_Ch1),
        ("GABAb_Ch2", nn::GABAb_Ch2),
        ("NMDA_Ch", nn::NMDA_Ch),
        ("GapJunction", npbrain::synapses::gap_junction),
        ("GapJunction_LIF", nn::GapJunction_LIF),
        ("STP", nn::STP),
    ];
    let mut net = nn::Network::new();
    let cells = net.add(nn::neurons(1, nn::Lif::default()));
    for (name, ready) in ready {
        let asked = registry.synapse(name).unwrap();
        assert_eq!(asked.asked(), name);
        let made = asked.make(cells, cells, npbrain::registry::Unconnected, &[]).unwrap();
        let ours = ready(cells, cells, npbrain::registry::Unconnected);
        assert_eq!(format!("{made:?}"), format!("{ours:?}"), "{name}");
    }
}

/// The tables are the models' own.
#[test]
fn parameters_are_those_of_the_model() {
    fn same<M: NeuronModel + Exported + Default>(name: &str)
    where
        M::Params<f64>: Vars<f64>,
    {
        let registry = nn::Registry::shipped();
        let entry = registry.neuron(name).unwrap();
        let table = <M::Params<f64> as Vars<f64>>::TABLE;
        let values = M::default().values();
        for (k, var) in table.iter().enumerate() {
            let p = &entry.parameters()[k];
            assert_eq!((p.name.as_str(), p.unit, p.domain), (var.name, var.unit, var.domain));
            assert_eq!((p.default, p.doc.as_str()), (Some(values[k]), var.doc.trim()));
        }
        assert_eq!(entry.methods(), M::methods());
    }
    same::<nn::Lif>("lif");
    same::<nn::Izhikevich>("izhikevich");
    same::<nn::Izhikevich2007>("izhikevich_2007");
    same::<nn::HodgkinHuxley>("hodgkinHuxley");
    same::<nn::TraubMiles>("traub_miles");
}

/// Values given by NumpyBrain's spellings are those given by ours.
#[test]
fn spellings_are_found() {
    let registry = nn::Registry::shipped();
    let params = |model: &str, values: &[(&str, f64)]| {
        let made = registry.neuron(model).unwrap().make(1, values).unwrap();
        made.params.iter().map(|value| value.of(0)).collect::<Vec<f64>>()
    };
    let ours = nn::HodgkinHuxley { c_m: 2.0, g_l: 0.03, e_na: 40.0, ..nn::default() };
    use npbrain::core::Values as _;
    let theirs = [("C", 2.0), ("g_Leak", 0.03), ("E_Na", 40.0)];
    assert_eq!(params("HH", &theirs), ours.values());
    let ours = nn::Izhikevich2007 { c_m: 50.0, c: -45.0, ..nn::default() };
    assert_eq!(params("Izhikevich2007", &[("C", 50.0), ("c", -45.0)]), ours.values());
    let ours = nn::Lif { v_reset: -5.0, v_th: 7.0, ..nn::default() };
    assert_eq!(params("LIF", &[("V_reset", -5.0), ("Vth", 7.0)]), ours.values());

    // Under NumpyBrain's name the stages of GABA_B are numbered as there.
    let mut net = nn::Network::new();
    let cells = net.add(nn::neurons(1, nn::Lif::default()));
    let made = |model: &str, values: &[(&str, f64)]| {
        let asked = registry.synapse(model).unwrap();
        let made = asked.make(cells, cells, nn::one_to_one(), values).unwrap();
        (made.synapse.unwrap().params, made.receptor.unwrap().params)
    };
    let theirs = [("k1", 0.18), ("k2", 0.034), ("k3", 0.09), ("k4", 0.0012), ("E", -95.0)];
    assert_eq!(made("GABAb_Ch1", &theirs), made("gaba_b", &[]));
    assert_ne!(made("gaba_b", &theirs), made("gaba_b", &[]));
    // The receptor of the fast NMDA decays with its synapses.
    assert_eq!(made("nmda_fast", &[("tau_decay", 80.0)]).1[0], 80.0);
    assert_eq!(made("nmda_fast", &[("tau_decay", 80.0), ("tau", 70.0)]).1[0], 70.0);
}

/// A response to one spike of weight 1 peaks at 1 whatever the time constants:
/// the slope follows from them.
#[test]
fn dual_exponentials_are_normalised_to_their_peak() {
    let registry = nn::Registry::shipped();
    let asked = registry.synapse("DualExpCond").unwrap();
    let mut net = nn::Network::new();
    net.dt(0.01).unwrap();
    let pre = net.add(nn::fake_neurons(1, 0.0, [(0, 1.0)]));
    let post = net.add(nn::fake_neurons(1, 0.0, []));
    let values = [("tau_rise", 2.0), ("tau_decay", 9.0)];
    let synapse = net.add(asked.make(pre, post, nn::one_to_one(), &values).unwrap());
    let g = net.add(nn::StateMonitor::new(synapse, ["g"]));
    net.run(40.0, []).unwrap();
    let peak = net.get(g).unwrap().get("g").unwrap().iter().fold(0.0, |a: f64, b| a.max(*b));
    // Sampled at 0.01 ms: short of 1 by at most (0.005 ms)² / 2 times a
    // curvature of about 1/(2 ms · 9 ms).
    assert!((0.0..1e-6).contains(&(1.0 - peak)), "{peak}");
}

/// Methods that are not compiled in give the bits that they give by their type.
#[test]
fn any_method_is_that_of_its_type() {
    use nn::integrate::{BackwardEuler, MilsteinIto, Rk3, SequentialEuler};
    let registry = nn::Registry::shipped();
    let asked = registry.neuron("HH").unwrap();
    let model = nn::HodgkinHuxley { noise: 0.5, ..nn::default() };
    let quiet = nn::HodgkinHuxley::default();
    let run = |population: nn::Population| {
        let mut net = nn::Network::new();
        net.dt(0.02).unwrap();
        let cells = net.add(population.named("axons").t_ref(1.0));
        net.run(20.0, [nn::input(cells, 10.0)]).unwrap();
        ["v", "m", "h", "n"].map(|name| net.state(cells, name).unwrap())
    };
    let noisy = [("noise", 0.5)];
    let pairs = [
        (asked.make_by(70, &[], "rk3").unwrap(), nn::neurons_by(70, quiet, Rk3)),
        (asked.make_by(3, &[], "implicit_Euler").unwrap(), nn::neurons_by(3, quiet, BackwardEuler)),
        (
            asked.make_by(70, &noisy, "Milstein_dfree_Ito").unwrap(),
            nn::neurons_by(70, model, MilsteinIto),
        ),
        (
            asked.make_by(70, &noisy, "sequential_euler").unwrap(),
            nn::neurons_by(70, model, SequentialEuler),
        ),
        (asked.make_by(70, &[], "rk4").unwrap(), nn::neurons(70, quiet).method(nn::Method::Rk4)),
    ];
    for (by_name, by_type) in pairs {
        assert_eq!(run(by_name), run(by_type));
    }
}

/// Models of another crate, with an entry each.
#[test]
fn others_register_theirs() {
    let mut registry = nn::Registry::shipped();
    let neuron = nn::NeuronEntry::new("FHN", nn::neurons(1, FitzHughNagumo::default()));
    let neuron = neuron.about("excitable").also("FitzHughNagumo").by_any_method::<FitzHughNagumo>();
    registry.register(neuron).unwrap();
    registry
        .register(nn::SynapseEntry::new("plugged_in_stdp", |pre, post, rule| {
            nn::synapses(PairStdp::default(), pre, post, rule)
                .onto(AlphaCurrent { tau: 3.0 })
                .weight(0.4)
        }))
        .unwrap();
    let composed = FitzHughNagumo::default().with(AlphaCurrent { tau: 1.0 });
    registry.register(nn::NeuronEntry::new("composed", nn::neurons(1, composed))).unwrap();

    let fhn = registry.neuron("fitzhugh_nagumo").unwrap();
    let stdp = registry.synapse("PluggedInSTDP").unwrap();
    assert_eq!(stdp.parameter("Receptor.Tau").unwrap().default, Some(3.0));
    assert_eq!(stdp.parameter("weight").unwrap().default, Some(0.4));
    let composed = registry.neuron("composed").unwrap();
    assert_eq!(composed.parameter("AlphaCurrent1.tau").unwrap().default, Some(1.0));
    assert_eq!(composed.parameter("tau").unwrap().default, Some(12.5));

    let mut net = nn::Network::new();
    let cells = net.add(fhn.make_by(2, &[("tau", 10.0)], "rk3").unwrap());
    let stdp = stdp.make(cells, cells, nn::all_to_all(), &[("synapse.tau", 15.0)]).unwrap();
    let stdp = net.add(stdp);
    let composed = net.add(composed.make(2, &[("AlphaCurrent1.tau", 2.0)]).unwrap());
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    net.run(200.0, [nn::input(cells, 0.5), nn::input(composed, 0.5)]).unwrap();
    assert!(net.get(spikes).unwrap().t.len() > 4);
    assert_eq!(net.synapses(stdp).unwrap().weight.len(), 4);
}

/// What is wrong is told, with the nearest name.
#[test]
fn mistakes_are_told() {
    let mut registry = nn::Registry::shipped();
    let told = |result: nn::Result<nn::Population>| result.err().unwrap().to_string();
    let unknown = registry.neuron("Izikevich").unwrap_err().to_string();
    assert!(unknown.starts_with("the registry has no neuron `Izikevich`; it has `Lif`, `LIF`,"));
    assert!(unknown.ends_with("(did you mean `Izhikevich`?)"), "{unknown}");
    let unknown = registry.synapse("AMPA_Ch3").unwrap_err().to_string();
    assert!(unknown.contains("(did you mean `AMPA_Ch"), "{unknown}");

    let lif = registry.neuron("LIF").unwrap();
    assert_eq!(
        told(lif.make(1, &[("tau", -1.0)])),
        "LIF: `tau` is -1; expected a finite number more than 0"
    );
    assert_eq!(
        told(lif.make(1, &[("Vth", f64::NAN)])),
        "LIF: `Vth` is NaN; expected a finite number"
    );
    assert_eq!(told(lif.make(1, &[("Vth", 1.0), ("v_th", 2.0)])), "LIF: `v_th` is given twice");
    assert!(told(lif.make(1, &[("taau", 1.0)])).ends_with("(did you mean `tau`?)"));
    assert!(told(lif.make_by(1, &[], "rk5")).contains("has no integration method `rk5`"));

    let mut net = nn::Network::new();
    let cells = net.add(nn::neurons(1, nn::Lif::default()));
    let nmda = registry.synapse("NMDA_Ch").unwrap();
    let made = |values: &[(&str, f64)]| nmda.make(cells, cells, nn::one_to_one(), values);
    assert!(made(&[("alpha", 0.062)]).is_ok());
    assert_eq!(
        made(&[("alpha", 0.5)]).unwrap_err().to_string(),
        "NMDA_Ch: `alpha` is the slope of the magnesium block (the rate of opening is `a`), \
         always 0.062; it cannot be set"
    );
    let again = nn::NeuronEntry::new("hh", nn::neurons(1, nn::Lif::default()));
    assert_eq!(
        registry.register(again).unwrap_err().to_string(),
        "there are two objects named `hh`; names must differ"
    );
    // A projection that was never told how to connect is refused.
    net.add(nn::Projection::new(cells, cells, npbrain::registry::Unconnected));
    assert!(net.run(1.0, []).unwrap_err().to_string().contains("has not been told how to connect"));
}
