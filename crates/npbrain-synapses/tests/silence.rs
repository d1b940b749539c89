//! Synapses whose ends are silent for longer than their marks can count.

use npbrain_core::{
    Arithmetic, Columns, EndStates, ExportedSynapse, Fetched, LiveSynapses, Spikes, Values,
};
use npbrain_synapses::PairStdp;

/// Two sources onto one target, in steps of 0.1 ms.
fn synapses(model: PairStdp) -> LiveSynapses<f64> {
    let traits = PairStdp::kernel().traits();
    let (offsets, targets) = (vec![0, 1, 2], vec![0, 0]);
    LiveSynapses {
        dt: 0.1,
        axonal: 1,
        dendritic: 0,
        params: model.values(),
        columns: Some(Columns::new(&offsets, &targets, 1)),
        offsets,
        targets,
        weights: vec![0.5; 2],
        own: Vec::new(),
        sources: EndStates::new(traits.source, 2, 7),
        ends: EndStates::new(traits.target, 1, 7),
        levels: Vec::new(),
        consecutive: true,
        fetched: Fetched::default(),
    }
}

/// Source 0 fires at label 10, the target some 3·2³⁰ steps later: 10 years of
/// time constants would still know. Whether source 1 fires in between, which
/// makes the kernel look at times in between, is all the same to the bit.
#[test]
fn a_silence_of_years_is_counted() {
    let model = PairStdp { tau_plus: 1e9, a_plus: 0.3, ..PairStdp::default() };
    let kernel = PairStdp::kernel();
    let late = 10 + 3 * (1 << 30) + 12_345;
    for arithmetic in Arithmetic::available() {
        let gained = [vec![], vec![1 << 29, 1 << 30, 5 << 29, 3 << 30]].map(|others| {
            let mut x = synapses(model);
            let mut due = vec![0.0];
            let arrive = |x: &mut _, label: u64, source: u32, due: &mut [f64]| {
                let lists = [vec![source]];
                kernel.arrive_f64(arithmetic, x, label, Spikes::new(&lists, 0..2, 0), due);
            };
            arrive(&mut x, 10, 0, &mut due);
            others.iter().for_each(|label| arrive(&mut x, *label, 1, &mut due));
            let lists = [vec![0]];
            kernel.learn_f64(arithmetic, &mut x, late, Spikes::new(&lists, 0..1, 0));
            x.weights[0] - 0.5
        });
        // The axonal delay is one step: it is seen that much earlier.
        let elapsed = 0.1 * (late - 1 - 10) as f64;
        let expected = 0.3 * (-elapsed / 1e9).exp();
        assert!((gained[0] / expected - 1.0).abs() < 1e-12, "{} for {expected}", gained[0]);
        assert!(gained[0] < 0.25 && gained[0] == gained[1], "{gained:?}");
    }
}
