//! A sheet of FitzHugh–Nagumo neurons, each coupled to its four neighbours: a
//! front with an open end curls up into a spiral. An animation as GIF.

use npbrain::all as nn;
use npbrain::all::*;
use plugin_model::FitzHughNagumo;

vars! {
    /// Neurons that touch: I = w (v_pre − v_post).
    pub struct Contact;
}
impl SynapseModel for Contact {
    const NAME: &'static str = "Contact";
    const FLOWS: bool = true;
    type Params<V: Copy> = Contact;
    type Source<V: Copy> = Nothing;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Nothing;

    #[inline(always)]
    fn flow<S: Scalar>(s: &Synapse<Self, S>, v_pre: Num<S>, v_post: Num<S>) -> Input<Num<S>> {
        Input::current(s.weight * (v_pre - v_post))
    }
}
export_synapse!(Contact);

const ROWS: usize = 80;
const COLUMNS: usize = 80;

fn main() -> nn::Result<()> {
    let place = |k: usize| (k / COLUMNS, k % COLUMNS);
    let neighbours = (0..ROWS * COLUMNS).flat_map(|k| {
        let (row, column) = place(k);
        let right = (column + 1 < COLUMNS).then_some((k, k + 1));
        let above = (row + 1 < ROWS).then_some((k, k + COLUMNS));
        right.into_iter().chain(above).flat_map(|(a, b)| [(a, b), (b, a)])
    });

    let mut net = nn::Network::new();
    net.dt(0.1)?;
    // A strip is excited; what lies to its left still recovers, in the lower half.
    let excited = move |k: usize| if (36..41).contains(&place(k).1) { 1.8 } else { -1.2 };
    let spent = move |k: usize| if place(k).1 < 36 { 1.2 } else { -0.62 };
    let lower = move |k: usize| if place(k).0 < ROWS / 2 { excited(k) } else { -1.2 };
    let sheet = net.add(
        nn::neurons(ROWS * COLUMNS, FitzHughNagumo::default())
            .named("sheet")
            .init("v", lower)
            .init("w", spent),
    );
    net.add(nn::synapses(Contact, sheet, sheet, nn::pairs(neighbours)).weight(0.5));
    let potential = net.add(nn::StateMonitor::new(sheet, ["v"]).every(2.0));
    net.run(300.0, [])?;

    let potential = net.get(potential)?;
    nn::vis::animate_potential(&potential, (ROWS, COLUMNS)).save("animation.gif")?;
    let mut figure = nn::vis::figure(1, 3).size(1200, 360);
    for t in [20.0, 120.0, 300.0] {
        figure = figure.image(&potential, "v", (ROWS, COLUMNS), t).colours(-2.0, 2.0);
    }
    figure.save("animation.png")?;
    println!("see animation.gif and animation.png");
    Ok(())
}
