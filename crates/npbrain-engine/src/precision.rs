use npbrain_core::{
    Arithmetic, Block, Coupled, LiveSynapses, NeuronKernel, Observed, Real, ReceptorBlock,
    ReceptorKernel, Spikes, SynapseKernel,
};

/// `f32` or `f64`, as kernels are called with it.
pub trait Precision: Real {
    /// Moves a block of neurons one step.
    fn advance(kernel: &dyn NeuronKernel, arithmetic: Arithmetic, block: Block<'_, Self>);

    /// Moves a block of receptors one step.
    fn receive(kernel: &dyn ReceptorKernel, arithmetic: Arithmetic, block: ReceptorBlock<'_, Self>);

    /// Spikes of sources, labelled `fired`, reach synapses.
    fn arrive(
        kernel: &dyn SynapseKernel,
        arithmetic: Arithmetic,
        x: &mut LiveSynapses<Self>,
        fired: u64,
        spikes: Spikes<'_>,
        due: &mut [Self],
    );

    /// What graded sources do at label `now`.
    fn stand(
        kernel: &dyn SynapseKernel,
        arithmetic: Arithmetic,
        x: &mut LiveSynapses<Self>,
        now: u64,
        due: &mut [Self],
    );

    /// What flows between potentials at label `now`.
    fn flow(kernel: &dyn SynapseKernel, x: &LiveSynapses<Self>, now: u64, ends: Coupled<'_, Self>);

    /// A variable of a source or target at label `now`.
    fn observe(
        kernel: &dyn SynapseKernel,
        x: &LiveSynapses<Self>,
        now: u64,
        what: Observed,
    ) -> Self;

    /// Spikes of targets, labelled `fired`, reach synapses.
    fn learn(
        kernel: &dyn SynapseKernel,
        arithmetic: Arithmetic,
        x: &mut LiveSynapses<Self>,
        fired: u64,
        spikes: Spikes<'_>,
    );
}

macro_rules! precision {
    ($float:ident, $advance:ident, $arrive:ident, $stand:ident, $flow:ident, $observe:ident, $learn:ident) => {
        impl Precision for $float {
            fn advance(kernel: &dyn NeuronKernel, arithmetic: Arithmetic, block: Block<'_, Self>) {
                kernel.$advance(arithmetic, block);
            }

            fn receive(
                kernel: &dyn ReceptorKernel,
                arithmetic: Arithmetic,
                block: ReceptorBlock<'_, Self>,
            ) {
                kernel.$advance(arithmetic, block);
            }

            fn arrive(
                kernel: &dyn SynapseKernel,
                arithmetic: Arithmetic,
                x: &mut LiveSynapses<Self>,
                fired: u64,
                spikes: Spikes<'_>,
                due: &mut [Self],
            ) {
                kernel.$arrive(arithmetic, x, fired, spikes, due);
            }

            fn stand(
                kernel: &dyn SynapseKernel,
                arithmetic: Arithmetic,
                x: &mut LiveSynapses<Self>,
                now: u64,
                due: &mut [Self],
            ) {
                kernel.$stand(arithmetic, x, now, due);
            }

            fn flow(
                kernel: &dyn SynapseKernel,
                x: &LiveSynapses<Self>,
                now: u64,
                ends: Coupled<'_, Self>,
            ) {
                kernel.$flow(x, now, ends);
            }

            fn observe(
                kernel: &dyn SynapseKernel,
                x: &LiveSynapses<Self>,
                now: u64,
                what: Observed,
            ) -> Self {
                kernel.$observe(x, now, what)
            }

            fn learn(
                kernel: &dyn SynapseKernel,
                arithmetic: Arithmetic,
                x: &mut LiveSynapses<Self>,
                fired: u64,
                spikes: Spikes<'_>,
            ) {
                kernel.$learn(arithmetic, x, fired, spikes);
            }
        }
    };
}
precision!(f32, advance_f32, arrive_f32, stand_f32, flow_f32, observe_f32, learn_f32);
precision!(f64, advance_f64, arrive_f64, stand_f64, flow_f64, observe_f64, learn_f64);
