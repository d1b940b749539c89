//! Neurons that show the current they get.

use npbrain::all as nn;
use npbrain::all::{Method, Neuron, NeuronModel, Num, Scalar, When, vars};
use npbrain::core::integrate::Euler;
use npbrain::core::{Arithmetic, CurrentInput};
use npbrain::engine::Backend;

vars! { #[doc = "State of a `Meter`."] pub struct MeterState { #[doc = "The current."] v = 0.0 "nA" } }

vars! {
    /// A neuron whose v is the current of the last step, to the last bit.
    pub struct Meter;
}

impl NeuronModel for Meter {
    const NAME: &'static str = "Meter";
    const METHOD: Method = Method::Euler;
    type Params<V: Copy> = Meter;
    type State<V: Copy> = MeterState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> MeterState<Num<S>> {
        MeterState { v: n.x.v.lit(0.0) }
    }
    #[inline(always)]
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.gt(f64::INFINITY)
    }
    #[inline(always)]
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> MeterState<Num<S>> {
        n.x
    }
    #[inline(always)]
    fn receive<S: Scalar>(n: &Neuron<Self, S>, _: impl Fn(usize) -> Num<S>) -> MeterState<Num<S>> {
        MeterState { v: n.input.current }
    }
}

/// `size` meters.
pub(crate) fn meters(size: usize) -> nn::Population {
    nn::neurons_by(size, Meter, Euler)
}

/// A network with steps of `dt` ms on `backend`.
pub(crate) fn network(dt: f64, backend: impl Backend + 'static) -> nn::Network {
    let mut net = nn::Network::new();
    net.dt(dt).unwrap().seed(11).unwrap().on(backend).unwrap();
    net
}

/// Every engine in `f64`, the CPU with each instruction set and with one to
/// eight workers.
pub(crate) fn everywhere(dt: f64) -> Vec<(String, nn::Network)> {
    let mut all = vec![
        ("reference".to_owned(), network(dt, nn::Reference)),
        ("interpreter".to_owned(), network(dt, nn::Interpreter)),
    ];
    for arithmetic in Arithmetic::available() {
        let cpu = nn::Cpu::new().workers(1).arithmetic(arithmetic);
        all.push((arithmetic.name(), network(dt, cpu)));
    }
    for workers in [2, 3, 8] {
        all.push((format!("{workers} workers"), network(dt, nn::Cpu::new().workers(workers))));
    }
    all
}

/// The currents of `size` neurons in each step, `[step][neuron]`: the inputs
/// belong to the network, and `runs` are the durations of its runs.
pub(crate) fn measured(
    net: &mut nn::Network,
    size: usize,
    runs: &[f64],
    inputs: impl FnOnce(nn::Neurons) -> Vec<CurrentInput>,
) -> nn::Result<Vec<Vec<f64>>> {
    let cells = net.add(meters(size));
    let seen = net.add(nn::StateMonitor::new(cells, ["v"]));
    for input in inputs(cells) {
        net.add(input);
    }
    for duration in runs {
        net.run(*duration, [])?;
    }
    let data = net.get(seen)?;
    // Sample 0 is the initial state.
    Ok(data.get("v")?.outer_iter().skip(1).map(|row| row.to_vec()).collect())
}

/// The current of one neuron in each step, on the CPU.
pub(crate) fn course(dt: f64, duration: f64, current: impl Into<nn::Current>) -> Vec<f64> {
    let one = |cell| vec![nn::input(cell, current)];
    let seen = measured(&mut network(dt, nn::Cpu::new()), 1, &[duration], one).unwrap();
    seen.into_iter().flatten().collect()
}

/// What is said of an input `drive` into 3 neurons; it must be found before a
/// step is made, in the network and in a run.
pub(crate) fn told(drive: impl Fn(nn::Neurons) -> CurrentInput) -> String {
    let mut texts = [true, false].map(|of_network| {
        let mut net = network(0.1, nn::Cpu::new());
        let cells = net.add(meters(3));
        let input = drive(cells).named("drive");
        let result = if of_network {
            net.add(input);
            net.run(1.0, [])
        } else {
            net.run(1.0, [input])
        };
        assert_eq!(net.time(), 0.0, "no step is made");
        result.expect_err("this must be an error").to_string()
    });
    assert_eq!(texts[0], texts[1]);
    std::mem::take(&mut texts[0])
}
