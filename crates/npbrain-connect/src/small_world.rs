use npbrain_core::{Connect, Csr, Ends, Error, Result, random::Stream};

use crate::rows::Rows;

/// The rule made by [`small_world`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SmallWorld {
    k: usize,
    p: f64,
}

/// Connects neurons as a small world (Watts and Strogatz 1998, *Collective
/// dynamics of "small-world" networks*): each with its `k` nearest on a ring,
/// k / 2 on either side; then each such connection is moved with probability
/// `p`, one of its two neurons staying and the other being drawn anew from all
/// with which there is no connection yet.
///
/// A connection of n neurons is two synapses, one in each direction: there are
/// exactly n k, none of a neuron onto itself and none double. For p = 0 it is
/// the ring, with clustering 3 (k − 2) / (4 (k − 1)) and paths of n / (2 k) on
/// average; for p = 1 close to a random graph.
///
/// Source and target with the same index count as one neuron, also if the ends
/// are two populations.
///
/// # Errors
/// Connecting fails with [`Error::Connection`](npbrain_core::Error::Connection)
/// unless the ends are one population or of equal size, with more than `k`
/// neurons, and with [`Error::InvalidValue`](npbrain_core::Error::InvalidValue)
/// if `k` is odd or `p` no probability.
///
/// ```
/// use npbrain_connect::small_world;
/// # use npbrain_core::{Connect, Ends, random::Key};
/// # let ends = Ends { object: "projection `a`", pre: 10, post: 10, same: Some(0), geometry: Default::default(), key: Key::new(1, "a", "connect") };
///
/// let ring = small_world(4, 0.0).connect(&ends)?;
/// assert_eq!(ring.targets()[ring.row(0)], [1, 2, 8, 9]);
/// assert_eq!(small_world(4, 0.3).connect(&ends)?.synapses(), 40);
/// # Ok::<(), npbrain_core::Error>(())
/// ```
#[doc(alias = "watts_strogatz")]
pub fn small_world(k: usize, p: f64) -> SmallWorld {
    SmallWorld { k, p }
}

impl Connect for SmallWorld {
    fn connect(&self, ends: &Ends<'_>) -> Result<Csr> {
        let SmallWorld { k, p } = *self;
        let invalid = |name: &str, value, expected| {
            let (object, name) = (ends.object.into(), name.into());
            Err(Error::InvalidValue { object, name, value, expected })
        };
        if !(0.0..=1.0).contains(&p) {
            return invalid("p", p, "a probability, 0 to 1");
        }
        if !k.is_multiple_of(2) {
            return invalid("k", k as f64, "an even number, half on either side");
        }
        let n = ends.pre;
        let synapses = n.saturating_mul(k);
        let rows = Rows { rule: "small_world", ends, autapses: true, synapses };
        rows.check_sizes()?;
        rows.check_one_set()?;
        if k >= n {
            return Err(rows.refused(format!("each needs {k} others")));
        }
        rows.room::<u32>(synapses)?;
        let mut graph = Graph::ring(n, k);
        if p > 0.0 {
            // Lap by lap: first all nearest neighbours, then all second ones.
            for lap in 1..=k / 2 {
                for from in 0..n {
                    let number = (lap - 1) * n + from;
                    let mut stream = Stream::new(ends.key, number as u64);
                    if stream.uniform() < p {
                        graph.rewire(from as u32, ((from + lap) % n) as u32, &mut stream);
                    }
                }
            }
        }
        rows.build(|source, targets: &mut Vec<u32>| {
            let row = graph.near[source].iter().copied();
            targets.extend(row.filter(|target| *target as usize != source));
        })
    }
}

/// Who is connected with whom, in both directions.
struct Graph {
    /// Of each neuron it and those connected with it, ascending.
    near: Vec<Vec<u32>>,
}

impl Graph {
    fn ring(n: usize, k: usize) -> Self {
        let row = |i: usize| {
            let mut row: Vec<u32> = (0..=k).map(|s| ((i + n - k / 2 + s) % n) as u32).collect();
            row.sort_unstable();
            row
        };
        Graph { near: (0..n).map(row).collect() }
    }

    /// Moves the far end of a connection to any neuron that `from` has none
    /// with; if there is none it stays.
    fn rewire(&mut self, from: u32, to: u32, stream: &mut Stream) {
        let row = &self.near[from as usize];
        let others = self.near.len() - row.len();
        if others == 0 {
            return;
        }
        // The neurons below `row[s]` that are not in the row are row[s] − s.
        let (mut low, mut high) = (0, row.len());
        let drawn = stream.below(others as u64) as usize;
        while low < high {
            let middle = (low + high) / 2;
            match row[middle] as usize - middle > drawn {
                true => high = middle,
                false => low = middle + 1,
            }
        }
        let new = (drawn + low) as u32;
        for (a, b) in [(from, to), (to, from)] {
            let row = &mut self.near[a as usize];
            if let Ok(place) = row.binary_search(&b) {
                row.remove(place);
            }
        }
        for (a, b) in [(from, new), (new, from)] {
            let row = &mut self.near[a as usize];
            if let Err(place) = row.binary_search(&b) {
                row.insert(place, b);
            }
        }
    }
}
