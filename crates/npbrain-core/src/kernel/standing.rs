//! What graded sources do to their targets in every step.

use fearless_simd::Simd;

use super::block::{CHUNK, chunks};
use super::events::View;
use super::level::at_level;
use super::synapse_step::level;
use super::{Arithmetic, LiveSynapses};
use crate::model::{Source, SynapseModel, Vars};
use crate::number::{Lanes, Num, Pack, Real};

/// Adds weight times level to `due`: the levels at which the sources stand at
/// label `now`, seen through the axonal delay.
pub(super) fn stand<T: Real, M: SynapseModel>(
    arithmetic: Arithmetic,
    x: &mut LiveSynapses<T>,
    now: u64,
    due: &mut [T],
) {
    let seen = now.saturating_sub(x.axonal);
    View::<T, M>::new(x).renew_sources(x, seen);
    let mut levels = std::mem::take(&mut x.levels);
    match arithmetic {
        Arithmetic::Plain => act::<T, T, M>((), x, seen, &mut levels, due),
        Arithmetic::Simd(level) => {
            at_level!(level, simd => on_lanes::<_, T, M>(simd, x, seen, &mut levels, due));
        }
    }
    x.levels = levels;
}

#[inline(always)]
fn on_lanes<S: Simd, T: Real, M: SynapseModel>(
    simd: S,
    x: &LiveSynapses<T>,
    seen: u64,
    levels: &mut [T],
    due: &mut [T],
) {
    act::<T, Lanes<S, T>, M>(simd, x, seen, levels, due);
}

#[inline(always)]
fn act<T: Real, P: Pack<T>, M: SynapseModel>(
    proof: P::Proof,
    x: &LiveSynapses<T>,
    seen: u64,
    levels: &mut [T],
    due: &mut [T],
) {
    let sources = x.offsets.len() - 1;
    let p: M::Params<Num<P>> = Vars::make(
        #[inline(always)]
        |k| Num(P::splat(proof, x.params[k])),
    );
    let one = Num(P::splat(proof, T::of(1.0)));
    let mut elapsed = [T::of(0.0); CHUNK];
    for chunk in 0..chunks(sources) {
        x.sources.ages(&x.sources.marks()[chunk * CHUNK..][..CHUNK], seen, x.dt, &mut elapsed);
        for at in (0..CHUNK).step_by(P::WIDTH) {
            let source = Source::<M, P> {
                p,
                x: Vars::make(
                    #[inline(always)]
                    |k| Num(P::load(proof, &x.sources.chunk(k, chunk)[at..at + P::WIDTH])),
                ),
                one,
            };
            let elapsed = Num(P::load(proof, &elapsed[at..at + P::WIDTH]));
            level::<M, P>(&source, elapsed).0.store(&mut levels[chunk * CHUNK + at..][..P::WIDTH]);
        }
    }
    for (source, level) in levels.iter().enumerate().take(sources) {
        let row = x.offsets[source]..x.offsets[source + 1];
        // A source that is silent, as many are, costs nothing.
        if row.is_empty() || *level == T::of(0.0) {
            continue;
        }
        let (targets, weights) = (&x.targets[row.clone()], &x.weights[row]);
        if x.consecutive {
            let first = targets[0] as usize;
            for (due, weight) in due[first..][..weights.len()].iter_mut().zip(weights) {
                *due += *weight * *level;
            }
        } else {
            for (target, weight) in targets.iter().zip(weights) {
                due[*target as usize] += *weight * *level;
            }
        }
    }
}
