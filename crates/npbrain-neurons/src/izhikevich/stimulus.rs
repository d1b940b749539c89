use npbrain_core::{CurrentInput, Neurons};

use super::IzhikevichMode;

impl IzhikevichMode {
    /// The published [stimulus](Self::stimulus) into `neurons`, as an input of a
    /// network or of one run.
    ///
    /// ```
    /// use npbrain_neurons::IzhikevichMode;
    /// # use npbrain_core::{Neurons, Place};
    /// # let cells = Neurons::all(Place { network: 0, index: 0, size: 1 });
    ///
    /// // `cells`: what `add` returned for `IzhikevichMode::Resonator.population(1)`.
    /// let drive = IzhikevichMode::Resonator.input(cells);
    /// ```
    pub fn input(self, neurons: Neurons) -> CurrentInput {
        CurrentInput::new(neurons, move |t: f64| self.stimulus(t))
    }

    /// The published stimulus: the current in the step that begins at `t` ms,
    /// in the unit of the model, mV/ms.
    ///
    /// Windows are as in the script, open at both ends: a pulse from 10 to
    /// 13 ms acts in the steps that begin after 10 and before 13 ms. Roundings
    /// of `t` do not matter.
    ///
    /// ```
    /// use npbrain_neurons::IzhikevichMode;
    ///
    /// let mode = IzhikevichMode::SpikeLatency;
    /// assert_eq!([10.0, 10.2, 12.8, 13.0].map(|t| mode.stimulus(t)), [0.0, 7.04, 7.04, 0.0]);
    /// ```
    pub fn stimulus(self, t: f64) -> f64 {
        use IzhikevichMode::*;
        let from = |start: f64, current: f64| if after(t, start) { current } else { 0.0 };
        let pulses = |starts: &[f64], length: f64, current: f64| {
            let on = starts.iter().any(|start| after(t, *start) && before(t, start + length));
            if on { current } else { 0.0 }
        };
        let ramp = |slope: f64| from(30.0, slope * (t - 30.0));
        match self {
            TonicSpiking => from(10.0, 14.0),
            PhasicSpiking => from(20.0, 0.5),
            TonicBursting => from(22.0, 15.0),
            PhasicBursting => from(20.0, 0.6),
            MixedMode => from(16.0, 10.0),
            SpikeFrequencyAdaptation => from(8.5, 30.0),
            Class1 => ramp(0.075),
            Class2 => -0.5 + ramp(0.015),
            SpikeLatency => pulses(&[10.0], 3.0, 7.04),
            SubthresholdOscillation => pulses(&[20.0], 5.0, 2.0),
            Resonator => pulses(&[40.0, 60.0, 280.0, 320.0], 4.0, 0.65),
            Integrator => pulses(&[100.0 / 11.0, 100.0 / 11.0 + 5.0, 70.0, 80.0], 2.0, 9.0),
            ReboundSpike | ReboundBurst => pulses(&[20.0], 5.0, -15.0),
            ThresholdVariability => pulses(&[10.0, 80.0], 5.0, 1.0) + pulses(&[70.0], 5.0, -6.0),
            Bistability => 0.24 + pulses(&[37.5, 216.0], 5.0, 1.0),
            DepolarizingAfterpotential => pulses(&[9.0], 2.0, 20.0),
            Accommodation => {
                if before(t, 200.0) {
                    t / 25.0
                } else if before(t, 300.0) || !before(t, 312.5) {
                    0.0
                } else {
                    4.0 * (t - 300.0) / 12.5
                }
            }
            InhibitionInducedSpiking | InhibitionInducedBursting => {
                if before(t, 50.0) || after(t, 250.0) { 80.0 } else { 75.0 }
            }
        }
    }
}

/// Far below every step, far above the roundings of a time.
const ROUNDING: f64 = 1e-9;

fn after(t: f64, limit: f64) -> bool {
    t > limit + ROUNDING
}

fn before(t: f64, limit: f64) -> bool {
    t < limit - ROUNDING
}
