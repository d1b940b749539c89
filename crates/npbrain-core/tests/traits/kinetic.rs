//! Model 5b: a kinetic synapse that saturates and whose rise is no increment:
//! it flows, from a state per source carried on analytically.

use npbrain_core::prelude::*;
use npbrain_core::{Dual, Num};

use super::events::Projection;
use super::phases::{assert_same_everywhere, phases};

vars! {
    /// r' = alpha T (1 − r) − beta r, with T for `t_open` ms after a spike and
    /// 0 otherwise; I = w r (e_rev − v) (Destexhe, Mainen & Sejnowski 1998).
    pub struct AmpaKinetic {
        /// Rate of opening.
        alpha = 1.1 "1/(mM·ms)",
        /// Rate of closing.
        beta = 0.19 "1/ms",
        /// Concentration of transmitter.
        concentration = 1.0 "mM",
        /// How long the transmitter stays.
        t_open = 1.0 "ms",
        /// Reversal potential.
        e_rev = 0.0 "mV",
    }
}

vars! {
    /// State of a source.
    pub struct Channels {
        /// Fraction of open channels.
        r = 0.0 "1",
        /// How long the transmitter stays from now on.
        left = 0.0 "ms",
    }
}

impl SynapseModel for AmpaKinetic {
    const NAME: &'static str = "AmpaKinetic";
    const FLOWS: bool = true;
    type Params<V: Copy> = AmpaKinetic<V>;
    type Source<V: Copy> = Channels<V>;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Nothing;

    #[inline(always)]
    fn source_after<S: Scalar>(s: &Source<Self, S>, elapsed: Num<S>) -> Channels<Num<S>> {
        let open = elapsed.min(s.x.left);
        let rate = s.p.alpha * s.p.concentration + s.p.beta;
        let limit = s.p.alpha * s.p.concentration / rate;
        let risen = limit + (s.x.r - limit) * (-rate * open).exp();
        Channels { r: risen * (-s.p.beta * (elapsed - open)).exp(), left: s.x.left - open }
    }
    #[inline(always)]
    fn release<S: Scalar>(s: &Source<Self, S>) -> (Channels<Num<S>>, Num<S>) {
        let left = s.p.t_open;
        (Channels { r: s.x.r, left }, s.one)
    }
    #[inline(always)]
    fn transmit<S: Scalar>(s: &Synapse<Self, S>, _: Num<S>) -> Num<S> {
        s.weight.lit(0.0)
    }
    #[inline(always)]
    fn flow<S: Scalar>(s: &Synapse<Self, S>, _: Num<S>, _: Num<S>) -> Input<Num<S>> {
        Input::conductance(s.weight * s.source.r, s.p.e_rev)
    }
}

/// (a), (c).
#[test]
fn plain_lanes_and_tape_give_the_same_bits() {
    assert_same_everywhere(&AmpaKinetic::default());
}

/// (b) Closed form: ∂(conductance)/∂w = r.
#[test]
fn dual_numbers_give_the_slope_of_the_flow() {
    // Five parameters, r, left, then weight and the rest.
    let mut inputs = [1.1, 0.19, 1.0, 1.0, 0.0, 0.4, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0]
        .map(|x| Num(Dual::constant(x)));
    inputs[7] = Num(Dual::variable(2.0));
    let outputs = phases::<AmpaKinetic, Dual<f64>>(&inputs);
    let flow = outputs.iter().find(|(name, _)| name == "flow.conductance");
    assert_eq!(flow.unwrap().1.0.derivative(), 0.4);
}

/// (d) The kinetics by Runge–Kutta in plain `f64`, 100 steps to each of ours,
/// for a train so fast that pulses overlap: r at every step.
#[test]
fn the_open_channels_follow_the_kinetics() {
    let (dt, weight) = (0.1, 2.0);
    let mut projection = Projection::new(&AmpaKinetic::default(), dt, [1, 0]);
    projection.connect(0, 0, weight);
    let spikes = [5, 30, 36, 39, 90, 91, 150];
    let (mut r, mut left, mut highest) = (0.0f64, 0, 0.0f64);
    for now in 1..300 {
        let h = dt / 100.0;
        let t = if left > 0 { 1.0 } else { 0.0 };
        let f = |r: f64| 1.1 * t * (1.0 - r) - 0.19 * r;
        for _ in 0..100 {
            let a = f(r);
            let b = f(r + h / 2.0 * a);
            let c = f(r + h / 2.0 * b);
            let d = f(r + h * c);
            r += h / 6.0 * (a + 2.0 * b + 2.0 * c + d);
        }
        left = if left > 0 { left - 1 } else { 0 };
        if spikes.contains(&now) {
            projection.fire(0, now);
            left = 10;
        }
        let (current, conductance) = projection.flow(&[-65.0], now)[0];
        assert_eq!(current, 0.0);
        assert!((conductance - weight * r).abs() < 1e-10, "step {now}");
        highest = highest.max(r);
    }
    assert!(highest > 0.7 && highest < 1.1 / 1.29, "{highest}");
}
