//! What synapses make of six spikes at 50 Hz and one that comes later.

use nn::vis::figure;
use nn::{Neurons, Projection, all_to_all, synapses};
use npbrain::all as nn;

use crate::Gallery;

pub(crate) fn show(gallery: &mut Gallery) -> nn::Result<()> {
    received(gallery, "ampa", "AMPA", "g", |a, b| nn::ampa(a, b, all_to_all()))?;
    received(gallery, "ampa_kinetic", "AMPA, kinetic", "g", |a, b| {
        nn::ampa_kinetic(a, b, all_to_all())
    })?;
    received(gallery, "gaba_a", "GABA_A", "g", |a, b| nn::gaba_a(a, b, all_to_all()))?;
    received(gallery, "gaba_a_kinetic", "GABA_A, kinetic", "g", |a, b| {
        nn::gaba_a_kinetic(a, b, all_to_all())
    })?;
    received(gallery, "gaba_b", "GABA_B", "g", |a, b| nn::gaba_b(a, b, all_to_all()))?;
    received(gallery, "gaba_b_desensitising", "GABA_B, desensitising", "receptor.g", |a, b| {
        nn::gaba_b_desensitising(a, b, all_to_all())
    })?;
    received(gallery, "gaba_b_pooled", "GABA_B, pooled: the G protein", "protein", |a, b| {
        synapses(nn::Pooled(nn::GabaB::default()), a, b, all_to_all())
            .onto(nn::GradedHill::default())
    })?;
    received(gallery, "nmda", "NMDA, without the block", "g", |a, b| nn::nmda(a, b, all_to_all()))?;
    received(gallery, "nmda_fast", "NMDA by increments", "g", |a, b| {
        nn::nmda_fast(a, b, all_to_all())
    })?;
    received(gallery, "exp_cond", "ExpCond, 20 ms", "g", |a, b| {
        jumps(a, b).onto(nn::ExpCond { tau: 20.0, e_rev: 0.0 })
    })?;
    received(gallery, "exp_current", "ExpCurrent, 20 ms", "i", |a, b| {
        jumps(a, b).onto(nn::ExpCurrent { tau: 20.0 })
    })?;
    let peak = nn::Normalise::Peak;
    received(gallery, "dual_exp_cond", "DualExpCond, 5 and 20 ms", "g", |a, b| {
        jumps(a, b).onto(nn::DualExpCond::new(5.0, 20.0, 0.0, peak))
    })?;
    received(gallery, "dual_exp_current", "DualExpCurrent, alpha of 10 ms", "i", |a, b| {
        jumps(a, b).onto(nn::DualExpCurrent::alpha(10.0, peak))
    })?;
    for (name, model) in [
        ("depressing", nn::TsodyksMarkram::depressing()),
        ("facilitating", nn::TsodyksMarkram::facilitating()),
    ] {
        let title = format!("short-term plasticity, {name}");
        received(gallery, &format!("stp_{name}"), &title, "g", |a, b| {
            synapses(model, a, b, all_to_all()).onto(nn::ExpCond::ampa())
        })?;
    }
    voltage_jump(gallery)?;
    block(gallery)?;
    window(gallery)?;
    junctions(gallery)
}

/// What one pair of spikes does to a weight, by the time between them: of sources
/// that fire in turn, each once, around the one spike of their target.
fn window(gallery: &mut Gallery) -> nn::Result<()> {
    let mut net = nn::Network::new();
    let apart: Vec<f64> = (0..=160).map(|k| 80.0 - f64::from(k)).collect();
    // A spike is at its synapse one step after its label.
    let sources = apart.iter().enumerate().map(|(i, apart)| (i, 100.0 - apart - 0.1));
    let source = net.add(nn::spike_array(apart.len(), sources));
    let target = net.add(nn::fake_neurons(1, -65.0, [(0, 100.0)]));
    let synapses = net.add(nn::stdp(source, target, all_to_all()).weight(0.5));
    net.run(200.0, [])?;
    let learnt: Vec<f64> = net.synapses(synapses)?.weight.iter().map(|w| w - 0.5).collect();
    let picture = figure(1, 1).size(420, 220).lines("target's spike after source's (ms)", "change");
    gallery.save("stdp", picture.points("", &apart, learnt))
}

/// Plain spikes, with a weight of 1.
fn jumps(pre: Neurons, post: Neurons) -> Projection {
    Projection::new(pre, post, all_to_all()).weight(1.0)
}

fn source() -> nn::Population {
    let spikes = (1..=6).map(|k| (0, 20.0 * f64::from(k))).chain([(0, 320.0)]);
    nn::spike_array(1, spikes).named("source")
}

/// What a projection's receptor holds in a clamped target.
fn received(
    gallery: &mut Gallery,
    name: &str,
    title: &str,
    variable: &str,
    synapse: impl FnOnce(Neurons, Neurons) -> Projection,
) -> nn::Result<()> {
    let mut net = nn::Network::new();
    let source = net.add(source());
    let target = net.add(nn::fake_neurons(1, -65.0, []));
    let synapse = net.add(synapse(source, target));
    let state = net.add(nn::StateMonitor::new(synapse, [variable]));
    net.run(500.0, [])?;
    let state = net.get(state)?;
    let mut picture = figure(1, 1).size(420, 220).value(&state, variable).title(title);
    if let Some(short) = variable.strip_prefix("receptor.") {
        picture = picture.label(format!("{short} ({})", state.variable(variable)?.unit));
    }
    gallery.save(name, picture)
}

/// A jump moves the membrane itself.
fn voltage_jump(gallery: &mut Gallery) -> nn::Result<()> {
    let mut net = nn::Network::new();
    let source = net.add(source());
    let target = net.add(nn::neurons(1, nn::Lif::default()));
    net.add(nn::VoltageJump::new(source, target, all_to_all()).weight(4.0));
    let v = net.add(nn::StateMonitor::new(target, ["v"]));
    net.run(500.0, [])?;
    let picture = figure(1, 1).size(420, 220).potential(net.get(v)?);
    gallery.save("voltage_jump", picture.title("jumps of 4 mV"))
}

/// The same NMDA synapses onto membranes held at different potentials.
fn block(gallery: &mut Gallery) -> nn::Result<()> {
    let levels: Vec<f64> = (0..=100).map(|k| f64::from(k) - 90.0).collect();
    let open = |mg: f64| {
        let open = levels.iter().map(move |v| 1.0 / (1.0 + mg / 3.57 * (-0.062 * v).exp()));
        open.collect::<Vec<_>>()
    };
    // What flows in 0.1 ms into membranes that start at each level.
    let mut net = nn::Network::new();
    let lif = nn::Lif { tau: 1e3, v_rest: -70.0, v_th: 1e3, ..nn::default() };
    let source = net.add(nn::spike_array(1, [(0, 0.1)]));
    let cells = net.add(nn::neurons(levels.len(), lif).init("v", levels.clone()));
    net.add(nn::nmda_fast(source, cells, all_to_all()).weight(1.0));
    let v = net.add(nn::StateMonitor::new(cells, ["v"]));
    net.run(0.3, [])?;
    let v = net.get(v)?;
    let v = v.get("v")?;
    let flowed = |k: usize| ((v[[3, k]] - v[[2, k]]) * 1e4 + v[[2, k]] + 70.0) / -v[[2, k]];
    // At 10 mV, with hardly any block, it is the conductance.
    let most = flowed(levels.len() - 1) / open(1.0)[levels.len() - 1];
    let away = (0..levels.len()).step_by(5).filter(|k| levels[*k].abs() > 1.0);
    let (at, found): (Vec<f64>, Vec<f64>) = away.map(|k| (levels[k], flowed(k) / most)).unzip();
    let picture = figure(1, 1)
        .size(420, 260)
        .lines("v (mV)", "conducting part")
        .series("no magnesium", &levels, open(0.0))
        .series("1 mM", &levels, open(1.0))
        .points("simulated", at, found);
    gallery.save("nmda_block", picture)
}

/// Two cells, of which one has a current.
fn junctions(gallery: &mut Gallery) -> nn::Result<()> {
    for (name, title, spikelet) in [
        ("gap_junction", "a gap junction", 0.0),
        ("gap_junction_lif", "a gap junction with spikelets of 1.5 mV", 5.0),
    ] {
        let mut net = nn::Network::new();
        let cells = net.add(nn::neurons(2, nn::Lif::default()).named("cells"));
        let model = nn::GapJunction { spikelet };
        net.add(synapses(model, cells, cells, nn::pairs([(0, 1)])).mutual().weight(0.3));
        let v = net.add(nn::StateMonitor::new(cells, ["v"]));
        let spikes = net.add(nn::SpikeMonitor::new(cells));
        net.run(80.0, [nn::input(cells.slice(0..1), 15.0)])?;
        let picture = figure(1, 1).size(420, 220).potential(net.get(v)?).spikes(net.get(spikes)?);
        gallery.save(name, picture.title(title))?;
    }
    Ok(())
}
