//! What can be timed.

use benchmark_networks::{brunel, coba, cobahh, cuba, microcircuit, readme, stdp};
use npbrain::all as nn;

use super::arguments::Options;

/// A network to be timed.
pub(super) struct Benchmark {
    pub(super) name: &'static str,
    pub(super) doc: &'static str,
    /// How many neurons it has if none are asked for.
    pub(super) n: usize,
    /// How long it runs before anything is timed or counted, in ms.
    pub(super) before: f64,
    /// How long it runs if nothing is asked for, in ms.
    pub(super) duration: f64,
    /// How it can be integrated, the default first.
    pub(super) methods: &'static [&'static str],
    /// Whether one chooses how many sources a neuron has.
    pub(super) takes_indegree: bool,
    /// Whether its size is a share of one that is given.
    pub(super) takes_scale: bool,
    /// The names of its populations, if there are several to be told apart.
    pub(super) populations: &'static [&'static str],
    pub(super) fill: fn(&mut nn::Network, &Options) -> Filled,
}

/// What a network has been filled with.
pub(super) struct Filled {
    pub(super) populations: Vec<nn::Neurons>,
    pub(super) synapses: Vec<Bundle>,
}

/// The synapses from one population, or from its neurons from `first` on.
pub(super) struct Bundle {
    pub(super) population: usize,
    pub(super) first: usize,
    pub(super) synapses: nn::Synapses,
}

impl Bundle {
    fn of(population: usize, synapses: nn::Synapses) -> Self {
        Bundle { population, first: 0, synapses }
    }
}

/// One population, whose last fifth inhibits all of it, while the others excite it.
fn cells((cells, [excite, inhibit]): (nn::Neurons, [nn::Synapses; 2])) -> Filled {
    let inhibit = Bundle { first: cells.len() * 4 / 5, ..Bundle::of(0, inhibit) };
    Filled { populations: vec![cells], synapses: vec![Bundle::of(0, excite), inhibit] }
}

pub(super) const BENCHMARKS: [Benchmark; 7] = [
    Benchmark {
        name: "coba",
        doc: "leaky neurons, conductances (Vogels & Abbott 2005; Brette et al. 2007)",
        n: 4000,
        before: 0.0,
        duration: 1000.0,
        methods: &["exponential_euler", "euler"],
        takes_indegree: true,
        takes_scale: false,
        populations: &[],
        fill: |net, of| {
            cells(match of.method {
                "euler" => coba::coba_by_euler(net, of.n, of.indegree),
                _ => coba::coba(net, of.n, of.indegree),
            })
        },
    },
    Benchmark {
        name: "cuba",
        doc: "leaky neurons, currents (the same)",
        n: 4000,
        before: 0.0,
        duration: 1000.0,
        methods: &["exact"],
        takes_indegree: true,
        takes_scale: false,
        populations: &[],
        fill: |net, of| cells(cuba::cuba(net, of.n, of.indegree)),
    },
    Benchmark {
        name: "cobahh",
        doc: "neurons of Hodgkin and Huxley's kind, conductances (Brette et al. 2007)",
        n: 4000,
        before: 0.0,
        duration: 1000.0,
        methods: &["exponential_euler"],
        takes_indegree: true,
        takes_scale: false,
        populations: &[],
        fill: |net, of| cells(cobahh::cobahh(net, of.n, of.indegree)),
    },
    Benchmark {
        name: "brunel",
        doc: "leaky neurons, jumps after 1.5 ms, Poisson input (Brunel 2000)",
        n: 12_500,
        before: 0.0,
        duration: 1000.0,
        methods: &["exact"],
        takes_indegree: false,
        takes_scale: false,
        populations: &[],
        fill: |net, of| cells(brunel::brunel(net, of.n)),
    },
    Benchmark {
        name: "stdp",
        doc: "cuba, whose excitatory synapses learn (Song, Miller & Abbott 2000)",
        n: 4000,
        before: 0.0,
        duration: 1000.0,
        methods: &["exact"],
        takes_indegree: true,
        takes_scale: false,
        populations: &[],
        fill: |net, of| cells(stdp::stdp(net, of.n, of.indegree)),
    },
    Benchmark {
        name: "microcircuit",
        doc: "four layers of cortex, drawn weights and delays (Potjans & Diesmann 2014)",
        n: 7717,
        before: 500.0,
        duration: 1000.0,
        methods: &["exact"],
        takes_indegree: false,
        takes_scale: true,
        populations: &microcircuit::POPULATIONS,
        fill: |net, of| {
            let (populations, synapses) = match of.procedural {
                false => microcircuit::microcircuit(net, of.scale),
                true => microcircuit::procedural(net, of.scale),
            };
            let synapses = synapses.into_iter().map(|(pre, all)| Bundle::of(pre, all)).collect();
            Filled { populations, synapses }
        },
    },
    Benchmark {
        name: "readme",
        doc: "NumpyBrain's first page: leaky neurons with noise, all recorded",
        n: 1500,
        before: 0.0,
        duration: 100.0,
        methods: &["euler_maruyama"],
        takes_indegree: false,
        takes_scale: false,
        populations: &[],
        fill: |net, of| {
            let (populations, synapses) = readme::readme(net, of.n);
            Filled { populations: populations.into(), synapses: vec![Bundle::of(0, synapses)] }
        },
    },
];
