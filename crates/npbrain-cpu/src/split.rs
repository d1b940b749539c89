use std::ops::Range;

use npbrain_core::{Csr, Real, Value};
use npbrain_engine::{ProjectionPlan, Share};

use crate::route::{Route, Rows};
use crate::synapses::{Places, Steps, Synapses, Targets, Weights};

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
    let synapses = Synapses {
        places,
        targets: if places.are_narrow(owned.len()) {
            Targets::Narrow(share.gather(targets, |t| places.of(t) as u16))
        } else {
            Targets::Wide(share.gather(targets, |t| places.of(t) as u32))
        },
        weights: Weights::new(&plan.weights, &share),
        delays: Steps::new(&plan.delays, &share),
    };
    route(plan, share, synapses)
}

/// Everything, for the worker that owns all targets.
fn whole<T: Real>(mut plan: ProjectionPlan, owned: &Range<usize>, places: Places) -> Route<T> {
    let share = Share::whole(&plan.csr);
    let weights = match std::mem::replace(&mut plan.weights, Value::Same(0.0)) {
        Value::Same(weight) => Weights::Same(T::of(weight)),
        Value::Each(weights) => Weights::Each(weights.into_iter().map(T::of).collect()),
    };
    let delays = Steps::new(&plan.delays, &share);
    let nothing = Synapses { places, targets: Targets::Narrow(Vec::new()), weights, delays };
    let route = route(&plan, share, nothing);
    // A list collected from another takes over its memory.
    let targets = plan.csr.into_targets().into_iter();
    let targets = if places.are_narrow(owned.len()) {
        Targets::Narrow(targets.map(|t| places.of(t) as u16).collect())
    } else {
        Targets::Wide(targets.map(|t| places.of(t) as u32).collect())
    };
    Route { synapses: Synapses { targets, ..route.synapses }, ..route }
}

fn route<T: Real>(plan: &ProjectionPlan, share: Share, synapses: Synapses<T>) -> Route<T> {
    Route {
        pre: plan.pre,
        post: plan.post,
        arrival: plan.arrival,
        adds: plan.adds_to.is_some(),
        sources: plan.pre_neurons.start as u32..plan.pre_neurons.end as u32,
        from: plan.from,
        longest: plan.delays.longest(),
        rises: rises(&plan.csr),
        rows: Rows::Kept(share),
        synapses,
        rest: Vec::with_capacity(plan.csr.pre()),
    }
}

/// Whether the targets of each source rise.
fn rises(csr: &Csr) -> bool {
    (0..csr.pre()).all(|source| csr.targets()[csr.row(source)].is_sorted())
}
