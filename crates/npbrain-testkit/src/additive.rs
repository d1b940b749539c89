use npbrain_core::{Num, Receptor, ReceptorModel, Vars};

use crate::Fault;
use crate::points::Points;

/// How `receive` deviates from adding what arrives to the state.
pub(crate) fn check<R: ReceptorModel>(model: &R) -> Vec<Fault> {
    let values = model.values();
    let table = <R::State<f64> as Vars<f64>>::TABLE;
    let mut points = Points::new(R::NAME, "arrivals");
    let receive = |x: &R::State<Num<f64>>, arrived: &[f64]| {
        let receptor = Receptor::<R, f64> { p: Vars::make(|k| Num(values[k])), x: *x };
        R::receive(&receptor, |port| Num(arrived[port]))
    };
    for _ in 0..32 {
        let x = Vars::make(|k| Num(points.near(table.get(k).default)));
        let mut arrivals = || (0..R::PORTS).map(|_| points.between(0.0, 2.0)).collect::<Vec<_>>();
        let (a, b) = (arrivals(), arrivals());
        let both: Vec<f64> = a.iter().zip(&b).map(|(a, b)| a + b).collect();
        let none = vec![0.0; R::PORTS];
        let (together, nothing) = (receive(&x, &both), receive(&x, &none));
        let (apart, x) = if R::GRADED {
            // What stands takes the place of what stood.
            let (a, b) = (receive(&x, &a), receive(&x, &b));
            let sum = Vars::make(|k| a.get(k) + b.get(k) - nothing.get(k));
            (sum, receive(&nothing, &none))
        } else {
            (receive(&receive(&x, &a), &b), x)
        };
        for (k, variable) in table.iter().enumerate() {
            let fault = |what: String, together: Num<f64>, apart: Num<f64>| {
                let (together, apart) = (together.0, apart.0);
                let near = (together - apart).abs() <= 1e-12 * together.abs().max(1.0);
                let name = variable.name;
                (!near).then_some(Fault::NotAdditive { variable: name, what, together, apart })
            };
            let arrived = format!("{a:?} and {b:?}");
            let found = fault(arrived, together.get(k), apart.get(k))
                .or_else(|| fault("nothing and nothing".into(), nothing.get(k), x.get(k)));
            if let Some(fault) = found {
                return vec![fault];
            }
        }
    }
    Vec::new()
}

/// Whether the derivative moves the sum of two states as it moves each: then
/// one state stands for any number of synapses.
pub(crate) fn moves_sums<R: ReceptorModel>(model: &R) -> bool {
    let values = model.values();
    let table = <R::State<f64> as Vars<f64>>::TABLE;
    let mut points = Points::new(R::NAME, "sums");
    let derivative = |x: R::State<Num<f64>>| {
        R::derivative(&Receptor::<R, f64> { p: Vars::make(|k| Num(values[k])), x })
    };
    (0..32).all(|_| {
        let mut point =
            || -> R::State<Num<f64>> { Vars::make(|k| Num(points.near(table.get(k).default))) };
        let (a, b) = (point(), point());
        let both = Vars::make(|k| a.get(k) + b.get(k));
        let (fa, fb, sum) = (derivative(a), derivative(b), derivative(both));
        (0..table.len()).all(|k| {
            let (fa, fb, sum) = (fa.get(k).0, fb.get(k).0, sum.get(k).0);
            (fa + fb - sum).abs() <= 1e-9 * (fa.abs() + fb.abs() + sum.abs())
        })
    })
}
