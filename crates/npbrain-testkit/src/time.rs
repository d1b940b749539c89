use npbrain_core::{End, Num, Scalar, Source, SynapseModel, Target, Vars};

use crate::Fault;
use crate::phases::inside;
use crate::points::Points;

/// How `source_after` and `target_after` deviate from a passage of time: two
/// spans are one, and no time changes nothing.
pub(crate) fn check<M: SynapseModel>(model: &M) -> Vec<Fault> {
    let values = model.values();
    let p = || Vars::make(|k| Num(values[k]));
    let one = Num(1.0);
    let source = composed::<M::Source<Num<f64>>>(M::NAME, "source_after", |x, elapsed| {
        M::source_after::<f64>(&Source::<M, f64> { p: p(), x, one }, elapsed)
    });
    let target = composed::<M::Target<Num<f64>>>(M::NAME, "target_after", |x, elapsed| {
        M::target_after::<f64>(&Target::<M, f64> { p: p(), x, one }, elapsed)
    });
    source.into_iter().chain(target).collect()
}

fn composed<X: Vars<Num<f64>>>(
    model: &str,
    function: &'static str,
    after: impl Fn(X, Num<f64>) -> X,
) -> Option<Fault> {
    let mut points = Points::new(model, function);
    (0..64).find_map(|trial| {
        let x = X::make(|k| Num(inside(X::TABLE.get(k).default, &mut points)));
        let mut span = |none: bool| if none { 0.0 } else { points.between(0.0, 200.0) };
        let (first, second) = (span(trial % 8 == 0), span(trial % 8 == 1));
        let once = if first + second == 0.0 { x } else { after(x, Num(first + second)) };
        let twice = after(after(x, Num(first)), Num(second));
        X::TABLE.iter().enumerate().find_map(|(k, variable)| {
            let (once, twice) = (once.get(k).0, twice.get(k).0);
            let near = (once - twice).abs() <= 1e-12 * once.abs().max(1.0);
            let variable = variable.name;
            (!near).then_some(Fault::NotComposed { function, variable, first, second, once, twice })
        })
    })
}

/// Follows one synapse through random spikes of both ends and looks for a
/// weight that is no longer finite.
pub(crate) fn weight_lost<M: SynapseModel>(model: &M) -> Option<Fault> {
    use npbrain_core::Synapse;
    let values = model.values();
    let p: M::Params<Num<f64>> = Vars::make(|k| Num(values[k]));
    let one = Num(1.0);
    let mut points = Points::new(M::NAME, "events");
    let mut source: M::Source<Num<f64>> = defaults();
    let mut target: M::Target<Num<f64>> = defaults();
    let mut own: M::Synapse<Num<f64>> = defaults();
    let mut weight = Num(0.5);
    for event in 1..=2000 {
        let elapsed = Num(points.between(0.1, 50.0));
        source = M::source_after(&End { p, x: source, one }, elapsed);
        target = M::target_after(&End { p, x: target, one }, elapsed);
        let s = Synapse::<M, f64> { p, weight, own, source, target };
        let changed = if points.below(2) == 0 {
            source = M::release(&End { p, x: source, one }).0;
            M::on_pre(&s)
        } else {
            target = M::target_spike(&End { p, x: target, one });
            M::on_post(&s)
        };
        (weight, own) = (changed.weight, changed.own);
        if !weight.0.is_finite() {
            let what = format!("a weight that was 0.5, after {event} random spikes,");
            return Some(Fault::NotFinite { what, value: weight.0 });
        }
    }
    None
}

fn defaults<S: Scalar + From<f64>, X: Vars<Num<S>>>() -> X {
    X::make(|k| Num(S::from(X::TABLE.get(k).default)))
}
