//! Junctions that act both ways: one connection becomes two synapses.

use npbrain_core::{Csr, Error, Result, Value};

use super::{Arrival, ProjectionPlan};

/// The way back of a mutual projection between two populations.
pub(super) struct WayBack {
    pub(super) plan: ProjectionPlan,
    /// For each of its synapses, which one of the way there it belongs to.
    pub(super) there: Vec<u32>,
}

/// Makes `plan` act both ways. Where both ends are the same neurons, its synapses
/// become those of both directions; where they have none in common, what is
/// returned leads back.
pub(super) fn both_ways(plan: &mut ProjectionPlan) -> Result<Option<WayBack>> {
    if plan.arrival != Arrival::Membrane {
        return Err(Error::Impossible {
            object: format!("projection `{}`", plan.name),
            reason: "it acts both ways, so it arrives at the membranes of both ends, not at a port"
                .into(),
        });
    }
    let (pre, post) = (&plan.pre_neurons, &plan.post_neurons);
    let apart = plan.pre != plan.post || pre.end <= post.start || post.end <= pre.start;
    if !apart {
        if pre != post {
            return Err(Error::Impossible {
                object: format!("projection `{}`", plan.name),
                reason: "it acts both ways: its two ends must be the same neurons or have none in \
                         common"
                    .into(),
            });
        }
        within(plan)?;
        return Ok(None);
    }
    let links = plan.csr.pairs().zip(0..);
    let mut back: Vec<(usize, usize, u32)> = links.map(|((i, j), k)| (j, i, k)).collect();
    back.sort_by_key(|(j, ..)| *j);
    let there: Vec<u32> = back.iter().map(|(.., k)| *k).collect();
    let csr = rows(&plan.name, plan.csr.post(), plan.csr.pre(), back.iter().map(|b| (b.0, b.1)))?;
    let back = ProjectionPlan {
        name: format!("{} (way back)", plan.name),
        pre: plan.post,
        pre_neurons: plan.post_neurons.clone(),
        post: plan.pre,
        post_neurons: plan.pre_neurons.clone(),
        csr,
        weights: permuted(&plan.weights, &there),
        ..plan.clone()
    };
    Ok(Some(WayBack { plan: back, there }))
}

/// `values` in the order of the synapses that lead back.
pub(super) fn permuted(values: &Value, there: &[u32]) -> Value {
    match values {
        Value::Same(value) => Value::Same(*value),
        Value::Each(values) => Value::Each(there.iter().map(|k| values[*k as usize]).collect()),
    }
}

/// A pair that the rule connects in both directions is one junction, that from
/// its lower neuron; a neuron has none with itself.
fn within(plan: &mut ProjectionPlan) -> Result<()> {
    let upward: std::collections::HashSet<(usize, usize)> =
        plan.csr.pairs().filter(|(i, j)| i < j).collect();
    let junctions = plan.csr.pairs().zip(0..).filter(|((i, j), _)| match i.cmp(j) {
        std::cmp::Ordering::Less => true,
        std::cmp::Ordering::Equal => false,
        std::cmp::Ordering::Greater => !upward.contains(&(*j, *i)),
    });
    let mut both: Vec<(usize, usize, u32)> =
        junctions.flat_map(|((i, j), k)| [(i, j, k), (j, i, k)]).collect();
    both.sort_by_key(|(i, j, _)| (*i, *j));
    let of: Vec<u32> = both.iter().map(|(.., k)| *k).collect();
    let size = plan.csr.pre();
    plan.csr = rows(&plan.name, size, size, both.iter().map(|b| (b.0, b.1)))?;
    plan.weights = permuted(&plan.weights, &of);
    Ok(())
}

/// Rows of links that are sorted by their sources.
fn rows(
    name: &str,
    pre: usize,
    post: usize,
    links: impl Iterator<Item = (usize, usize)>,
) -> Result<Csr> {
    let mut offsets = vec![0; pre + 1];
    let mut targets = Vec::new();
    for (i, j) in links {
        offsets[i + 1] += 1;
        targets.push(j as u32);
    }
    for i in 0..pre {
        offsets[i + 1] += offsets[i];
    }
    Csr::new(&format!("projection `{name}`"), post, offsets, targets)
}
