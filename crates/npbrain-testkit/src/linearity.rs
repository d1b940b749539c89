use npbrain_core::{Dual, Input, Neuron, NeuronModel, Num, Vars};

use crate::Fault;
use crate::points::Points;

/// The derivative of a model and all its slopes at one point.
struct Tangent {
    /// The state, then the input current.
    at: Vec<f64>,
    f: Vec<f64>,
    /// ∂fᵢ/∂xⱼ, the last column that by the input current.
    slopes: Vec<Vec<f64>>,
    /// The amplitudes of the noise.
    noise: Vec<f64>,
}

impl Tangent {
    fn new<M: NeuronModel>(p: &M::Params<f64>, at: Vec<f64>) -> Self {
        let size = at.len() - 1;
        let column = |seed: usize| {
            let number = |k: usize| {
                Num(if k == seed { Dual::variable(at[k]) } else { Dual::constant(at[k]) })
            };
            let f = M::derivative(&Neuron::<M, Dual<f64>> {
                p: Vars::make(|k| Num(Dual::constant(p.get(k)))),
                x: Vars::make(number),
                input: Input { current: number(size), conductance: Num(Dual::constant(0.0)) },
            });
            (0..size).map(|i| f.get(i).0).collect::<Vec<_>>()
        };
        let columns: Vec<_> = (0..=size).map(column).collect();
        let g = M::diffusion(&Neuron::<M, f64> {
            p: Vars::make(|k| Num(p.get(k))),
            x: Vars::make(|k| Num(at[k])),
            input: Input::none(Num(0.0)),
        });
        let variables = <M::State<f64> as Vars<f64>>::TABLE;
        Tangent {
            f: columns[size].iter().map(|f| f.value).collect(),
            slopes: (0..size)
                .map(|i| columns.iter().map(|column| column[i].derivative()).collect())
                .collect(),
            noise: M::NOISE
                .iter()
                .filter_map(|name| variables.find(name))
                .map(|k| g.get(k).0)
                .collect(),
            at,
        }
    }
}

/// How the derivative of a model deviates from `A x + b I + c` with constant
/// coefficients; `None` if it does not at any of the points tried.
pub(crate) fn deviation<M: NeuronModel>(model: &M) -> Option<Fault> {
    let values = model.values();
    let p = Vars::make(|k| values[k]);
    let initial = M::initial(&p);
    let variables = <M::State<f64> as Vars<f64>>::TABLE;
    let center: Vec<f64> = (0..variables.len()).map(|k| initial.get(k)).chain([0.0]).collect();
    let mut points = Points::new(M::NAME, "linearity");
    let here = Tangent::new::<M>(&p, center.clone());
    (0..32).find_map(|_| {
        let at = center.iter().map(|center| points.around(*center)).collect();
        differs::<M>(&here, &Tangent::new::<M>(&p, at))
    })
}

fn differs<M: NeuronModel>(here: &Tangent, there: &Tangent) -> Option<Fault> {
    let variables = <M::State<f64> as Vars<f64>>::TABLE;
    let name = |k: usize| if k < variables.len() { variables.get(k).name } else { "I" };
    for (i, (a, b)) in here.slopes.iter().zip(&there.slopes).enumerate() {
        let size = a.iter().chain(b).fold(0f64, |size, x| size.max(x.abs()));
        for (j, (a, b)) in a.iter().zip(b).enumerate() {
            if !near(*a, *b, size) {
                let what = format!("the slope of d{}/dt by {}", name(i), name(j));
                return Some(Fault::NotLinear { what, here: *a, there: *b });
            }
        }
    }
    for i in 0..variables.len() {
        let steps = here.at.iter().zip(&there.at).zip(&here.slopes[i]);
        let (mut sum, mut size) = (here.f[i], here.f[i].abs());
        for ((from, to), slope) in steps {
            sum += slope * (to - from);
            size += (slope * to).abs() + (slope * from).abs();
        }
        if !near(sum, there.f[i], size) {
            let what = format!("d{}/dt, continued along its slopes,", name(i));
            return Some(Fault::NotLinear { what, here: sum, there: there.f[i] });
        }
    }
    let noise = M::NOISE.iter().zip(here.noise.iter().zip(&there.noise));
    for (variable, (a, b)) in noise {
        if !near(*a, *b, a.abs().max(b.abs())) {
            let what = format!("the amplitude of the noise of {variable}");
            return Some(Fault::NotLinear { what, here: *a, there: *b });
        }
    }
    None
}

/// Whether two numbers are equal but for the rounding of numbers of `size`.
fn near(a: f64, b: f64, size: f64) -> bool {
    (a - b).abs() <= 1e-9 * size
}
