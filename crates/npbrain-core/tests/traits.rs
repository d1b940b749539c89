//! The proof of the three model traits: the six hardest models, written as a
//! user would write them, without a special case anywhere.
//!
//! Each runs (a) on plain numbers and on SIMD lanes, in both precisions, with
//! the same bits, (b) on dual numbers, against a closed form, (c) as a tape,
//! which gives those bits again and prints WGSL that naga accepts without any
//! optional feature, and (d) against something that shares nothing with this
//! crate: a closed form or a loop over `f64` written out in the test.

mod traits {
    // What stands for an engine.
    mod derivative;
    mod events;
    mod phases;
    mod population;
    mod shader;
    mod tapes;

    // The models, one a file.
    mod exact_lif;
    mod exp_cond;
    mod exp_current;
    mod gap_junction;
    mod kinetic;
    mod nmda;
    mod static_synapse;
    mod stdp;
    mod triplet;
    mod tsodyks_markram;
    mod tsodyks_per_synapse;
}
