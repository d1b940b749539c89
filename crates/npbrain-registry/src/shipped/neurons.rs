use npbrain_core::{Result, Vars, neurons};
use npbrain_neurons::{HodgkinHuxley, Izhikevich, Izhikevich2007, Lif, TraubMiles};

use crate::{NeuronEntry, Registry};

pub(super) fn register(registry: &mut Registry) -> Result<()> {
    registry.register(
        NeuronEntry::new("Lif", neurons(1, Lif::default()))
            .about("leaky integrate-and-fire, exact, with noise")
            .also("LIF")
            .by_any_method::<Lif>()
            .alias("r", "R")?
            .alias("t_ref", "ref")?,
    )?;
    registry.register(
        NeuronEntry::new("Izhikevich", neurons(1, Izhikevich::default()))
            .about("Izhikevich's simple model (2003, 2004); twenty modes")
            .start("Potential at the start; u is then b v.", |p, v| {
                vec![("v", v), ("u", Izhikevich::make(|k| p[k]).b * v)]
            })
            .by_any_method::<Izhikevich>()
            .alias("v_0", "Vr")?
            .alias("t_ref", "ref")?,
    )?;
    registry.register(
        NeuronEntry::new("Izhikevich2007", neurons(1, Izhikevich2007::default()))
            .about("Izhikevich's model with units (2007)")
            .by_any_method::<Izhikevich2007>()
            .alias("c_m", "C")?
            .alias("v_peak", "Vth")?
            .alias("t_ref", "ref")?,
    )?;
    registry.register(
        NeuronEntry::new("HodgkinHuxley", neurons(1, HodgkinHuxley::default()))
            .about("the squid's axon (Hodgkin & Huxley 1952)")
            .also("HH")
            .start("Potential at the start; the gates are then steady there.", |_, v| {
                let x = HodgkinHuxley::steady(v);
                vec![("v", x.v), ("m", x.m), ("h", x.h), ("n", x.n)]
            })
            .by_any_method::<HodgkinHuxley>()
            .alias("c_m", "C")?
            .alias("g_l", "g_Leak")?
            .alias("e_l", "E_Leak")?
            .alias("v_0", "Vr")?
            .alias("t_ref", "ref")?,
    )?;
    registry.register(
        NeuronEntry::new("TraubMiles", neurons(1, TraubMiles::default()))
            .about("a hippocampal pyramidal cell (Traub & Miles 1991), that of COBAHH")
            .start("Potential at the start; the gates are then steady there.", |p, v| {
                let x = TraubMiles::make(|k| p[k]).steady(v);
                vec![("v", x.v), ("m", x.m), ("h", x.h), ("n", x.n)]
            })
            .by_any_method::<TraubMiles>()
            .alias("c_m", "C")?
            .alias("v_t", "VT")?
            .alias("t_ref", "ref")?,
    )?;
    Ok(())
}
