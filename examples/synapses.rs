//! What the synapses of the literature make of the same spikes: six at 50 Hz,
//! and one more 400 ms later. Each with a weight of 1, so that levels compare.

use npbrain::all as nn;
use npbrain::all::NeuronModel;
use npbrain::core::Monitor;
use npbrain::core::integrate::ExponentialEuler;

/// A presynaptic neuron, and a cell with a monitor for each synapse shown.
struct Gallery {
    net: nn::Network,
    source: nn::Neurons,
    shown: Vec<(&'static str, Monitor<nn::StateData>)>,
}

impl Gallery {
    /// Composes `receptor` into a cell, so that its conductance g can be
    /// recorded, and lets `synapse` arrive there.
    fn show<R: nn::ReceptorModel>(
        &mut self,
        title: &'static str,
        receptor: R,
        synapse: impl FnOnce(nn::Neurons, nn::Neurons) -> nn::Projection,
    ) {
        let lif = nn::Lif { v_rest: -70.0, v_reset: -70.0, v_th: 100.0, ..nn::default() };
        let cell = nn::neurons_by(1, lif.with(receptor), ExponentialEuler);
        let cell = self.net.add(cell.ports(["synapse"]));
        self.net.add(synapse(self.source, cell).port("synapse").weight(1.0));
        let g = self.net.add(nn::StateMonitor::new(cell, ["synapse.g"]));
        self.shown.push((title, g));
    }
}

fn main() -> nn::Result<()> {
    let mut net = nn::Network::new();
    let spikes = (1..=6).map(|k| (0, 20.0 * f64::from(k))).chain([(0, 520.0)]);
    let source = net.add(nn::spike_array(1, spikes));
    let mut gallery = Gallery { net, source, shown: Vec::new() };
    let all = nn::all_to_all;
    let levels = nn::GradedCond::default();

    let ampa = nn::ExpCond::ampa();
    gallery.show("AMPA, exponential", ampa, |a, b| nn::Projection::new(a, b, all()));
    let kinetic = nn::TwoState::ampa();
    gallery.show("AMPA, kinetic", levels, |a, b| nn::synapses(kinetic, a, b, all()));
    let gaba_a = nn::ExpCond::gaba_a();
    gallery.show("GABA_A, exponential", gaba_a, |a, b| nn::Projection::new(a, b, all()));
    let kinetic = nn::TwoState::gaba_a();
    gallery.show("GABA_A, kinetic", levels, |a, b| nn::synapses(kinetic, a, b, all()));
    let gaba_b = nn::GabaB::default();
    gallery.show("GABA_B", levels, |a, b| nn::synapses(gaba_b, a, b, all()));
    let gaba_b = nn::GabaBDesensitising::default();
    gallery.show("GABA_B, desensitising", levels, |a, b| nn::synapses(gaba_b, a, b, all()));
    let nmda = nn::NmdaKinetics::default();
    gallery.show("NMDA, full kinetics", levels, |a, b| nn::synapses(nmda, a, b, all()));
    let nmda = nn::NmdaFast::default();
    gallery.show("NMDA, fast", nn::Nmda::default(), |a, b| nn::synapses(nmda, a, b, all()));
    let stp = nn::TsodyksMarkram::depressing();
    gallery.show("depressing onto AMPA", ampa, |a, b| nn::synapses(stp, a, b, all()));
    let stp = nn::TsodyksMarkram::facilitating();
    gallery.show("facilitating onto AMPA", ampa, |a, b| nn::synapses(stp, a, b, all()));

    let Gallery { mut net, shown, .. } = gallery;
    net.run(700.0, [])?;
    let mut figure = nn::vis::figure(shown.len().div_ceil(2), 2)
        .title("Conductance after six spikes at 50 Hz and one at 520 ms, for a weight of 1 µS")
        .size(1100, 1200);
    for (title, monitor) in shown {
        let g = net.get(monitor)?;
        let peak = g.get("synapse.g")?.iter().fold(0.0, |a: f64, b| a.max(*b));
        println!("{title:<24} peak {peak:.4}");
        figure = figure.value(&g, "synapse.g").title(title).label("g (µS)");
    }
    figure.save("synapses.png")
}
