use std::fmt;
use std::str::FromStr;

use npbrain_core::integrate::SequentialEuler;
use npbrain_core::{Error, Population, Result, neurons_by};

use super::presets::cell;
use super::{Izhikevich, IzhikevichState};

/// The twenty patterns of Izhikevich's paper of 2004, in the order of its
/// figure 1, A to T.
///
/// A pattern is more than four parameters: it depends on where the neuron
/// starts, on the stimulus and, since the published step is not small, on how
/// it is integrated. [`population`](Self::population) has all but the stimulus,
/// which is [`stimulus`](Self::stimulus). The values are those of the author's
/// script for the figure; where the printed table differs, for bistability (P)
/// and inhibition-induced bursting (T), the script shows the pattern and the
/// table does not.
///
/// A mode is found by its name, by NumpyBrain's names for it, or by its letter;
/// capitals do not matter:
///
/// ```
/// use npbrain_neurons::{Izhikevich, IzhikevichMode};
///
/// let mode: IzhikevichMode = "tonic bursting".parse()?;
/// assert_eq!(mode, IzhikevichMode::TonicBursting);
/// assert_eq!("C".parse(), Ok(mode));
/// let cells = mode.population(10).named("bursting");
///
/// // The parameters alone, to be changed and integrated as one likes.
/// let noisy = Izhikevich { noise: 0.5, ..mode.model() };
/// # let _ = (cells, noisy);
/// # Ok::<(), npbrain_core::Error>(())
/// ```
///
/// Source: E. M. Izhikevich, *Which model to use for cortical spiking
/// neurons?*, IEEE Trans. Neural Networks 15 (2004), and its script
/// `figure1.m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IzhikevichMode {
    /// A: spikes at a steady rate for as long as there is current.
    TonicSpiking,
    /// B: one spike when the current begins.
    PhasicSpiking,
    /// C: bursts for as long as there is current.
    TonicBursting,
    /// D: one burst when the current begins.
    PhasicBursting,
    /// E: a burst when the current begins, then single spikes.
    MixedMode,
    /// F: spikes with growing intervals.
    SpikeFrequencyAdaptation,
    /// G: class 1 excitability: the rate grows from zero with the current.
    Class1,
    /// H: class 2 excitability: firing begins at a rate that is not small.
    Class2,
    /// I: a spike long after a short pulse.
    SpikeLatency,
    /// J: oscillations below threshold.
    SubthresholdOscillation,
    /// K: fires after two pulses at the right interval.
    Resonator,
    /// L: fires after two pulses close together.
    Integrator,
    /// M: a spike after inhibition ends.
    ReboundSpike,
    /// N: a burst after inhibition ends.
    ReboundBurst,
    /// O: inhibition just before makes a weak pulse fire.
    ThresholdVariability,
    /// P: a pulse starts firing, another stops it.
    Bistability,
    /// Q: v stays above rest for a while after a spike.
    DepolarizingAfterpotential,
    /// R: a fast ramp fires, a slow one to the same current does not.
    Accommodation,
    /// S: fires during inhibition.
    InhibitionInducedSpiking,
    /// T: bursts during inhibition.
    InhibitionInducedBursting,
}

/// What a mode is.
struct Entry {
    name: &'static str,
    /// Other names, those of NumpyBrain first.
    others: &'static [&'static str],
    model: Izhikevich,
    /// v at the start, in mV.
    v: f64,
    /// The step, in ms.
    dt: f64,
    /// The length of the panel, in ms.
    duration: f64,
}

const fn entry(
    name: &'static str,
    others: &'static [&'static str],
    [a, b, c, d]: [f64; 4],
    v: f64,
    dt: f64,
    duration: f64,
) -> Entry {
    Entry { name, others, model: cell(a, b, c, d), v, dt, duration }
}

/// With v' = 0.04 v² + 4.1 v + 108 − u + I.
const fn excitable(mut entry: Entry) -> Entry {
    entry.model.k1 = 4.1;
    entry.model.k0 = 108.0;
    entry
}

/// With u' = a b (v + 65).
const fn accommodating(mut entry: Entry) -> Entry {
    entry.model.accommodation = 1.0;
    entry
}

/// In the order of the enumeration.
const TABLE: [Entry; 20] = [
    entry("tonic spiking", &["tonic"], [0.02, 0.2, -65.0, 6.0], -70.0, 0.25, 100.0),
    entry("phasic spiking", &["phasic"], [0.02, 0.25, -65.0, 6.0], -64.0, 0.25, 200.0),
    entry("tonic bursting", &[], [0.02, 0.2, -50.0, 2.0], -70.0, 0.25, 220.0),
    entry("phasic bursting", &[], [0.02, 0.25, -55.0, 0.05], -64.0, 0.2, 200.0),
    entry("mixed mode", &[], [0.02, 0.2, -55.0, 4.0], -70.0, 0.25, 160.0),
    entry("spike frequency adaptation", &["SFA"], [0.01, 0.2, -65.0, 8.0], -70.0, 0.25, 85.0),
    excitable(entry("class 1", &[], [0.02, -0.1, -55.0, 6.0], -60.0, 0.25, 300.0)),
    entry("class 2", &[], [0.2, 0.26, -65.0, 0.0], -64.0, 0.25, 300.0),
    entry("spike latency", &[], [0.02, 0.2, -65.0, 6.0], -70.0, 0.2, 100.0),
    entry("subthreshold oscillation", &[], [0.05, 0.26, -60.0, 0.0], -62.0, 0.25, 200.0),
    entry("resonator", &[], [0.1, 0.26, -60.0, -1.0], -62.0, 0.25, 400.0),
    excitable(entry("integrator", &[], [0.02, -0.1, -55.0, 6.0], -60.0, 0.25, 100.0)),
    entry("rebound spike", &[], [0.03, 0.25, -60.0, 4.0], -64.0, 0.2, 200.0),
    entry("rebound burst", &[], [0.03, 0.25, -52.0, 0.0], -64.0, 0.2, 200.0),
    entry("threshold variability", &[], [0.03, 0.25, -60.0, 4.0], -64.0, 0.25, 100.0),
    entry("bistability", &[], [0.1, 0.26, -60.0, 0.0], -61.0, 0.25, 300.0),
    entry("depolarizing afterpotential", &["DAP"], [1.0, 0.2, -60.0, -21.0], -70.0, 0.1, 50.0),
    accommodating(entry(
        "accommodation",
        &["accomodation"],
        [0.02, 1.0, -55.0, 4.0],
        -65.0,
        0.5,
        400.0,
    )),
    entry("inhibition-induced spiking", &[], [-0.02, -1.0, -60.0, 8.0], -63.8, 0.5, 350.0),
    entry("inhibition-induced bursting", &[], [-0.026, -1.0, -45.0, -2.0], -63.8, 0.5, 350.0),
];

impl IzhikevichMode {
    /// All of them, A to T.
    pub const ALL: [IzhikevichMode; 20] = [
        IzhikevichMode::TonicSpiking,
        IzhikevichMode::PhasicSpiking,
        IzhikevichMode::TonicBursting,
        IzhikevichMode::PhasicBursting,
        IzhikevichMode::MixedMode,
        IzhikevichMode::SpikeFrequencyAdaptation,
        IzhikevichMode::Class1,
        IzhikevichMode::Class2,
        IzhikevichMode::SpikeLatency,
        IzhikevichMode::SubthresholdOscillation,
        IzhikevichMode::Resonator,
        IzhikevichMode::Integrator,
        IzhikevichMode::ReboundSpike,
        IzhikevichMode::ReboundBurst,
        IzhikevichMode::ThresholdVariability,
        IzhikevichMode::Bistability,
        IzhikevichMode::DepolarizingAfterpotential,
        IzhikevichMode::Accommodation,
        IzhikevichMode::InhibitionInducedSpiking,
        IzhikevichMode::InhibitionInducedBursting,
    ];

    fn entry(self) -> &'static Entry {
        &TABLE[self as usize]
    }

    /// The name, such as "tonic spiking".
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// The letter of the panel in the figure, A to T.
    pub fn letter(self) -> char {
        char::from(b'A' + self as u8)
    }

    /// The parameters.
    pub fn model(self) -> Izhikevich {
        self.entry().model
    }

    /// The state at the start: v, and u = b v but for accommodation.
    pub fn initial(self) -> IzhikevichState {
        let Entry { model, v, .. } = self.entry();
        let u = match self {
            IzhikevichMode::Accommodation => -16.0,
            _ => model.b * v,
        };
        IzhikevichState { v: *v, u }
    }

    /// The published step, in ms.
    pub fn dt(self) -> f64 {
        self.entry().dt
    }

    /// The length of the published panel, in ms. (The script makes one step
    /// more, since it makes one at each time from 0 to this.)
    pub fn duration(self) -> f64 {
        self.entry().duration
    }

    /// `size` neurons in this mode, from its initial state, integrated as the
    /// script does:
    /// [`SequentialEuler`](npbrain_core::integrate::SequentialEuler).
    ///
    /// The network should run with [`dt`](Self::dt). The script calls the end
    /// of a step by the time of its start: its spikes are at ours minus one dt.
    pub fn population(self, size: usize) -> Population {
        let IzhikevichState { v, u } = self.initial();
        neurons_by(size, self.model(), SequentialEuler).init("v", v).init("u", u)
    }
}

impl fmt::Display for IzhikevichMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for IzhikevichMode {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let is_called = |mode: &IzhikevichMode| {
            let Entry { name: own, others, .. } = mode.entry();
            own.eq_ignore_ascii_case(name)
                || others.iter().any(|other| other.eq_ignore_ascii_case(name))
                || mode.letter().to_string().eq_ignore_ascii_case(name)
        };
        IzhikevichMode::ALL.into_iter().find(is_called).ok_or_else(|| Error::UnknownName {
            object: "Izhikevich".into(),
            kind: "mode",
            name: name.into(),
            known: IzhikevichMode::ALL.iter().map(|mode| mode.name().into()).collect(),
        })
    }
}
