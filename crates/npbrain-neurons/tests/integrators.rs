//! The models of this crate under every integrator that is not compiled in,
//! held to what every engine relies on. (`testkit.rs` has those that are.)

use npbrain_core::integrate::{
    BackwardEuler, EulerHeun, Midpoint, MilsteinIto, MilsteinStratonovich, Rk2, Rk3,
    SequentialEuler, ThreeEighths, Trapezoidal,
};
use npbrain_neurons::{HodgkinHuxley, Izhikevich2007, Lif};
use npbrain_testkit::assert_neuron_by;

macro_rules! under {
    ($name:ident: $quiet:expr, $noisy:expr) => {
        #[test]
        fn $name() {
            assert_neuron_by($quiet, Rk2 { beta: 0.6 });
            assert_neuron_by($quiet, Midpoint);
            assert_neuron_by($quiet, Rk3);
            assert_neuron_by($quiet, ThreeEighths);
            assert_neuron_by($quiet, BackwardEuler);
            assert_neuron_by($quiet, Trapezoidal);
            assert_neuron_by($noisy, SequentialEuler);
            assert_neuron_by($noisy, EulerHeun);
            assert_neuron_by($noisy, MilsteinIto);
            assert_neuron_by($noisy, MilsteinStratonovich);
        }
    };
}

under!(lif: Lif::default(), Lif { noise: 1.1, ..Lif::default() });
under!(izhikevich_2007: Izhikevich2007::RS, Izhikevich2007 { noise: 50.0, ..Izhikevich2007::CH });

/// One of each kind, since each takes so large a model long to compile: explicit,
/// with a Jacobian, in sequence, with noise.
#[test]
fn hodgkin_huxley() {
    assert_neuron_by(HodgkinHuxley::default(), Rk3);
    assert_neuron_by(HodgkinHuxley::default(), BackwardEuler);
    let noisy = HodgkinHuxley { noise: 2.0, ..HodgkinHuxley::default() };
    assert_neuron_by(noisy, SequentialEuler);
    assert_neuron_by(noisy, MilsteinIto);
}
