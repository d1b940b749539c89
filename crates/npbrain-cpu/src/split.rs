use std::ops::Range;

use npbrain_core::{Real, Value};
use npbrain_engine::{Delays, ProjectionPlan, Share};

use crate::route::{Route, Targets, Weights};

/// The synapses of `plan` split among workers that own these neurons of its
/// target population.
///
/// Where one worker owns all targets the lists of the plan become its own,
/// without a second copy.
pub(crate) fn split<T: Real>(plan: ProjectionPlan, owned: &[Range<usize>]) -> Vec<Route<T>> {
    let targets = plan.post_neurons.clone();
    let owns_all = |o: &Range<usize>| o.start <= targets.start && targets.end <= o.end;
    let Some(owner) = owned.iter().position(owns_all) else {
        return owned.iter().map(|owned| part(&plan, owned)).collect();
    };
    let (before, after) = (&owned[..owner], &owned[owner + 1..]);
    let mut routes: Vec<_> = before.iter().chain(after).map(|owned| part(&plan, owned)).collect();
    routes.insert(owner, whole(plan, &owned[owner]));
    routes
}

/// The part of one of several workers.
fn part<T: Real>(plan: &ProjectionPlan, owned: &Range<usize>) -> Route<T> {
    let share = Share::of(&plan.csr, plan.targets_among(owned));
    let shift = shift(plan, owned);
    let targets = plan.csr.targets();
    Route {
        pre: plan.pre,
        post: plan.post,
        arrival: plan.arrival,
        sources: plan.pre_neurons.start as u32..plan.pre_neurons.end as u32,
        targets: if is_narrow(owned) {
            Targets::Narrow(share.gather(targets, |t| (i64::from(t) + shift) as u16))
        } else {
            Targets::Wide(share.gather(targets, |t| (i64::from(t) + shift) as u32))
        },
        weights: Weights::new(&plan.weights, &share),
        delays: match &plan.delays {
            Delays::Same(delay) => Delays::Same(*delay),
            Delays::Each(delays) => Delays::Each(share.gather(delays, |delay| delay)),
        },
        longest: plan.delays.longest(),
        from: plan.from,
        share,
        shift,
    }
}

/// Everything, for the worker that owns all targets.
fn whole<T: Real>(plan: ProjectionPlan, owned: &Range<usize>) -> Route<T> {
    let shift = shift(&plan, owned);
    Route {
        pre: plan.pre,
        post: plan.post,
        arrival: plan.arrival,
        sources: plan.pre_neurons.start as u32..plan.pre_neurons.end as u32,
        share: Share::whole(&plan.csr),
        weights: match plan.weights {
            Value::Same(weight) => Weights::Same(T::of(weight)),
            Value::Each(weights) => Weights::Each(weights.into_iter().map(T::of).collect()),
        },
        longest: plan.delays.longest(),
        from: plan.from,
        delays: plan.delays,
        // A list collected from another takes over its memory.
        targets: {
            let targets = plan.csr.into_targets().into_iter();
            if is_narrow(owned) {
                Targets::Narrow(targets.map(|t| (i64::from(t) + shift) as u16).collect())
            } else {
                Targets::Wide(targets.map(|t| (i64::from(t) + shift) as u32).collect())
            }
        },
        shift,
    }
}

/// What turns a target of the projection into one counted from the worker's
/// first neuron.
fn shift(plan: &ProjectionPlan, owned: &Range<usize>) -> i64 {
    plan.post_neurons.start as i64 - owned.start as i64
}

fn is_narrow(owned: &Range<usize>) -> bool {
    owned.len() <= 1 << 16
}
