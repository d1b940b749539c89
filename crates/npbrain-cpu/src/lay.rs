//! Projections whose rows are made and laid down, or counted to be made again.

use std::ops::Range;
use std::sync::Arc;

use npbrain_core::{Error, Real, Result};
use npbrain_engine::{RowMaker, RowsPlan, Share};
use rayon::prelude::*;

use crate::route::{Route, Rows};
use crate::synapses::{Places, Steps, Synapses, Targets, Weights};

/// A projection, taken in.
pub(crate) struct Laid<T> {
    /// The part of each worker.
    pub(crate) routes: Vec<Route<T>>,
    /// How many synapses there are in all.
    pub(crate) synapses: usize,
}

/// The synapses of `plan` among workers that own these neurons of its target
/// population, whose neurons have so many state `variables`. As many threads as there
/// are workers make the rows of some sources each. If it is procedural it is number
/// `remade` of those that are.
pub(crate) fn lay<T: Real>(
    plan: &Arc<RowsPlan>,
    owned: &[Range<usize>],
    variables: usize,
    remade: usize,
) -> Result<Laid<T>> {
    let owners: Vec<Owner> = owned.iter().map(|owned| Owner::new(plan, owned, variables)).collect();
    let sources = plan.pre_neurons.len();
    let parts = owned.len();
    let bounds = (0..parts).map(|k| sources * k / parts..sources * (k + 1) / parts);
    let bounds: Vec<Range<usize>> = bounds.collect();
    if plan.procedural {
        let counts: Vec<(usize, u32)> = for_each(bounds, |part| count(plan.rows(), part))?;
        let longest = counts.iter().map(|(_, longest)| *longest).max().unwrap_or(0);
        let route = |owner: &Owner| {
            let synapses = owner.nothing(plan, 0, longest > u32::from(u8::MAX))?;
            let rows = Rows::Remade { number: remade, ours: owner.ours.clone() };
            Ok(owner.route(plan, longest, rows, synapses))
        };
        let synapses = counts.iter().map(|(count, _)| count).sum();
        let routes = owners.iter().map(route).collect::<Result<_>>()?;
        return Ok(Laid { routes, synapses });
    }
    let parts: Vec<Part<T>> = for_each(bounds, |part| {
        // What the others make is appended to the first.
        let share = if part.start == 0 { 1.0 } else { 1.0 / parts as f64 };
        Part::make(plan, part, &owners, share)
    })?;
    let mut parts = parts.into_iter();
    let Some(mut all) = parts.next() else { return Ok(Laid { routes: Vec::new(), synapses: 0 }) };
    parts.for_each(|part| all.append(part));
    let routes = owners.iter().zip(all.pieces).map(|(owner, piece)| {
        let rows = Rows::Kept(Share::of_rows(piece.offsets, piece.begins));
        owner.route(plan, all.longest, rows, piece.synapses)
    });
    Ok(Laid { routes: routes.collect(), synapses: all.synapses })
}

/// What `make` makes of each part of the sources, one on each thread.
fn for_each<U: Send>(
    parts: Vec<Range<usize>>,
    make: impl Fn(Range<usize>) -> Result<U> + Send + Sync,
) -> Result<Vec<U>> {
    match parts.len() {
        // Without a pool of its own, an engine stays on the thread it is called on.
        0 | 1 => parts.into_iter().map(make).collect(),
        _ => {
            let made: Vec<Result<U>> = parts.into_par_iter().map(make).collect();
            // The first that is wrong, not the one that is noticed first.
            made.into_iter().collect()
        }
    }
}

/// How many synapses some rows have, and their longest delay.
fn count(mut rows: RowMaker, sources: Range<usize>) -> Result<(usize, u32)> {
    let (mut synapses, mut longest) = (0, rows.delay().unwrap_or(1));
    for source in sources {
        let row = rows.make(source)?;
        synapses += row.targets.len();
        longest = row.delays.iter().fold(longest, |longest, delay| longest.max(*delay));
    }
    Ok((synapses, longest))
}

/// A worker, as one projection sees it.
struct Owner {
    /// How many neurons it owns.
    neurons: usize,
    /// Its targets of the projection.
    ours: Range<u32>,
    places: Places,
}

impl Owner {
    fn new(plan: &RowsPlan, owned: &Range<usize>, variables: usize) -> Self {
        let targets = &plan.post_neurons;
        let target = |neuron: usize| neuron.clamp(targets.start, targets.end) - targets.start;
        Owner {
            neurons: owned.len(),
            ours: target(owned.start) as u32..target(owned.end) as u32,
            places: Places {
                shift: targets.start as i64 - owned.start as i64,
                variables: plan.adds_to.map_or(1, |_| variables),
                variable: plan.adds_to.unwrap_or(0),
            },
        }
    }

    /// No synapses, with room for some.
    fn nothing<T: Real>(&self, plan: &RowsPlan, room: usize, long: bool) -> Result<Synapses<T>> {
        Ok(Synapses {
            places: self.places,
            targets: match self.places.are_narrow(self.neurons) {
                true => Targets::Narrow(list(plan, room)?),
                false => Targets::Wide(list(plan, room)?),
            },
            weights: match plan.weight() {
                Some(weight) => Weights::Same(T::of(weight)),
                None => Weights::Each(list(plan, room)?),
            },
            delays: match plan.delay() {
                Some(delay) => Steps::Same(delay),
                None if long => Steps::Long(list(plan, room)?),
                None => Steps::Short(list(plan, room)?),
            },
        })
    }

    fn route<T: Real>(
        &self,
        plan: &RowsPlan,
        longest: u32,
        rows: Rows,
        synapses: Synapses<T>,
    ) -> Route<T> {
        Route {
            pre: plan.pre,
            post: plan.post,
            arrival: plan.arrival,
            adds: plan.adds_to.is_some(),
            sources: plan.pre_neurons.start as u32..plan.pre_neurons.end as u32,
            from: plan.from,
            longest,
            rises: true,
            rows,
            synapses,
            rest: Vec::with_capacity(plan.pre_neurons.len()),
        }
    }
}

/// An empty list with room for some synapses.
fn list<V>(plan: &RowsPlan, room: usize) -> Result<Vec<V>> {
    let mut list = Vec::new();
    match list.try_reserve_exact(room) {
        Ok(()) => Ok(list),
        Err(_) => Err(Error::Impossible {
            object: format!("projection `{}`", plan.name),
            reason: format!("memory does not suffice for {} synapses", plan.expected()),
        }),
    }
}

/// What one thread has made: the rows of some sources, a piece for each worker.
struct Part<T> {
    pieces: Vec<Piece<T>>,
    synapses: usize,
    longest: u32,
}

struct Piece<T> {
    /// Where each row begins among these synapses, and where the last ends.
    offsets: Vec<usize>,
    /// Where each row begins among all synapses.
    begins: Vec<usize>,
    synapses: Synapses<T>,
}

impl<T: Real> Part<T> {
    /// The rows of `sources`, with room for a `share` of all synapses.
    fn make(
        plan: &Arc<RowsPlan>,
        sources: Range<usize>,
        owners: &[Owner],
        share: f64,
    ) -> Result<Self> {
        let room = |owner: &Owner| {
            let of_all = owner.ours.len() as f64 / plan.post_neurons.len().max(1) as f64;
            let mean = plan.expected() as f64 * of_all * share;
            // Few projections have more; the list of one that has grows.
            (mean + 6.0 * mean.sqrt() + 64.0) as usize
        };
        let piece = |owner: &Owner| {
            Ok(Piece {
                offsets: vec![0],
                begins: Vec::with_capacity(sources.len()),
                synapses: owner.nothing(plan, room(owner), false)?,
            })
        };
        let mut part = Part {
            pieces: owners.iter().map(piece).collect::<Result<_>>()?,
            synapses: 0,
            longest: plan.delay().unwrap_or(1),
        };
        let mut rows = plan.rows();
        for source in sources {
            let row = rows.make(source)?;
            let longest = row.delays.iter().copied().max().unwrap_or(0);
            if longest > u32::from(u8::MAX) {
                part.pieces.iter_mut().for_each(|piece| piece.synapses.delays.widen());
            }
            part.longest = part.longest.max(longest);
            for (owner, piece) in owners.iter().zip(&mut part.pieces) {
                let before =
                    piece.synapses.append(row.targets, row.weights, row.delays, &owner.ours);
                piece.begins.push(part.synapses + before);
                piece.offsets.push(piece.synapses.len());
            }
            part.synapses += row.targets.len();
        }
        Ok(part)
    }

    /// Appends the rows of later sources.
    fn append(&mut self, other: Self) {
        for (piece, more) in self.pieces.iter_mut().zip(other.pieces) {
            let (before, all_before) = (piece.synapses.len(), self.synapses);
            piece.offsets.extend(more.offsets[1..].iter().map(|offset| before + offset));
            piece.begins.extend(more.begins.iter().map(|begin| all_before + begin));
            piece.synapses.take(more.synapses);
        }
        self.synapses += other.synapses;
        self.longest = self.longest.max(other.longest);
    }
}

impl<T: Real> Synapses<T> {
    /// Appends others of the same projection.
    fn take(&mut self, mut more: Self) {
        match (&mut self.targets, more.targets) {
            (Targets::Narrow(list), Targets::Narrow(more)) => list.extend(more),
            (Targets::Wide(list), Targets::Wide(more)) => list.extend(more),
            _ => unreachable!("one worker's targets are all of one width"),
        }
        if let (Weights::Each(list), Weights::Each(more)) = (&mut self.weights, more.weights) {
            list.extend(more);
        }
        if let Steps::Long(_) = self.delays {
            more.delays.widen();
        }
        if let Steps::Long(_) = more.delays {
            self.delays.widen();
        }
        match (&mut self.delays, more.delays) {
            (Steps::Short(list), Steps::Short(more)) => list.extend(more),
            (Steps::Long(list), Steps::Long(more)) => list.extend(more),
            _ => {}
        }
    }
}

impl Steps {
    /// Makes room for long delays.
    fn widen(&mut self) {
        if let Steps::Short(delays) = self {
            *self = Steps::Long(delays.iter().map(|delay| u32::from(*delay)).collect());
        }
    }
}
