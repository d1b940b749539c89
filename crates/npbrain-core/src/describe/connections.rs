/// The synapses of a projection as they are now, one entry each: in order of
/// their sources, and for one source in the order of the rule.
///
/// Sources and targets are counted from the first neuron of either end, as
/// rules count them.
#[derive(Clone, Debug, PartialEq)]
pub struct Connections {
    /// How many sources the projection has.
    pub pre: usize,
    /// How many targets it has.
    pub post: usize,
    /// The source of each synapse.
    pub i: Vec<u32>,
    /// The target of each synapse.
    pub j: Vec<u32>,
    /// The weight of each synapse, in the unit of the port.
    pub weight: Vec<f64>,
    /// The delay of each synapse, in ms, from soma to soma.
    pub delay: Vec<f64>,
}

impl Connections {
    /// `synapses` synapses of which all is 0, to be filled in.
    pub fn zero(pre: usize, post: usize, synapses: usize) -> Self {
        Connections {
            pre,
            post,
            i: vec![0; synapses],
            j: vec![0; synapses],
            weight: vec![0.0; synapses],
            delay: vec![0.0; synapses],
        }
    }

    /// How many synapses there are.
    pub fn len(&self) -> usize {
        self.i.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.i.is_empty()
    }

    /// The synapses as (source, target), in order.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.i.iter().zip(&self.j).map(|(i, j)| (*i as usize, *j as usize))
    }
}
