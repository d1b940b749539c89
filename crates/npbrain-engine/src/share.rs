use std::ops::Range;

use npbrain_core::{Connections, Csr, Real, Value};

/// Which synapses of a projection end on one worker's neurons, and where they
/// stand among those of the projection.
#[derive(Clone, Debug)]
pub struct Share {
    /// Where the rows begin among the worker's synapses.
    offsets: Vec<usize>,
    /// Where the worker's synapses of each row begin among those of the
    /// projection, or if they are scattered, where the row does.
    begins: Vec<usize>,
    /// Where scattered synapses stand in their rows.
    ranks: Option<Vec<u32>>,
}

impl Share {
    /// All synapses.
    pub fn whole(csr: &Csr) -> Self {
        let offsets = csr.offsets().to_vec();
        Share { begins: offsets[..csr.pre()].to_vec(), offsets, ranks: None }
    }

    /// Synapses of rising rows, of each of which the worker has consecutive ones:
    /// `offsets`, one more than there are rows, tells where those of each row begin
    /// among the worker's, and `begins` where among the projection's.
    pub fn of_rows(offsets: Vec<usize>, begins: Vec<usize>) -> Self {
        Share { offsets, begins, ranks: None }
    }

    /// The synapses onto the targets `ours`. Rows that ascend, as those of
    /// nearly every rule do, are searched; others are sifted.
    pub fn of(csr: &Csr, ours: Range<u32>) -> Self {
        let rows = || (0..csr.pre()).map(|source| csr.row(source));
        let mut offsets = Vec::with_capacity(csr.pre() + 1);
        let mut begins = Vec::with_capacity(csr.pre());
        offsets.push(0);
        if rows().all(|row| csr.targets()[row].is_sorted()) {
            let mut count = 0;
            for row in rows() {
                let targets = &csr.targets()[row.clone()];
                let first = targets.partition_point(|t| *t < ours.start);
                begins.push(row.start + first);
                count += targets[first..].partition_point(|t| *t < ours.end);
                offsets.push(count);
            }
            return Share { offsets, begins, ranks: None };
        }
        let mut ranks = Vec::new();
        for row in rows() {
            begins.push(row.start);
            let ranked = csr.targets()[row].iter().zip(0..);
            ranks.extend(ranked.filter(|(t, _)| ours.contains(t)).map(|(_, rank)| rank));
            offsets.push(ranks.len());
        }
        Share { offsets, begins, ranks: Some(ranks) }
    }

    /// How many synapses these are.
    pub fn synapses(&self) -> usize {
        self.offsets[self.begins.len()]
    }

    /// How many bytes it has.
    pub fn bytes(&self) -> usize {
        let ranks = self.ranks.as_deref().map_or(0, size_of_val);
        size_of_val(&*self.offsets) + size_of_val(&*self.begins) + ranks
    }

    /// Where each row starts among them; one more than there are sources.
    pub fn offsets(&self) -> &[usize] {
        &self.offsets
    }

    /// The worker's numbers of the synapses of source `row`.
    #[inline]
    pub fn row(&self, row: usize) -> Range<usize> {
        self.offsets[row]..self.offsets[row + 1]
    }

    /// The worker's number of a synapse of the projection, if it is one of its
    /// own.
    pub fn local(&self, synapse: usize) -> Option<usize> {
        // The last row that begins no later; those without synapses here may
        // begin at the same place before it.
        let source = self.begins.partition_point(|begin| *begin <= synapse).checked_sub(1)?;
        let row = self.row(source);
        let rank = synapse - self.begins[source];
        match &self.ranks {
            None => (rank < row.len()).then(|| row.start + rank),
            Some(ranks) => {
                let found = ranks[row.clone()].binary_search(&(rank as u32)).ok()?;
                Some(row.start + found)
            }
        }
    }

    /// Visits the synapses in the worker's order, each with its source and its
    /// number in the projection.
    fn each(&self, mut visit: impl FnMut(usize, usize, usize)) {
        for (source, begin) in self.begins.iter().enumerate() {
            let row = self.row(source);
            match &self.ranks {
                None => {
                    let places = *begin..begin + row.len();
                    row.zip(places).for_each(|(k, synapse)| visit(k, source, synapse));
                }
                Some(ranks) => {
                    row.for_each(|k| visit(k, source, begin + ranks[k] as usize));
                }
            }
        }
    }

    /// What the projection's `values` are for the worker's synapses.
    pub fn gather<V: Copy, U>(&self, values: &[V], make: impl Fn(V) -> U) -> Vec<U> {
        let mut gathered = Vec::with_capacity(self.synapses());
        self.each(|_, _, synapse| gathered.push(make(values[synapse])));
        gathered
    }

    /// The weights of the worker's synapses, one each.
    pub fn weights<T: Real>(&self, weights: &Value) -> Vec<T> {
        match weights {
            Value::Same(weight) => vec![T::of(*weight); self.synapses()],
            Value::Each(weights) => self.gather(weights, T::of),
        }
    }

    /// Enters the worker's synapses where they stand in `connections`, lists
    /// that are long enough for all: `link` tells target, weight and delay (in
    /// ms) of a synapse by the worker's number.
    pub fn report(
        &self,
        connections: &mut Connections,
        mut link: impl FnMut(usize) -> (u32, f64, f64),
    ) {
        self.each(|k, source, synapse| {
            let (target, weight, delay) = link(k);
            connections.i[synapse] = source as u32;
            connections.j[synapse] = target;
            connections.weight[synapse] = weight;
            connections.delay[synapse] = delay;
        });
    }
}
