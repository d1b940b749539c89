use super::{Izhikevich, Izhikevich2007};

/// The cells of the paper of 2003, its figure 2.
impl Izhikevich {
    /// Regular spiking: excitatory cortical cells that adapt. The default.
    pub const RS: Izhikevich = cell(0.02, 0.2, -65.0, 8.0);
    /// Intrinsically bursting: a burst, then single spikes.
    pub const IB: Izhikevich = cell(0.02, 0.2, -55.0, 4.0);
    /// Chattering: bursts of closely spaced spikes.
    pub const CH: Izhikevich = cell(0.02, 0.2, -50.0, 2.0);
    /// Fast spiking: inhibitory cells that hardly adapt.
    pub const FS: Izhikevich = cell(0.1, 0.2, -65.0, 2.0);
    /// Thalamocortical: tonic from rest, a rebound burst from hyperpolarisation.
    pub const TC: Izhikevich = cell(0.02, 0.25, -65.0, 0.05);
    /// Resonator: subthreshold oscillations, fires when in resonance.
    pub const RZ: Izhikevich = cell(0.1, 0.26, -65.0, 2.0);
    /// Low-threshold spiking: inhibitory cells that adapt.
    pub const LTS: Izhikevich = cell(0.02, 0.25, -65.0, 2.0);
}

/// The simple model with these four parameters.
pub(super) const fn cell(a: f64, b: f64, c: f64, d: f64) -> Izhikevich {
    Izhikevich {
        a,
        b,
        c,
        d,
        v_th: 30.0,
        k0: 140.0,
        k1: 5.0,
        k2: 0.04,
        accommodation: 0.0,
        noise: 0.0,
    }
}

/// Cells of the book of 2007, chapter 8, whose reset does not depend on u.
impl Izhikevich2007 {
    /// Regular spiking, layer 5. The default.
    pub const RS: Izhikevich2007 = Izhikevich2007 {
        c_m: 100.0,
        k: 0.7,
        v_r: -60.0,
        v_t: -40.0,
        a: 0.03,
        b: -2.0,
        c: -50.0,
        d: 100.0,
        v_peak: 35.0,
        noise: 0.0,
    };
    /// Intrinsically bursting, layer 5.
    pub const IB: Izhikevich2007 = Izhikevich2007 {
        c_m: 150.0,
        k: 1.2,
        v_r: -75.0,
        v_t: -45.0,
        a: 0.01,
        b: 5.0,
        c: -56.0,
        d: 130.0,
        v_peak: 50.0,
        noise: 0.0,
    };
    /// Chattering, cat visual cortex.
    pub const CH: Izhikevich2007 = Izhikevich2007 {
        c_m: 50.0,
        k: 1.5,
        v_r: -60.0,
        v_t: -40.0,
        a: 0.03,
        b: 1.0,
        c: -40.0,
        d: 150.0,
        v_peak: 25.0,
        noise: 0.0,
    };
}
