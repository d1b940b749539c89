//! The benchmark networks.

use npbrain::all as nn;
use npbrain::all::NeuronModel;

pub struct Spec {
    pub network: String,
    pub n: usize,
    pub indegree: usize,
    pub method: String,
}

pub struct Built {
    pub cells: usize,
    pub monitors: Vec<nn::Monitor<nn::SpikeData>>,
    pub synapses: Vec<nn::Synapses>,
}

impl Spec {
    pub fn build(&self, net: &mut nn::Network) -> nn::Result<Built> {
        let n = if self.n == 0 { 4000 } else { self.n };
        let p = self.indegree as f64 / n as f64;
        let ne = n * 4 / 5;
        match &*self.network {
            "coba" => {
                let lif = nn::Lif {
                    tau: 20.0,
                    v_rest: -60.0,
                    v_reset: -60.0,
                    v_th: -50.0,
                    ..nn::default()
                };
                let model = lif.with((
                    nn::ExpCond { tau: 5.0, e_rev: 0.0 },
                    nn::ExpCond { tau: 10.0, e_rev: -80.0 },
                ));
                let cells = match &*self.method {
                    "euler" => nn::neurons_by(n, model, nn::integrate::Euler),
                    _ => nn::neurons_by(n, model, nn::integrate::ExponentialEuler),
                };
                let cells = net.add(
                    cells
                        .named("cells")
                        .ports(["excitation", "inhibition"])
                        .t_ref(5.0)
                        .init("v", nn::normal(-65.0, 5.0))
                        .init("excitation.g", nn::normal(4.0, 1.5))
                        .init("inhibition.g", nn::normal(20.0, 12.0)),
                );
                let connect = |from| nn::Projection::new(from, cells, nn::fixed_prob(p));
                let e = net.add(connect(cells.slice(0..ne)).port("excitation").weight(0.6));
                let i = net.add(connect(cells.slice(ne..n)).port("inhibition").weight(6.7));
                let m = net.add(nn::SpikeMonitor::new(cells));
                Ok(Built { cells: n, monitors: vec![m], synapses: vec![e, i] })
            }
            "cuba" => {
                let lif = nn::Lif {
                    tau: 20.0,
                    v_rest: -49.0,
                    v_reset: -60.0,
                    v_th: -50.0,
                    ..nn::default()
                };
                let model = lif.with((nn::ExpCurrent { tau: 5.0 }, nn::ExpCurrent { tau: 10.0 }));
                let cells = net.add(
                    nn::neurons_by(n, model, nn::integrate::Exact)
                        .named("cells")
                        .ports(["excitation", "inhibition"])
                        .t_ref(5.0)
                        .init("v", nn::uniform(-60.0, -50.0)),
                );
                let connect = |from| nn::Projection::new(from, cells, nn::fixed_prob(p));
                let e = net.add(connect(cells.slice(0..ne)).port("excitation").weight(1.62));
                let i = net.add(connect(cells.slice(ne..n)).port("inhibition").weight(-9.0));
                let m = net.add(nn::SpikeMonitor::new(cells));
                Ok(Built { cells: n, monitors: vec![m], synapses: vec![e, i] })
            }
            "brunel" => {
                let n = if self.n == 0 { 12500 } else { self.n };
                let ne = n * 4 / 5;
                let lif =
                    nn::Lif { tau: 20.0, v_rest: 0.0, v_reset: 0.0, v_th: 20.0, ..nn::default() };
                let cells =
                    net.add(nn::neurons_by(n, lif, nn::integrate::Exact).named("cells").t_ref(2.0));
                let connect =
                    |from| nn::Projection::new(from, cells, nn::fixed_prob(0.1)).delay(1.5);
                let e = net.add(connect(cells.slice(0..ne)).weight(0.1));
                let i = net.add(connect(cells.slice(ne..n)).weight(-0.5));
                // eta times the rate that alone would reach threshold.
                let ce = ne / 10;
                let rate = 1000.0 * 2.0 * 20.0 / (0.1 * ce as f64 * 20.0);
                net.add(nn::poisson_input(cells, ce, rate).weight(0.1));
                let m = net.add(nn::SpikeMonitor::new(cells));
                Ok(Built { cells: n, monitors: vec![m], synapses: vec![e, i] })
            }
            "cobahh" => {
                // Per area of 20,000 µm²: 10 nS are 0.05 mS/cm².
                let per_area = |nanosiemens: f64| nanosiemens * 0.005;
                let model = nn::TraubMiles::default().with((
                    nn::ExpCond { tau: 5.0, e_rev: 0.0 },
                    nn::ExpCond { tau: 10.0, e_rev: -80.0 },
                ));
                let cells = net.add(
                    nn::neurons_by(n, model, nn::integrate::ExponentialEuler)
                        .named("cells")
                        .ports(["excitation", "inhibition"])
                        .t_ref(3.0)
                        .init("v", nn::normal(-65.0, 5.0))
                        .init("m", 0.0)
                        .init("h", 0.0)
                        .init("n", 0.0)
                        .init("excitation.g", nn::normal(per_area(40.0), per_area(15.0)))
                        .init("inhibition.g", nn::normal(per_area(200.0), per_area(120.0))),
                );
                let connect = |from| nn::Projection::new(from, cells, nn::fixed_prob(p));
                let e =
                    net.add(connect(cells.slice(0..ne)).port("excitation").weight(per_area(6.0)));
                let i =
                    net.add(connect(cells.slice(ne..n)).port("inhibition").weight(per_area(67.0)));
                let m = net.add(nn::SpikeMonitor::new(cells));
                Ok(Built { cells: n, monitors: vec![m], synapses: vec![e, i] })
            }
            _ => todo!(),
        }
    }
}
