use npbrain_core::{Connections, Record, Result, Value};

use crate::plan::{InputPlan, Plan, Settings};

/// Something that can run networks.
pub trait Backend: Send + Sync {
    /// Its name, for messages.
    fn name(&self) -> &'static str;

    /// An engine without anything in it.
    ///
    /// # Errors
    /// If the backend cannot run here.
    fn engine(&self, settings: &Settings) -> Result<Box<dyn Engine>>;
}

/// A network being run: it owns all state.
///
/// Everything a user can get wrong has been found by the [`Plan`]; stepping
/// can fail only for a lost device, a full disk or the like.
pub trait Engine: Send {
    /// Takes in what a plan added. New objects begin at the present step.
    ///
    /// # Errors
    /// [`Error::Unsupported`](npbrain_core::Error::Unsupported) if this engine
    /// cannot run one of them; the engine is then as it was.
    fn extend(&mut self, plan: Plan) -> Result<()>;

    /// Replaces the inputs.
    fn set_inputs(&mut self, inputs: Vec<InputPlan>);

    /// Runs `steps` steps.
    ///
    /// # Errors
    /// If the machine fails; what was recorded until then is kept.
    fn advance(&mut self, steps: u64) -> Result<()>;

    /// How many steps have been made.
    fn step(&self) -> u64;

    /// The values of state variable `variable` of a population.
    fn read(&self, population: usize, variable: usize) -> Vec<f64>;

    /// Sets state variable `variable` of a population, one value per neuron.
    fn write(&mut self, population: usize, variable: usize, values: &[f64]);

    /// How many synapses a projection has.
    fn synapses(&self, projection: usize) -> usize;

    /// The synapses of a projection as they are now.
    fn connections(&self, projection: usize) -> Connections;

    /// Sets the weights of a projection: one for all, or one per synapse in
    /// the order of [`connections`](Self::connections).
    ///
    /// They hold for all that is delivered from now on. Spikes under way have
    /// been delivered only where each synapse has a delay of its own: those not
    /// of the last step have been sorted into the steps in which they arrive.
    fn set_weights(&mut self, projection: usize, weights: &Value);

    /// What a monitor has recorded.
    fn record(&self, monitor: usize) -> Record;

    /// How the network is run, to be read: what takes place where, and what has been
    /// counted. Empty if there is nothing to tell.
    fn explain(&self) -> String {
        String::new()
    }

    /// The programs printed for a device, each a module in WGSL that says what it is
    /// for; `None` on an engine that prints none.
    fn wgsl(&self) -> Option<Vec<String>> {
        None
    }
}
