use npbrain_core::{Each, RateRecord, Record, SpikeRecord, StateRecord, time_of};

use crate::plan::{MonitorPlan, Quantity, Watch};

/// Where a [`Recorder`] reads state.
pub trait ReadState {
    /// Appends the values of a quantity at these indices, as they are now.
    fn read(&self, quantity: Quantity, indices: &[usize], to: &mut Vec<f64>);
}

/// What all monitors have recorded.
#[derive(Default)]
pub struct Recorder {
    dt: f64,
    tracks: Vec<Track>,
}

struct Track {
    plan: MonitorPlan,
    data: Data,
}

enum Data {
    State { t: Vec<u64>, values: Vec<Vec<f64>> },
    Spikes { until: u64, steps: Vec<u64>, neurons: Vec<u32> },
    Rate { counts: Vec<u64>, until: u64 },
}

impl Recorder {
    /// A recorder of runs with steps of `dt` ms.
    pub fn new(dt: f64) -> Self {
        Recorder { dt, tracks: Vec::new() }
    }

    /// Adds monitors; those of state take their first sample now.
    pub fn extend(&mut self, plans: Vec<MonitorPlan>, state: &impl ReadState) {
        for plan in plans {
            let data = match &plan.watch {
                Watch::State { variables, .. } => {
                    Data::State { t: Vec::new(), values: vec![Vec::new(); variables.len()] }
                }
                Watch::Spikes { .. } => {
                    Data::Spikes { until: plan.from, steps: Vec::new(), neurons: Vec::new() }
                }
                Watch::Rate { .. } => Data::Rate { counts: Vec::new(), until: plan.from },
            };
            let mut track = Track { plan, data };
            track.sample(track.plan.from, state);
            self.tracks.push(track);
        }
    }

    /// Makes room for the samples of `steps` further steps, so that none is
    /// made while stepping. Lists of spikes, whose length nobody knows, double
    /// when full.
    pub fn reserve(&mut self, steps: u64) {
        for track in &mut self.tracks {
            match (&track.plan.watch, &mut track.data) {
                (Watch::State { indices, every, .. }, Data::State { t, values }) => {
                    let samples = (steps / every + 1) as usize;
                    t.reserve(samples);
                    for values in values {
                        values.reserve(samples * indices.len());
                    }
                }
                (Watch::Rate { bin, .. }, Data::Rate { counts, .. }) => {
                    counts.reserve((steps / bin + 2) as usize);
                }
                _ => {}
            }
        }
    }

    /// Records the spikes of the step that ended with number `step`, list
    /// after list in order of the neurons.
    pub fn spikes<'a, L>(&mut self, step: u64, mut lists: impl FnMut(usize) -> L)
    where
        L: Iterator<Item = &'a [u32]>,
    {
        for track in &mut self.tracks {
            let (Watch::Spikes { population, neurons } | Watch::Rate { population, neurons, .. }) =
                &track.plan.watch
            else {
                continue;
            };
            let watched = neurons.start as u32..neurons.end as u32;
            match &mut track.data {
                Data::State { .. } => {}
                Data::Spikes { until, steps, neurons } => {
                    *until = step;
                    for list in lists(*population) {
                        for neuron in list.iter().filter(|n| watched.contains(n)) {
                            steps.push(step);
                            neurons.push(*neuron);
                        }
                    }
                }
                Data::Rate { counts, until } => {
                    *until = step;
                    let Watch::Rate { bin, .. } = track.plan.watch else {
                        continue;
                    };
                    let current = ((step - track.plan.from - 1) / bin) as usize;
                    if counts.len() <= current {
                        counts.resize(current + 1, 0);
                    }
                    for list in lists(*population) {
                        let count = list.iter().filter(|n| watched.contains(n)).count();
                        counts[current] += count as u64;
                    }
                }
            }
        }
    }

    /// How many steps after step `step` the next sample of state is taken.
    pub fn until_sample(&self, step: u64) -> u64 {
        let next = |track: &Track| match &track.plan.watch {
            Watch::State { every, .. } => every - (step - track.plan.from) % every,
            Watch::Spikes { .. } | Watch::Rate { .. } => u64::MAX,
        };
        self.tracks.iter().map(next).min().unwrap_or(u64::MAX)
    }

    /// Records the state at the end of the step that ended with number `step`.
    pub fn sample(&mut self, step: u64, state: &impl ReadState) {
        for track in &mut self.tracks {
            track.sample(step, state);
        }
    }

    /// What a monitor has recorded.
    ///
    /// # Panics
    /// If there is no such monitor.
    pub fn record(&self, monitor: usize) -> Record {
        let Track { plan, data } = &self.tracks[monitor];
        let time = |step: u64| time_of(step, self.dt);
        let population = plan.target.clone();
        let (watched, bin) = match &plan.watch {
            Watch::State { .. } => (0..0, 1),
            Watch::Spikes { neurons, .. } => (neurons.clone(), 1),
            Watch::Rate { neurons, bin, .. } => (neurons.clone(), *bin),
        };
        match data {
            Data::State { t, values } => {
                let (variables, each, neurons) = match &plan.watch {
                    Watch::State { variables, each, indices, .. } => {
                        (&variables[..], *each, indices.clone())
                    }
                    _ => (&[][..], Each::Neuron, Vec::new()),
                };
                Record::State(StateRecord {
                    population,
                    variables: variables.iter().map(|(_, name, u)| (name.clone(), *u)).collect(),
                    each,
                    neurons,
                    t: t.iter().map(|step| time(*step)).collect(),
                    values: values.clone(),
                })
            }
            Data::Spikes { until, steps, neurons } => Record::Spikes(SpikeRecord {
                population,
                first: watched.start,
                size: watched.len(),
                span: (time(plan.from), time(*until)),
                // Spikes come in order of time: each time is worked out once.
                t: steps
                    .chunk_by(|a, b| a == b)
                    .flat_map(|same| std::iter::repeat_n(time(same[0]), same.len()))
                    .collect(),
                neurons: neurons.clone(),
            }),
            Data::Rate { counts, until } => {
                // A bin that the run has not reached the end of is not told yet.
                let whole = ((until - plan.from) / bin) as usize;
                Record::Rate(RateRecord {
                    population,
                    size: watched.len(),
                    bin: time(bin),
                    t: (1..=whole as u64).map(|k| time(plan.from + k * bin)).collect(),
                    counts: counts[..whole].to_vec(),
                })
            }
        }
    }
}

impl Track {
    fn sample(&mut self, step: u64, state: &impl ReadState) {
        let (Watch::State { variables, indices, every, .. }, Data::State { t, values }) =
            (&self.plan.watch, &mut self.data)
        else {
            return;
        };
        if !(step - self.plan.from).is_multiple_of(*every) {
            return;
        }
        t.push(step);
        for ((quantity, ..), values) in variables.iter().zip(values) {
            state.read(*quantity, indices, values);
        }
    }
}
