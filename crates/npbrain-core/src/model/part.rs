/// One part of a composed model: the neuron, or one of its receptors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The name of the part's model.
    pub name: &'static str,
    /// How many parameters it has.
    pub params: usize,
    /// How many state variables it has.
    pub state: usize,
    /// For a receptor, the unit of the weights of projections onto it.
    pub weight_unit: Option<&'static str>,
    /// For a receptor, whether it is [`GRADED`](super::ReceptorModel::GRADED).
    pub graded: bool,
}
