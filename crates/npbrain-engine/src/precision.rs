use npbrain_core::{
    Arithmetic, Block, LiveSynapses, NeuronKernel, Real, ReceptorBlock, ReceptorKernel, Spikes,
    SynapseKernel,
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
        x: &mut LiveSynapses<Self>,
        fired: u64,
        spikes: Spikes<'_>,
        due: &mut [Self],
    );

    /// Spikes of targets, labelled `fired`, reach synapses.
    fn learn(
        kernel: &dyn SynapseKernel,
        x: &mut LiveSynapses<Self>,
        fired: u64,
        spikes: Spikes<'_>,
    );
}

macro_rules! precision {
    ($float:ident, $advance:ident, $arrive:ident, $learn:ident) => {
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
                x: &mut LiveSynapses<Self>,
                fired: u64,
                spikes: Spikes<'_>,
                due: &mut [Self],
            ) {
                kernel.$arrive(x, fired, spikes, due);
            }

            fn learn(
                kernel: &dyn SynapseKernel,
                x: &mut LiveSynapses<Self>,
                fired: u64,
                spikes: Spikes<'_>,
            ) {
                kernel.$learn(x, fired, spikes);
            }
        }
    };
}
precision!(f32, advance_f32, arrive_f32, learn_f32);
precision!(f64, advance_f64, arrive_f64, learn_f64);
