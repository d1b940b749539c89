//! Networks that several tests run.

use npbrain::all as nn;

/// What a network was seen to do, to the last bit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Seen {
    pub(crate) spikes: Vec<(u64, usize)>,
    pub(crate) traces: Vec<u64>,
    pub(crate) rates: Vec<u64>,
}

impl Seen {
    /// From the data of monitors.
    pub(crate) fn new(
        spikes: &[nn::SpikeData],
        states: &[nn::StateData],
        rate: &nn::RateData,
    ) -> Self {
        let pairs = |data: &nn::SpikeData| -> Vec<(u64, usize)> {
            data.t.iter().zip(&data.i).map(|(t, i)| (t.to_bits(), *i)).collect()
        };
        let bits = |data: &nn::StateData| -> Vec<u64> {
            let values = data.variables.iter().flat_map(|v| v.values.iter());
            data.t.iter().chain(values).map(|v| v.to_bits()).collect()
        };
        Seen {
            spikes: spikes.iter().flat_map(pairs).collect(),
            traces: states.iter().flat_map(bits).collect(),
            rates: rate.rate.iter().map(|r| r.to_bits()).collect(),
        }
    }
}
