use npbrain_core::{Projection, Result, synapses};
use npbrain_synapses::{
    DualExpCond, DualExpCurrent, ExpCond, ExpCurrent, GabaB, GabaBDesensitising, GradedHill,
    Normalise, Pooled, VoltageJump, ampa, ampa_kinetic, gaba_a, gaba_a_kinetic, gaba_b,
    gaba_b_desensitising, gap_junction, gap_junction_lif, nmda, nmda_fast, stdp, stp,
};

use crate::{Meaning, Registry, SynapseEntry};

pub(super) fn register(registry: &mut Registry) -> Result<()> {
    registry.register(weighted(
        SynapseEntry::new("VoltageJump", VoltageJump::new)
            .about("a spike moves the potential of its target at once")
            .also("VoltageJumpSynapse")
            .also("NormalSynapses"),
    )?)?;
    ready_made(registry)?;
    gap_junctions(registry)?;
    receptors(registry)
}

/// The names that NumpyBrain and others have for the weight.
fn weighted(entry: SynapseEntry) -> Result<SynapseEntry> {
    entry.alias("weight", "weights")?.alias("weight", "w")
}

/// With those of a conductance.
fn conductance(entry: SynapseEntry) -> Result<SynapseEntry> {
    weighted(entry)?.alias("weight", "g_max")?.alias("e_rev", "E")
}

/// With those of a pulse of transmitter.
fn kinetic(entry: SynapseEntry) -> Result<SynapseEntry> {
    conductance(entry)?.alias("transmitter", "T")?.alias("duration", "T_duration")
}

fn ready_made(registry: &mut Registry) -> Result<()> {
    registry.register(
        conductance(
            SynapseEntry::new("ampa", ampa)
                .about("AMPA as a conductance that decays exponentially")
                .also("AMPA_Ch1"),
        )?
        .alias("tau", "tau_decay")?,
    )?;
    registry.register(kinetic(
        SynapseEntry::new("ampa_kinetic", ampa_kinetic)
            .about("AMPA with two-state kinetics (Destexhe et al. 1998)")
            .also("AMPA_Ch2"),
    )?)?;
    registry.register(
        conductance(
            SynapseEntry::new("gaba_a", gaba_a)
                .about("GABA_A as a conductance that decays exponentially")
                .also("GABAa_Ch1"),
        )?
        .alias("tau", "tau_decay")?,
    )?;
    registry.register(kinetic(
        SynapseEntry::new("gaba_a_kinetic", gaba_a_kinetic)
            .about("GABA_A with two-state kinetics (Destexhe et al. 1998)")
            .also("GABAa_Ch2"),
    )?)?;
    registry.register(
        kinetic(
            SynapseEntry::new("gaba_b", gaba_b)
                .about("GABA_B, slow, through a G protein (Destexhe et al. 1998)")
                .also("GABAb_Ch1"),
        )?
        // NumpyBrain numbers the two stages the other way round.
        .respell("GABAb_Ch1", "k1", Meaning::Parameter("k3"))
        .respell("GABAb_Ch1", "k2", Meaning::Parameter("k4"))
        .respell("GABAb_Ch1", "k3", Meaning::Parameter("k1"))
        .respell("GABAb_Ch1", "k4", Meaning::Parameter("k2")),
    )?;
    registry.register(kinetic(
        SynapseEntry::new("gaba_b_desensitising", gaba_b_desensitising)
            .about("GABA_B whose receptors desensitise (Destexhe & Sejnowski 1995)")
            .also("GABAb_Ch2"),
    )?)?;
    registry.register(pooled(SynapseEntry::new("gaba_b_pooled", |pre, post, rule| {
        let model = Pooled(GabaB::default());
        synapses(model, pre, post, rule).onto(GradedHill::default())
    }))?)?;
    registry.register(pooled(SynapseEntry::new(
        "gaba_b_desensitising_pooled",
        |pre, post, rule| {
            let model = Pooled(GabaBDesensitising::default());
            synapses(model, pre, post, rule).onto(GradedHill { g_max: 0.2, ..Default::default() })
        },
    ))?)?;
    registry.register(
        conductance(
            SynapseEntry::new("nmda", nmda)
                .about("NMDA with full kinetics and magnesium block (Brunel & Wang 2001)")
                .also("NMDA_Ch"),
        )?
        .alias("mg", "cc_Mg")?
        .alias("alpha", "a")?
        .respell(
            "NMDA_Ch",
            "alpha",
            Meaning::Constant {
                value: 0.062,
                what: "the slope of the magnesium block (the rate of opening is `a`)",
            },
        )
        .respell(
            "NMDA_Ch",
            "beta",
            Meaning::Constant { value: 3.57, what: "the scale of the magnesium block" },
        ),
    )?;
    registry.register(
        conductance(
            SynapseEntry::new("nmda_fast", nmda_fast)
                .about("NMDA by increments that saturate, with magnesium block"),
        )?
        .alias("mg", "cc_Mg")?
        .alias("alpha", "a")?
        .follows("tau", "tau_decay", |of| of("tau_decay"))?,
    )?;
    registry.register(
        weighted(
            SynapseEntry::new("stp", stp)
                .about("short-term plasticity (Tsodyks & Markram 1997), onto the membrane")
                .also("STP")
                .also("TsodyksMarkram"),
        )?
        .alias("utilisation", "U")?
        .alias("utilisation", "u0")?
        .respell("STP", "init_u", Meaning::Constant { value: 0.0, what: "u at the start" })
        .respell(
            "STP",
            "init_x",
            Meaning::Constant { value: 1.0, what: "x at the start" },
        ),
    )?;
    registry.register(
        weighted(
            SynapseEntry::new("stdp", stdp)
                .about("weights that learn from pairs of spikes (Song et al. 2000)")
                .also("PairStdp"),
        )?
        .alias("tau_plus", "tau_pre")?
        .alias("tau_minus", "tau_post")?,
    )?;
    Ok(())
}

/// Synapses whose G protein adds up.
fn pooled(entry: SynapseEntry) -> Result<SynapseEntry> {
    weighted(entry.about("the same, where the G protein of all synapses adds up"))?
        .alias("e_rev", "E")?
        .alias("transmitter", "T")?
        .alias("duration", "T_duration")?
        .alias("receptor.k_d", "k_d")?
        .follows("synapse.k_d", "receptor.k_d; a pooled synapse has no use for it", |of| {
            of("receptor.k_d")
        })
}

fn gap_junctions(registry: &mut Registry) -> Result<()> {
    registry.register(
        weighted(
            SynapseEntry::new("gap_junction", gap_junction)
                .about("an electrical synapse, acting both ways")
                .also("GapJunction"),
        )?
        .alias("spikelet", "k_spikelet")?,
    )?;
    registry.register(
        weighted(
            SynapseEntry::new("gap_junction_lif", gap_junction_lif)
                .about("the same with a spikelet, for integrate-and-fire neurons")
                .also("GapJunction_LIF"),
        )?
        .alias("spikelet", "k_spikelet")?,
    )?;
    Ok(())
}

/// Plain spikes onto a receptor.
fn receptors(registry: &mut Registry) -> Result<()> {
    registry.register(
        conductance(
            SynapseEntry::new("ExpCond", |pre, post, rule| {
                Projection::new(pre, post, rule).onto(ExpCond::default())
            })
            .about("a conductance that decays exponentially"),
        )?
        .alias("tau", "tau_decay")?,
    )?;
    registry.register(
        weighted(
            SynapseEntry::new("ExpCurrent", |pre, post, rule| {
                Projection::new(pre, post, rule).onto(ExpCurrent::default())
            })
            .about("a current that decays exponentially"),
        )?
        .alias("tau", "tau_decay")?,
    )?;
    registry.register(
        conductance(
            SynapseEntry::new("DualExpCond", |pre, post, rule| {
                Projection::new(pre, post, rule).onto(DualExpCond::default())
            })
            .about("a conductance that rises and decays exponentially"),
        )?
        .follows("slope", PEAK, |of| {
            DualExpCond::new(of("tau_rise"), of("tau_decay"), 0.0, Normalise::Peak).slope
        })?,
    )?;
    registry.register(
        weighted(
            SynapseEntry::new("DualExpCurrent", |pre, post, rule| {
                Projection::new(pre, post, rule).onto(DualExpCurrent::default())
            })
            .about("a current that rises and decays exponentially"),
        )?
        .follows("slope", PEAK, |of| {
            DualExpCurrent::new(of("tau_rise"), of("tau_decay"), Normalise::Peak).slope
        })?,
    )?;
    Ok(())
}

const PEAK: &str = "such that the response to a weight of 1 peaks at 1";
