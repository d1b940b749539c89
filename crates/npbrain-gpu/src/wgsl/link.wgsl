// A projection whose synapses have a model. Labels are the numbers of steps; marks are
// labels of last spikes, counted from a base.
struct Link {
    // The first source and the first target in their populations.
    first_source: u32,
    first_target: u32,
    // How many steps a spike takes to the synapse, and from there to the soma.
    axonal: u32,
    dendritic: u32,
    // The label that marks are counted from.
    base: u32,
    // The rings of spikes of both populations: their lengths less one, and the words
    // of a step.
    pre_ring: u32,
    pre_words: u32,
    post_ring: u32,
    post_words: u32,
    // Where the port's ring begins among what is due, its length less one, and the
    // neurons of a step.
    port: u32,
    slots: u32,
    neurons: u32,
    // The step in ms, the whole numbers per unit of weight, and the most that a
    // synapse may deliver.
    dt: f32,
    per_unit: f32,
    most: f32,
    unused: u32,
}

// The ms from a mark to a label; none if the mark is the later.
fn elapsed(label: u32, mark: u32) -> f32 {
    return f32(max(bitcast<i32>(label - link.base) - bitcast<i32>(mark), 0)) * link.dt;
}
