//! The simplest synapse there is, to see what the trait costs at its least:
//! no parameters, no state, no function.

use npbrain_core::prelude::*;

use super::events::Projection;
use super::phases::assert_same_everywhere;

/// A spike delivers the weight.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Static;

impl Values for Static {
    fn values(&self) -> Vec<f64> {
        Vec::new()
    }
}

impl SynapseModel for Static {
    const NAME: &'static str = "Static";
    type Params<V: Copy> = Nothing;
    type Source<V: Copy> = Nothing;
    type Synapse<V: Copy> = Nothing;
    type Target<V: Copy> = Nothing;
}

#[test]
fn a_static_synapse_delivers_its_weight_after_its_delay() {
    assert_same_everywhere(&Static);
    let mut projection = Projection::new(&Static, 0.1, [3, 2]);
    projection.connect(0, 1, 0.25);
    projection.fire(0, 10);
    let arrivals: Vec<_> = (11..20)
        .flat_map(|now| projection.deliver(now).into_iter().map(move |a| (now, a)))
        .collect();
    assert_eq!(arrivals, [(15, (1, 0.25))]);
}
