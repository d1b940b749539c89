//! npbrain-synapses
