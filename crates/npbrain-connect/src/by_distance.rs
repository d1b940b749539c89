use std::fmt;
use std::sync::Mutex;

use npbrain_core::random::Stream;
use npbrain_core::{Connect, Csr, Ends, Error, Period, Result, Scalar};

use crate::bounds::{Bound, Bounds};
use crate::cells::{Cells, Located};
use crate::profile::{DifferenceOfGaussians, ExponentialDecay, Gaussian, Profile};
use crate::rows::Rows;

/// The rule made by [`by_distance`], [`gaussian`], [`exponential_decay`],
/// [`dog`] and [`within`].
#[derive(Clone, Copy)]
pub struct ByDistance<P> {
    /// The function that made it.
    rule: &'static str,
    profile: P,
    cutoff: f64,
    space: Space,
    autapses: bool,
}

/// How distances are measured.
#[derive(Clone, Copy, Debug)]
enum Space {
    Open,
    /// Repeating itself as the grid does.
    Grid,
    Repeating(Period),
}

/// Connects every pair with a probability that is a function of their distance,
/// each pair for itself: a closure, or any other [`Profile`]. PyNN calls it the
/// `DistanceDependentProbabilityConnector`. On average there are as many
/// synapses as the sum of the probabilities of all pairs.
///
/// Distances are Euclidean, in the unit of the positions that both populations
/// must have ([`at`](npbrain_core::Population::at) or
/// [`grid`](npbrain_core::Population::grid)).
///
/// With a [`cutoff`](ByDistance::cutoff) only pairs about as near as that are
/// looked at, and of those with a small probability only some (thinning: Lewis
/// and Shedler 1979). [`gaussian`], [`dog`] and [`exponential_decay`] need no
/// cut-off to be fast; a closure, of which nothing is known, does.
///
/// # Errors
/// Connecting fails with [`Error::Connection`](npbrain_core::Error::Connection)
/// if a population has no positions, and with
/// [`Error::InvalidValue`](npbrain_core::Error::InvalidValue) if a value is more
/// than 1 or no number; one less than 0 counts as 0.
///
/// ```
/// use npbrain_connect::by_distance;
/// use npbrain_core::{Connect, Ends, Positions, random::Key};
///
/// let line = Positions::from((0..100).map(f64::from).collect::<Vec<_>>());
/// let ends = Ends {
///     object: "projection `a`", pre: 100, post: 100, same: Some(0), geometry: [line.part(0..100); 2],
///     key: Key::new(1, "a", "connect"),
/// };
/// let connections = by_distance(|d| 1.0 / (1.0 + d)).cutoff(10.0).connect(&ends)?;
/// assert!(connections.pairs().all(|(i, j)| i.abs_diff(j) <= 10));
/// assert!((0..100).all(|i| connections.pairs().any(|pair| pair == (i, i))));
/// # Ok::<(), npbrain_core::Error>(())
/// ```
#[doc(alias = "DistanceDependentProbabilityConnector")]
pub fn by_distance<P: Profile>(profile: P) -> ByDistance<P> {
    ByDistance::new("by_distance", profile)
}

/// Connects a pair at distance d with probability `peak` · exp(−d² / (2
/// `sigma`²)); see [`by_distance`]. On a large surface with ρ targets per area a
/// source has 2π σ² ρ `peak` of them on average. With `peak` 1 it is CSA's
/// `gaussian` (Djurfeldt 2012).
///
/// # Errors
/// As for [`by_distance`], and with
/// [`Error::InvalidValue`](npbrain_core::Error::InvalidValue) unless `peak` is 0
/// to 1 and `sigma` more than 0.
///
/// ```
/// use npbrain_connect::gaussian;
/// use npbrain_core::{Connect, Ends, Positions, random::Key};
///
/// let line = Positions::from((0..1000).map(f64::from).collect::<Vec<_>>());
/// let ends = Ends {
///     object: "projection `a`", pre: 1000, post: 1000, same: Some(0), geometry: [line.part(0..1000); 2],
///     key: Key::new(1, "a", "connect"),
/// };
/// let connections = gaussian(0.5, 20.0).connect(&ends)?;
/// // √(2π) · 20 · 0.5 = 25 targets each, fewer at the ends of the line.
/// assert!((23_000..26_000).contains(&connections.synapses()));
/// # Ok::<(), npbrain_core::Error>(())
/// ```
#[doc(alias = "gaussian_prob")]
pub fn gaussian(peak: f64, sigma: f64) -> ByDistance<Gaussian> {
    ByDistance::new("gaussian", Gaussian { peak, sigma })
}

/// Connects a pair at distance d with probability `peak` · exp(−d / `lambda`);
/// see [`by_distance`]. On a large surface with ρ targets per area a source has
/// 2π λ² ρ `peak` of them on average.
///
/// # Errors
/// As for [`gaussian`].
pub fn exponential_decay(peak: f64, lambda: f64) -> ByDistance<ExponentialDecay> {
    ByDistance::new("exponential_decay", ExponentialDecay { peak, lambda })
}

/// Connects a pair by the difference of two Gaussian functions of their
/// distance, centre − surround, each given as (peak, sigma): with that
/// probability where it is positive, and not where it is not. The difference
/// with its sign, as of a Mexican hat, is a weight: [`dog_weight`](crate::dog_weight).
/// See [`by_distance`].
///
/// # Errors
/// As for [`gaussian`]; the peak of the surround may exceed 1.
#[doc(alias = "difference_of_gaussians")]
pub fn dog(centre: (f64, f64), surround: (f64, f64)) -> ByDistance<DifferenceOfGaussians> {
    let [centre, surround] = [centre, surround].map(|(peak, sigma)| Gaussian { peak, sigma });
    ByDistance::new("dog", DifferenceOfGaussians { centre, surround })
}

/// Connects every pair at most `radius` apart: the disc or ball that NEST calls
/// a circular or spherical mask. Distances are those of [`by_distance`]. On a
/// large surface with ρ targets per area a source has about π ρ `radius`² of
/// them.
///
/// # Errors
/// As for [`by_distance`], and if `radius` is negative or no number.
#[doc(alias = "mask")]
pub fn within(radius: f64) -> ByDistance<impl Profile + Copy> {
    ByDistance { cutoff: radius, ..ByDistance::new("within", |_: f64| 1.0) }
}

impl<P> ByDistance<P> {
    fn new(rule: &'static str, profile: P) -> Self {
        let (cutoff, space) = (f64::INFINITY, Space::Open);
        ByDistance { rule, profile, cutoff, space, autapses: true }
    }

    /// Connects no pair that is farther apart than `radius`; at first there is
    /// no limit. Nearer pairs keep their probabilities.
    #[must_use]
    pub fn cutoff(mut self, radius: f64) -> Self {
        self.cutoff = radius;
        self
    }

    /// Whether opposite borders of the grid touch, which both populations must
    /// then have and the same one: along each dimension the distance is the
    /// shorter one of the two ways round. By default they do not.
    #[must_use]
    pub fn periodic(mut self, periodic: bool) -> Self {
        self.space = if periodic { Space::Grid } else { Space::Open };
        self
    }

    /// Makes space repeat itself after these lengths, for populations on no
    /// grid: a distance is that of the nearest copies.
    #[must_use]
    pub fn period(mut self, lengths: impl Into<Period>) -> Self {
        self.space = Space::Repeating(lengths.into());
        self
    }

    /// Whether a neuron may connect to itself; by default it may, with the
    /// probability at distance 0. All other pairs are drawn alike either way.
    #[must_use]
    pub fn autapses(mut self, allowed: bool) -> Self {
        self.autapses = allowed;
        self
    }

    fn measure(&self, rows: &Rows<'_>) -> Result<Period> {
        match self.space {
            Space::Open => Ok(Period::default()),
            Space::Repeating(period) => period.check(rows.ends.object).map(|()| period),
            Space::Grid => match rows.ends.geometry.map(|end| end.grid) {
                [Some(from), Some(onto)] if from == onto => Ok(from.into()),
                _ => Err(rows.refused(
                    "`periodic` needs both populations on the same grid; \
                     without one give the lengths with `period`",
                )),
            },
        }
    }
}

impl<P> fmt::Debug for ByDistance<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByDistance")
            .field("rule", &self.rule)
            .field("cutoff", &self.cutoff)
            .field("space", &self.space)
            .field("autapses", &self.autapses)
            .finish_non_exhaustive()
    }
}

/// The points of an end, of which there must be `count`.
fn points<'a>(rows: &Rows<'a>, end: usize, count: usize) -> Result<&'a [[f64; 3]]> {
    let name = ["sources", "targets"][end];
    match rows.ends.geometry[end].points {
        Some(points) if points.len() == count => Ok(points),
        Some(points) => Err(rows.refused(format!("the {name} have {} positions", points.len()))),
        None => {
            Err(rows
                .refused(format!("the {name} have no positions; give them with `at` or `grid`")))
        }
    }
}

impl<P: Profile> Connect for ByDistance<P> {
    fn connect(&self, ends: &Ends<'_>) -> Result<Csr> {
        let invalid = |name: &str, value, expected| {
            let (object, name) = (ends.object.into(), name.into());
            Err(Error::InvalidValue { object, name, value, expected })
        };
        if let Some((name, value, expected)) = self.profile.wrong(true) {
            return invalid(name, value, expected);
        }
        if self.cutoff.is_nan() || self.cutoff < 0.0 {
            let name = if self.rule == "within" { "radius" } else { "cutoff" };
            return invalid(name, self.cutoff, "a length, not negative");
        }
        let mut rows = Rows { rule: self.rule, ends, autapses: self.autapses, synapses: 0 };
        rows.check_sizes()?;
        let (from, onto) = (points(&rows, 0, ends.pre)?, points(&rows, 1, ends.post)?);
        let period = self.measure(&rows)?;

        let reach = self.cutoff.min(self.profile.reach());
        let cells = Cells::new(onto, reach, period);
        rows.synapses = self.expected(from, &cells, reach, period);
        let bounds = Bounds::new(&self.profile, reach);
        // The first value that is no probability.
        let wrong: Mutex<Option<(usize, f64)>> = Mutex::new(None);
        let made = rows.build(|source, targets: &mut Vec<u32>| {
            let start = targets.len();
            let place = from[source];
            let mut stream = Stream::new(ends.key, source as u64);
            let mut wait = -Scalar::ln(stream.uniform());
            // A pair is looked at with probability `most`, so that it
            // remains to connect it with p / most.
            let mut look = |target: &Located, most: f64, stream: &mut Stream| {
                let distance = period.distance(place, target.point);
                if distance > reach {
                    return;
                }
                let p = self.profile.at(distance);
                if p.is_nan() || p > most {
                    note(&wrong, source, p);
                }
                if p > 0.0 && (p >= 1.0 || stream.uniform() * most < p) {
                    targets.push(target.index);
                }
            };
            cells.near(place, reach, |mut near, gap| {
                let Bound { most, rate } = bounds.beyond(gap);
                if most >= 1.0 {
                    near.iter().for_each(|target| look(target, most, &mut stream));
                    return;
                }
                // An exponential waiting time is spent on the pairs passed
                // over; what is left of it after a box is one again.
                while wait < rate * near.len() as f64 {
                    let next = ((wait / rate) as usize).min(near.len() - 1);
                    look(&near[next], most, &mut stream);
                    near = &near[next + 1..];
                    wait = -Scalar::ln(stream.uniform());
                }
                wait -= rate * near.len() as f64;
            });
            targets[start..].sort_unstable();
        })?;
        match wrong.into_inner() {
            Ok(None) => Ok(made),
            Ok(Some((_, p))) => invalid("probability", p, "at most 1"),
            Err(_) => unreachable!("`build` hands a panic on"),
        }
    }
}

/// Keeps the wrong value of the first source, whichever thread finds it.
fn note(wrong: &Mutex<Option<(usize, f64)>>, source: usize, value: f64) {
    if let Ok(mut wrong) = wrong.lock()
        && wrong.is_none_or(|(first, _)| source < first)
    {
        *wrong = Some((source, value));
    }
}

impl<P: Profile> ByDistance<P> {
    /// About how many synapses there will be, from some of the sources.
    fn expected(&self, from: &[[f64; 3]], cells: &Cells, reach: f64, period: Period) -> usize {
        const SAMPLE: usize = 16;
        let every = from.len().div_ceil(SAMPLE).max(1);
        let sample = from.iter().skip(every / 2).step_by(every);
        let (mut count, mut sum) = (0, 0.0);
        for source in sample {
            count += 1;
            cells.near(*source, reach, |near, _| {
                for target in near {
                    let distance = period.distance(*source, target.point);
                    if distance <= reach {
                        sum += self.profile.at(distance).clamp(0.0, 1.0);
                    }
                }
            });
        }
        // A value that is no number makes it 0.
        (sum / f64::from(count.max(1)) * from.len() as f64) as usize
    }
}
