//! The twenty modes of Izhikevich (2004) and their names.

use npbrain_neurons::IzhikevichMode;

#[test]
fn a_mode_stands_at_its_place() {
    for (k, mode) in IzhikevichMode::ALL.into_iter().enumerate() {
        assert_eq!(mode as usize, k);
    }
    assert_eq!(IzhikevichMode::TonicSpiking.letter(), 'A');
    assert_eq!(IzhikevichMode::InhibitionInducedBursting.letter(), 'T');
}

/// Every spelling in NumpyBrain 0.2.2, that of accommodation included.
#[test]
fn numpybrains_names_are_found() {
    use IzhikevichMode::*;
    let spellings: [(&str, IzhikevichMode); 25] = [
        ("tonic", TonicSpiking),
        ("tonic spiking", TonicSpiking),
        ("phasic", PhasicSpiking),
        ("phasic spiking", PhasicSpiking),
        ("tonic bursting", TonicBursting),
        ("phasic bursting", PhasicBursting),
        ("mixed mode", MixedMode),
        ("SFA", SpikeFrequencyAdaptation),
        ("spike frequency adaptation", SpikeFrequencyAdaptation),
        ("Class 1", Class1),
        ("class 1", Class1),
        ("Class 2", Class2),
        ("class 2", Class2),
        ("spike latency", SpikeLatency),
        ("subthreshold oscillation", SubthresholdOscillation),
        ("resonator", Resonator),
        ("integrator", Integrator),
        ("rebound spike", ReboundSpike),
        ("rebound burst", ReboundBurst),
        ("threshold variability", ThresholdVariability),
        ("bistability", Bistability),
        ("DAP", DepolarizingAfterpotential),
        ("accomodation", Accommodation),
        ("inhibition-induced spiking", InhibitionInducedSpiking),
        ("inhibition-induced bursting", InhibitionInducedBursting),
    ];
    for (spelling, mode) in spellings {
        assert_eq!(spelling.parse(), Ok(mode), "{spelling}");
    }
    for mode in IzhikevichMode::ALL {
        assert_eq!(mode.to_string().parse(), Ok(mode));
        assert_eq!(mode.letter().to_string().parse(), Ok(mode));
    }
}

#[test]
fn an_unknown_mode_is_answered_with_the_nearest() {
    let told = "tonic spikng".parse::<IzhikevichMode>().unwrap_err().to_string();
    assert!(told.starts_with("Izhikevich has no mode `tonic spikng`; it has `tonic spiking`"));
    assert!(told.ends_with("(did you mean `tonic spiking`?)"), "{told}");
}
