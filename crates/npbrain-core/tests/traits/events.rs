//! A projection run event by event in plain `f64`: what an engine must do with
//! a synapse model, and all that it may know of it.
//!
//! Time is counted in steps. A step k is: [`deliver`](Projection::deliver),
//! then the neurons move, then [`fire`](Projection::fire) for the spikes
//! labelled k, then [`learn`](Projection::learn). So:
//!
//! - `release` happens when the source fires, on its state just before.
//! - A spike reaches the synapse `axonal` steps later: `transmit`, then
//!   `on_pre`. It reaches the soma of the target `dendritic` steps after that.
//! - A spike of the target reaches the synapse `dendritic` steps later:
//!   `on_post`.
//! - Source and target are seen from the synapse, through those delays, and
//!   *just before the spike itself*: `on_pre` does not see what this spike does
//!   to its source, nor `on_post` to its target. Triplet rules need that.
//! - When both arrive in the same step, the source's comes first: it may have
//!   been what made the target fire.

use std::collections::BTreeMap;

use npbrain_core::{End, Num, Synapse, SynapseModel, Vars};

/// The states of a neuron right after each of its spikes. (An engine forgets
/// those older than the longest delay.)
struct History<X> {
    states: Vec<(usize, X)>,
}

impl<X: Vars<Num<f64>>> History<X> {
    /// The defaults, at step 0.
    fn new() -> Self {
        let initial = X::make(|k| Num(X::TABLE.get(k).default));
        History { states: vec![(0, initial)] }
    }

    /// The state after the last spike that satisfies `before`, and its time.
    fn last(&self, before: impl Fn(usize) -> bool) -> (usize, X) {
        let states = self.states.iter().rev();
        let mut past = states.filter(|(fired, _)| before(*fired));
        *past.next().unwrap_or(&self.states[0])
    }
}

/// One synapse of a projection.
pub(super) struct Connection<M: SynapseModel> {
    pub(super) pre: usize,
    pub(super) post: usize,
    pub(super) weight: f64,
    pub(super) own: M::Synapse<Num<f64>>,
}

/// Synapses of one model, and the states they share.
pub(super) struct Projection<M: SynapseModel> {
    p: M::Params<Num<f64>>,
    dt: f64,
    axonal: usize,
    dendritic: usize,
    pub(super) connections: Vec<Connection<M>>,
    sources: Vec<History<M::Source<Num<f64>>>>,
    targets: Vec<History<M::Target<Num<f64>>>>,
    /// Per step of arrival at the synapse: which source, when it fired, what
    /// it released.
    flying: BTreeMap<usize, Vec<(usize, usize, Num<f64>)>>,
    /// Per step of arrival at the synapse: which target.
    returning: BTreeMap<usize, Vec<usize>>,
    /// Per step of arrival at the soma: which target, how much.
    falling: BTreeMap<usize, Vec<(usize, f64)>>,
}

impl<M: SynapseModel> Projection<M> {
    /// Delays are in steps, `dt` in ms.
    pub(super) fn new(model: &M, dt: f64, [axonal, dendritic]: [usize; 2]) -> Self {
        let values = model.values();
        Projection {
            p: Vars::make(|k| Num(values[k])),
            dt,
            axonal,
            dendritic,
            connections: Vec::new(),
            sources: Vec::new(),
            targets: Vec::new(),
            flying: BTreeMap::new(),
            returning: BTreeMap::new(),
            falling: BTreeMap::new(),
        }
    }

    pub(super) fn connect(&mut self, pre: usize, post: usize, weight: f64) {
        while self.sources.len() <= pre {
            self.sources.push(History::new());
        }
        while self.targets.len() <= post {
            self.targets.push(History::new());
        }
        let own = M::Synapse::make(|k| Num(<M::Synapse<Num<f64>>>::TABLE.get(k).default));
        self.connections.push(Connection { pre, post, weight, own });
    }

    fn end<X>(&self, x: X) -> End<M, f64, X> {
        End { p: self.p, x, one: Num(1.0) }
    }

    fn elapsed(&self, from: usize, to: usize) -> Num<f64> {
        Num((to - from) as f64 * self.dt)
    }

    /// A source as it was at step `at`, counting its spikes up to then that
    /// satisfy `counts`.
    fn source(&self, pre: usize, at: usize, counts: impl Fn(usize) -> bool) -> M::Source<Num<f64>> {
        let (fired, x) = self.sources[pre].last(counts);
        M::source_after(&self.end(x), self.elapsed(fired, at))
    }

    /// A target likewise.
    fn target(
        &self,
        post: usize,
        at: usize,
        counts: impl Fn(usize) -> bool,
    ) -> M::Target<Num<f64>> {
        let (fired, x) = self.targets[post].last(counts);
        M::target_after(&self.end(x), self.elapsed(fired, at))
    }

    fn synapse(
        &self,
        c: &Connection<M>,
        source: M::Source<Num<f64>>,
        target: M::Target<Num<f64>>,
    ) -> Synapse<M, f64> {
        Synapse { p: self.p, weight: Num(c.weight), own: c.own, source, target }
    }

    /// What arrives at the somata in step `now`, per target; spikes that
    /// arrive at synapses change these.
    pub(super) fn deliver(&mut self, now: usize) -> Vec<(usize, f64)> {
        for (pre, fired, released) in self.flying.remove(&now).unwrap_or_default() {
            for k in 0..self.connections.len() {
                let c = &self.connections[k];
                if c.pre != pre {
                    continue;
                }
                let source = self.source(pre, fired, |f| f < fired);
                let (seen, dendritic) = (now.saturating_sub(self.dendritic), self.dendritic);
                let target = self.target(c.post, seen, |f| f + dendritic < now);
                let s = self.synapse(c, source, target);
                let arriving = (c.post, M::transmit(&s, released).0);
                let changed = M::on_pre(&s);
                let soma = self.falling.entry(now + self.dendritic).or_default();
                soma.push(arriving);
                let c = &mut self.connections[k];
                (c.weight, c.own) = (changed.weight.0, changed.own);
            }
        }
        self.falling.remove(&now).unwrap_or_default()
    }

    /// Source `pre` fires, labelled `now`. Returns how much it releases.
    pub(super) fn fire(&mut self, pre: usize, now: usize) -> f64 {
        let x = self.source(pre, now, |_| true);
        let (after, released) = M::release(&self.end(x));
        self.sources[pre].states.push((now, after));
        let arrival = self.flying.entry(now + self.axonal).or_default();
        arrival.push((pre, now, released));
        released.0
    }

    /// Target `post` fires, labelled `now`.
    pub(super) fn target_fires(&mut self, post: usize, now: usize) {
        let x = self.target(post, now, |_| true);
        let after = M::target_spike(&self.end(x));
        self.targets[post].states.push((now, after));
        let arrival = self.returning.entry(now + self.dendritic).or_default();
        arrival.push(post);
    }

    /// Spikes of targets that reach the synapses in step `now` change these.
    pub(super) fn learn(&mut self, now: usize) {
        for post in self.returning.remove(&now).unwrap_or_default() {
            for k in 0..self.connections.len() {
                let c = &self.connections[k];
                if c.post != post {
                    continue;
                }
                let (seen, axonal) = (now.saturating_sub(self.axonal), self.axonal);
                let source = self.source(c.pre, seen, |f| f + axonal <= now);
                let fired = now - self.dendritic;
                let target = self.target(post, fired, |f| f < fired);
                let changed = M::on_post(&self.synapse(c, source, target));
                let c = &mut self.connections[k];
                (c.weight, c.own) = (changed.weight.0, changed.own);
            }
        }
    }

    /// What flows into each of `v.len()` targets, whose potentials and the
    /// sources' are `v`, at the start of step `now`: current and conductance.
    pub(super) fn flow(&self, v: &[f64], now: usize) -> Vec<(f64, f64)> {
        let mut felt = vec![(0.0, 0.0); v.len()];
        assert!(M::FLOWS);
        for c in &self.connections {
            let source = self.source(c.pre, now, |_| true);
            let target = self.target(c.post, now, |_| true);
            let s = self.synapse(c, source, target);
            let flow = M::flow(&s, Num(v[c.pre]), Num(v[c.post]));
            felt[c.post].0 += flow.current.0;
            felt[c.post].1 += flow.conductance.0;
        }
        felt
    }
}

/// The pseudo-random steps, below `end`, at which a train of `spikes` spikes
/// has them: in order, all different.
pub(super) fn train(seed: u64, spikes: usize, end: usize) -> Vec<usize> {
    let mut x = seed;
    let mut steps = std::collections::BTreeSet::new();
    while steps.len() < spikes {
        // Knuth's linear congruential generator.
        x = x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        steps.insert(1 + (x >> 33) as usize % (end - 1));
    }
    steps.into_iter().collect()
}
