use npbrain_core::{
    Arithmetic, Block, LiveSynapses, NeuronKernel, Real, ReceptorBlock, ReceptorKernel,
    SynapseKernel,
};

/// `f32` or `f64`, as kernels are called with it.
pub trait Precision: Real {
    /// Moves a block of neurons one step.
    fn advance(kernel: &dyn NeuronKernel, arithmetic: Arithmetic, block: Block<'_, Self>);

    /// Moves a block of receptors one step.
    fn receive(kernel: &dyn ReceptorKernel, arithmetic: Arithmetic, block: ReceptorBlock<'_, Self>);

    /// Spikes of sources reach synapses.
    fn arrive(
        kernel: &dyn SynapseKernel,
        x: &mut LiveSynapses<Self>,
        fired: u64,
        spikes: &mut dyn Iterator<Item = u32>,
        due: &mut [Self],
    );

    /// Spikes of targets reach synapses.
    fn learn(
        kernel: &dyn SynapseKernel,
        x: &mut LiveSynapses<Self>,
        fired: u64,
        spikes: &mut dyn Iterator<Item = u32>,
    );
}

impl Precision for f32 {
    fn advance(kernel: &dyn NeuronKernel, arithmetic: Arithmetic, block: Block<'_, f32>) {
        kernel.advance_f32(arithmetic, block);
    }

    fn receive(kernel: &dyn ReceptorKernel, arithmetic: Arithmetic, block: ReceptorBlock<'_, f32>) {
        kernel.advance_f32(arithmetic, block);
    }

    fn arrive(
        kernel: &dyn SynapseKernel,
        x: &mut LiveSynapses<f32>,
        fired: u64,
        spikes: &mut dyn Iterator<Item = u32>,
        due: &mut [f32],
    ) {
        kernel.arrive_f32(x, fired, spikes, due);
    }

    fn learn(
        kernel: &dyn SynapseKernel,
        x: &mut LiveSynapses<f32>,
        fired: u64,
        spikes: &mut dyn Iterator<Item = u32>,
    ) {
        kernel.learn_f32(x, fired, spikes);
    }
}

impl Precision for f64 {
    fn advance(kernel: &dyn NeuronKernel, arithmetic: Arithmetic, block: Block<'_, f64>) {
        kernel.advance_f64(arithmetic, block);
    }

    fn receive(kernel: &dyn ReceptorKernel, arithmetic: Arithmetic, block: ReceptorBlock<'_, f64>) {
        kernel.advance_f64(arithmetic, block);
    }

    fn arrive(
        kernel: &dyn SynapseKernel,
        x: &mut LiveSynapses<f64>,
        fired: u64,
        spikes: &mut dyn Iterator<Item = u32>,
        due: &mut [f64],
    ) {
        kernel.arrive_f64(x, fired, spikes, due);
    }

    fn learn(
        kernel: &dyn SynapseKernel,
        x: &mut LiveSynapses<f64>,
        fired: u64,
        spikes: &mut dyn Iterator<Item = u32>,
    ) {
        kernel.learn_f64(x, fired, spikes);
    }
}
