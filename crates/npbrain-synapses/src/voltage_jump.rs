use npbrain_core::{Connect, MEMBRANE_PORT, Neurons, Projection};

/// A synapse that moves the membrane potential of its target at once.
///
/// ```text
/// a spike of neuron i at t_s:  v_j ← v_j + weight   at  t_s + delay
/// ```
///
/// What arrives at t_{k+1} is added to v at the end of the step from t_k to
/// t_{k+1}: after the integration and before v is compared with the threshold,
/// so that a jump over the threshold makes a spike in the same step. A neuron
/// held in its refractory period takes no jumps; what arrives then is lost.
/// Jumps that arrive together add up.
///
/// | name | default | unit | meaning |
/// | --- | --- | --- | --- |
/// | weight | 1 | mV | what a spike adds to v; negative inhibits |
/// | delay | one step | ms | from a spike to the jump; one step is the least |
///
/// Both are one number for all synapses; one for each, in the order of their
/// sources, then of the rule; or a distribution or function that makes them.
///
/// This type has no values: it is the name under which [`VoltageJump::new`] is
/// found, and what that makes is a [`Projection`].
///
/// Source: NumpyBrain's `VoltageJumpSynapse`; NEST's `iaf_psc_delta` takes
/// jumps of the same kind.
pub enum VoltageJump {}

impl VoltageJump {
    /// Synapses from `pre` to `post`, connected by `rule`, onto the membrane's
    /// own port `v`.
    ///
    /// What does not fit is reported when the network is planned.
    ///
    /// ```
    /// use npbrain_connect::all_to_all;
    /// use npbrain_synapses::VoltageJump;
    /// # use npbrain_core::{Neurons, Place};
    /// # let lif = Neurons::all(Place { network: 0, index: 0, size: 100 });
    ///
    /// let inhibition = VoltageJump::new(lif, lif, all_to_all().autapses(false))
    ///     .weight(-0.5)
    ///     .named("inhibition");
    /// ```
    #[expect(
        clippy::new_ret_no_self,
        reason = "a VoltageJump is a projection; a type of its own would only forward to it"
    )]
    pub fn new(pre: Neurons, post: Neurons, rule: impl Connect + 'static) -> Projection {
        Projection { kind: "VoltageJump", ..Projection::new(pre, post, rule) }.port(MEMBRANE_PORT)
    }
}
