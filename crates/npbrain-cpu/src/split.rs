use std::ops::Range;

use npbrain_core::{Csr, Real, Value};
use npbrain_engine::{Delays, ProjectionPlan, Share};

use crate::route::{Places, Route, Targets, Weights};

/// The synapses of `plan` split among workers that own these neurons of its
/// target population, whose neurons have so many
/// state `variables`.
///
/// Where one worker owns all targets the lists of the plan become its own,
/// without a second copy.
pub(crate) fn split<T: Real>(
    plan: ProjectionPlan,
    owned: &[Range<usize>],
    variables: usize,
) -> Vec<Route<T>> {
    let targets = plan.post_neurons.clone();
    let adds_to = plan.adds_to;
    let places = |owned: &Range<usize>| Places {
        shift: targets.start as i64 - owned.start as i64,
        variables: adds_to.map_or(1, |_| variables),
        variable: adds_to.unwrap_or(0),
    };
    let owns_all = |o: &Range<usize>| o.start <= targets.start && targets.end <= o.end;
    let Some(owner) = owned.iter().position(owns_all) else {
        return owned.iter().map(|owned| part(&plan, owned, places(owned))).collect();
    };
    let (before, after) = (&owned[..owner], &owned[owner + 1..]);
    let others = before.iter().chain(after);
    let mut routes: Vec<_> = others.map(|owned| part(&plan, owned, places(owned))).collect();
    let all = places(&owned[owner]);
    routes.insert(owner, whole(plan, &owned[owner], all));
    routes
}

/// The part of one of several workers.
fn part<T: Real>(plan: &ProjectionPlan, owned: &Range<usize>, places: Places) -> Route<T> {
    let share = Share::of(&plan.csr, plan.targets_among(owned));
    let targets = plan.csr.targets();
    Route {
        pre: plan.pre,
        post: plan.post,
        arrival: plan.arrival,
        adds: plan.adds_to.is_some(),
        sources: plan.pre_neurons.start as u32..plan.pre_neurons.end as u32,
        targets: if places.are_narrow(owned.len()) {
            Targets::Narrow(share.gather(targets, |t| places.of(t) as u16))
        } else {
            Targets::Wide(share.gather(targets, |t| places.of(t) as u32))
        },
        weights: Weights::new(&plan.weights, &share),
        delays: match &plan.delays {
            Delays::Same(delay) => Delays::Same(*delay),
            Delays::Each(delays) => Delays::Each(share.gather(delays, |delay| delay)),
        },
        longest: plan.delays.longest(),
        from: plan.from,
        rises: rises(&plan.csr),
        rest: Vec::with_capacity(plan.csr.pre()),
        share,
        places,
    }
}

/// Everything, for the worker that owns all targets.
fn whole<T: Real>(plan: ProjectionPlan, owned: &Range<usize>, places: Places) -> Route<T> {
    Route {
        pre: plan.pre,
        post: plan.post,
        arrival: plan.arrival,
        adds: plan.adds_to.is_some(),
        sources: plan.pre_neurons.start as u32..plan.pre_neurons.end as u32,
        share: Share::whole(&plan.csr),
        weights: match plan.weights {
            Value::Same(weight) => Weights::Same(T::of(weight)),
            Value::Each(weights) => Weights::Each(weights.into_iter().map(T::of).collect()),
        },
        longest: plan.delays.longest(),
        from: plan.from,
        rises: rises(&plan.csr),
        rest: Vec::with_capacity(plan.csr.pre()),
        delays: plan.delays,
        // A list collected from another takes over its memory.
        targets: {
            let targets = plan.csr.into_targets().into_iter();
            if places.are_narrow(owned.len()) {
                Targets::Narrow(targets.map(|t| places.of(t) as u16).collect())
            } else {
                Targets::Wide(targets.map(|t| places.of(t) as u32).collect())
            }
        },
        places,
    }
}

/// Whether the targets of each source rise.
fn rises(csr: &Csr) -> bool {
    (0..csr.pre()).all(|source| csr.targets()[csr.row(source)].is_sorted())
}
