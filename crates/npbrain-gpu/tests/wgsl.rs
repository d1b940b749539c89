//! The programs as they are printed: pinned, and accepted by naga with no more than
//! what every WebGPU device can do.

use npbrain_connect::{all_to_all, fixed_prob};
use npbrain_core::{Method, Neurons, Projection, Result, neurons};
use npbrain_gpu::Gpu;
use npbrain_inputs::{input, poisson_input};
use npbrain_monitors::{SpikeMonitor, StateMonitor};
use npbrain_network::Network;
use npbrain_neurons::{Izhikevich, Lif, fake_neurons, spike_array};
use npbrain_registry::Registry;
use npbrain_synapses::{ExpCond, stdp};

/// An empty network on whatever adapter there is.
fn network() -> Result<Network> {
    let mut net = Network::new();
    net.on(Gpu::new()?)?;
    Ok(net)
}

/// Fails, with the text, unless naga accepts a module without any optional
/// capability.
fn assert_valid(source: &str) {
    let module = naga::front::wgsl::parse_str(source)
        .unwrap_or_else(|error| panic!("{}\n{source}", error.emit_to_string(source)));
    naga::valid::Validator::new(
        naga::valid::ValidationFlags::all(),
        naga::valid::Capabilities::empty(),
    )
    .validate(&module)
    .unwrap_or_else(|error| panic!("{}\n{source}", error.emit_to_string(source)));
    // A program has at most 8 storage buffers.
    let storage = |variable: &naga::GlobalVariable| {
        matches!(variable.space, naga::AddressSpace::Storage { .. })
    };
    let buffers = module.global_variables.iter().filter(|(_, v)| storage(v)).count();
    assert!(buffers <= 8, "{buffers} storage buffers:\n{source}");
}

/// Compares programs with those in `tests/snapshots`. With the environment variable
/// `NPBRAIN_WRITE_SNAPSHOTS` they are written instead.
fn assert_pinned(name: &str, programs: &[String]) {
    let path = format!("{}/tests/snapshots/{name}.wgsl", env!("CARGO_MANIFEST_DIR"));
    let text = programs.join("\n");
    if std::env::var_os("NPBRAIN_WRITE_SNAPSHOTS").is_some() {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let pinned = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        pinned == text,
        "{name}.wgsl is printed otherwise; if that is meant, write it anew with \
         NPBRAIN_WRITE_SNAPSHOTS=1 and look at the difference:\n{text}"
    );
}

#[test]
fn a_population_and_its_deliveries_are_pinned() {
    let mut net = network().unwrap();
    let source = net.add(spike_array(40, [(3, 1.0)]).named("source"));
    let cells = neurons(100, Lif { noise: 0.5, ..Lif::default() })
        .named("cells")
        .vary("tau", (0..100).map(|i| 10.0 + f64::from(i)).collect::<Vec<_>>())
        .t_ref(2.0);
    let cells = net.add(cells);
    let simple = net.add(neurons(10, Izhikevich::default()).named("simple"));
    net.add(Projection::new(source, cells, all_to_all()).weight(0.5).named("same"));
    let delays: Vec<f64> = (0..400).map(|k| 0.1 * f64::from(1 + k % 9)).collect();
    let each = Projection::new(source, simple, all_to_all()).weight(0.5).delay(delays);
    net.add(each.named("each"));
    net.add(poisson_input(cells.slice(10..100), 20, 5.0).weight(0.1).named("background"));
    net.add(input(cells, 5.0));
    let programs = net.wgsl().unwrap();
    programs.iter().for_each(|program| assert_valid(program));
    assert_pinned("populations", &programs);
}

#[test]
fn receptors_and_learning_are_pinned() {
    let mut net = network().unwrap();
    let source = net.add(fake_neurons(8, -60.0, [(3, 1.0)]).named("source"));
    let cells = neurons(70, Lif::default()).named("cells").method(Method::ExponentialEuler);
    let cells = net.add(cells);
    let attached = Projection::new(source, cells, all_to_all()).weight(0.5);
    net.add(attached.onto(ExpCond::default()).named("conductance"));
    let learning = net.add(stdp(source, cells, all_to_all()).weight(0.5).named("learning"));
    net.add(StateMonitor::new(learning, ["source.trace"]));
    let programs = net.wgsl().unwrap();
    programs.iter().for_each(|program| assert_valid(program));
    assert_pinned("synapses", &programs);
}

#[test]
fn every_neuron_by_every_method_is_valid() {
    let registry = Registry::shipped();
    let mut net = network().unwrap();
    for entry in registry.neurons() {
        let asked = registry.neuron(entry.name()).unwrap();
        for method in entry.methods() {
            let cells = net.add(asked.make_by(3, &[], &method.to_string()).unwrap());
            net.add(SpikeMonitor::new(cells));
        }
    }
    let programs = net.wgsl().unwrap();
    assert!(programs.len() > 20);
    programs.iter().for_each(|program| assert_valid(program));
}

#[test]
fn every_synapse_is_valid() {
    let registry = Registry::shipped();
    let mut net = network().unwrap();
    let populations: Vec<[Neurons; 2]> = registry
        .synapses()
        .iter()
        .map(|_| {
            let pre = net.add(neurons(30, Lif::default()));
            let post = neurons(20, Lif::default()).method(Method::ExponentialEuler);
            [pre, net.add(post)]
        })
        .collect();
    for (entry, [pre, post]) in registry.synapses().iter().zip(populations) {
        let asked = registry.synapse(entry.name()).unwrap();
        let synapses = net.add(asked.make(pre, post, fixed_prob(0.5), &[]).unwrap());
        for (name, _) in net.available_monitors(synapses).unwrap() {
            net.add(StateMonitor::new(synapses, [name]));
        }
    }
    let programs = net.wgsl().unwrap();
    assert!(programs.len() > 60);
    programs.iter().for_each(|program| assert_valid(program));
}
