//! A balanced network: 800 excitatory and 200 inhibitory leaky neurons with
//! exponential conductances, sparsely and randomly connected (after Vogels &
//! Abbott 2005, driven by a constant current in place of a kick).

use npbrain::all as nn;
use npbrain::all::NeuronModel;

fn main() -> nn::Result<()> {
    let mut net = nn::Network::new();
    net.dt(0.1)?.seed(1)?.on(nn::Cpu::new().f32())?.progress(true);

    // With r = 1 a conductance counts in units of the leak.
    let lif = nn::Lif { tau: 20.0, v_rest: -60.0, v_reset: -60.0, v_th: -50.0, ..nn::default() };
    let model =
        lif.with((nn::ExpCond { tau: 5.0, e_rev: 0.0 }, nn::ExpCond { tau: 10.0, e_rev: -80.0 }));
    let cells = net.add(
        nn::neurons(1000, model)
            .named("cells")
            .ports(["excitation", "inhibition"])
            .t_ref(5.0)
            .init("v", nn::uniform(-60.0, -50.0)),
    );
    let (exc, inh) = (cells.slice(0..800), cells.slice(800..1000));
    let connect = |from| nn::Projection::new(from, cells, nn::fixed_prob(0.02)).delay(1.5);
    net.add(connect(exc).port("excitation").weight(0.6));
    net.add(connect(inh).port("inhibition").weight(6.7));

    let potential = net.add(nn::StateMonitor::new(cells, ["v", "excitation.g"]).neurons([0, 1]));
    let [e, i] = [exc, inh].map(|part| net.add(nn::SpikeMonitor::new(part)));
    let rate = net.add(nn::RateMonitor::new(cells).bin(5.0));
    net.run(500.0, [nn::input(cells, 20.0)])?;

    let (e, i, potential) = (net.get(e)?, net.get(i)?, net.get(potential)?);
    println!("excitatory {:.1} Hz, inhibitory {:.1} Hz", e.mean_rate(), i.mean_rate());
    nn::vis::figure(4, 1)
        .potential(&potential)
        .threshold(-50.0)
        .spikes(&e)
        .value(&potential, "excitation.g")
        .raster_of([&e, &i])
        .names(["excitatory", "inhibitory"])
        .rate(net.get(rate)?)
        .heights([2.0, 1.0, 2.0, 1.0])
        .size(800, 900)
        .save("balanced.png")
}
