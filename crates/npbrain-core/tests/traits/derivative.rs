//! The Jacobian of a neuron model, by dual numbers.

use npbrain_core::{Dual, Input, Neuron, NeuronModel, Num, Vars};

/// ∂fᵢ/∂xⱼ at a state and an input; the column j = number of variables is the
/// derivative with respect to the input current.
pub(super) fn jacobian<M: NeuronModel>(
    p: &M::Params<f64>,
    x: &M::State<f64>,
    input: Input<f64>,
) -> Vec<Vec<f64>> {
    let size = <M::State<f64> as Vars<f64>>::LEN;
    let column = |seed: usize| {
        let number = |k: usize, value: f64| {
            Num(if k == seed { Dual::variable(value) } else { Dual::constant(value) })
        };
        let f = M::derivative(&Neuron::<M, Dual<f64>> {
            p: Vars::make(|k| Num(Dual::constant(p.get(k)))),
            x: Vars::make(|k| number(k, x.get(k))),
            input: Input {
                current: number(size, input.current),
                conductance: Num(Dual::constant(input.conductance)),
            },
        });
        (0..size).map(|i| f.get(i).0.derivative()).collect::<Vec<_>>()
    };
    let columns: Vec<_> = (0..=size).map(column).collect();
    (0..size).map(|i| columns.iter().map(|column| column[i]).collect()).collect()
}
