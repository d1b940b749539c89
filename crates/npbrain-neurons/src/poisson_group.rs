use std::sync::Arc;

use npbrain_core::integrate::Method;
use npbrain_core::random::Key;
use npbrain_core::{
    Arithmetic, Block, CHUNK, Course, Domain, Error, InputSite, NeuronKernel, Part, Population,
    Rate, Real, Result, Signal, Table, Traits, Value, Var, chunks,
};

/// A population of `size` sources that fire independently and at random, at
/// `rate` Hz: one rate for all, an array with one per source, or a function of
/// the time in ms that all share.
///
/// ```
/// use npbrain_neurons::poisson_group;
///
/// let background = poisson_group(1000, 5.0).named("background");
/// let tuned = poisson_group(3, [5.0, 50.0, 5.0]);
/// // A rate that swings between 0 and 20 Hz, and twice that for the second half.
/// let rate = |t: f64| 10.0 + 10.0 * (t * 8.0 * std::f64::consts::TAU / 1000.0).sin();
/// let theta =
///     poisson_group(100, rate).vary("factor", |i: usize| if i < 50 { 1.0 } else { 2.0 });
/// assert_eq!(theta.size, 100);
/// ```
///
/// # In a step
///
/// A source fires in a step with probability p = rate · dt, whatever it did
/// before, and at most once: intervals are geometric, with mean 1/rate, and the
/// number of spikes is binomial, with 1 − p times the variance of a Poisson
/// number. The smaller p, the closer to a Poisson process; several sources in
/// one are [`poisson_input`]. The spike carries the end of its step, as any.
///
/// Whether it fires is decided by a random word of 32 bits, below or not below
/// p · 2³² rounded to a whole number of 24 significant bits: p is right to 2⁻³³
/// and to 3 · 10⁻⁸ of itself, and f32 and f64 fire alike.
///
/// With [`t_ref`](Population::t_ref), a dead time: for exactly t_ref after a
/// spike a source does not fire, and draws as before from then on. Its mean
/// interval is 1/rate + t_ref, so that it fires at rate / (1 + rate · t_ref) on
/// average, less than `rate`; and more regularly, with a coefficient of
/// variation of about 1 / (1 + rate · t_ref).
///
/// # Parameters and state
///
/// | | name | unit | |
/// |---|---|---|---|
/// | at a constant rate | `rate` | Hz | parameter: `.vary("rate", …)` takes distributions too |
/// | at a function of time | `factor` | 1 | parameter: what the rate is multiplied by for each source, 1 at first |
/// | | `rate` | Hz | state: the rate in the last step; 0 before the first |
///
/// A function is asked once per step, for its start, in network time; below 0 it
/// counts as 0. Where it is no number, or p more than 1, `rate` becomes NaN or
/// infinite, and that stops the run.
///
/// # Errors
/// When the network is planned: a rate or factor that is negative or not finite,
/// a p of more than 1.
///
/// [`poisson_input`]: https://docs.rs/npbrain-inputs
#[doc(alias = "PoissonGroup")]
#[doc(alias = "SpikeSourcePoisson")]
#[doc(alias = "poisson_generator")]
pub fn poisson_group(size: usize, rate: impl Into<Rate>) -> Population {
    match rate.into() {
        Rate::Constant(rate) => {
            let steady = Steady { object: String::new() };
            Population::of_kernel(size, vec![0.0], Arc::new(steady)).vary("rate", rate)
        }
        Rate::Course(course) => {
            let modulated = Modulated { course, planned: None };
            Population::of_kernel(size, vec![1.0], Arc::new(modulated))
        }
    }
}

/// 2³²: how many words there are.
const WORDS: f64 = 4_294_967_296.0;

const NONE: &Table = &Table::Set(&[]);

fn traits(params: &'static Table, state: &'static Table) -> Traits {
    const MODEL: &str = "PoissonGroup";
    let (own_params, own_state) = (params.len(), state.len());
    Traits {
        model: MODEL,
        method: Method::Exact,
        integrates_noise: true,
        needs_linear: false,
        linear: true,
        params,
        state,
        membrane: None,
        own_ports: NONE,
        parts: vec![Part {
            name: MODEL,
            params: own_params,
            state: own_state,
            weight_unit: None,
            graded: false,
        }],
    }
}

/// The probability of a spike in a step, for a rate in Hz.
fn probability(object: &str, rate: f64, dt: f64) -> Result<f64> {
    let p = rate * dt / 1000.0;
    match p <= 1.0 {
        true => Ok(p),
        false => Err(Error::InvalidValue {
            object: object.into(),
            name: "rate · dt".into(),
            value: p,
            expected: "a probability of a spike per step, at most 1",
        }),
    }
}

/// Fires one chunk: those whose word is below their threshold, and who are not
/// refractory.
fn fire<T: Real, U: Real>(
    arithmetic: Arithmetic,
    key: Key,
    block: &mut Block<'_, T>,
    chunk: usize,
    thresholds: &[U; CHUNK],
) {
    let index = (block.first + chunk) as u32;
    let here = CHUNK.min(block.size - chunk * CHUNK);
    let mut fired =
        arithmetic.chances(key, index, block.step, thresholds) & (u64::MAX >> (CHUNK - here));
    let hold = block.hold.chunk(chunk);
    if hold.iter().fold(false, |any, steps| any | (steps.to_f64() > 0.0)) {
        for (k, left) in block.left[chunk * CHUNK..][..here].iter_mut().enumerate() {
            // The rule of the step of a neuron.
            if left.to_f64() >= 0.5 {
                fired &= !(1 << k);
                *left = T::of(left.to_f64() - 1.0);
            } else if fired >> k & 1 == 1 {
                *left = hold[k];
            }
        }
    }
    block.fired[chunk] = fired;
}

/// A kernel written by hand: its rates do not change.
struct Steady {
    /// For messages.
    object: String,
}

impl Steady {
    fn advance<T: Real>(&self, arithmetic: Arithmetic, mut block: Block<'_, T>) {
        let Some(key) = block.noise else { return block.fired.fill(0) };
        let thresholds = block.prepared[0].as_slot();
        for chunk in 0..chunks(block.size) {
            fire(arithmetic, key, &mut block, chunk, thresholds.chunk(chunk));
        }
    }
}

impl NeuronKernel for Steady {
    fn traits(&self) -> Traits {
        const RATE: &Table = &Table::Set(&[Var {
            name: "rate",
            unit: "Hz",
            default: 0.0,
            doc: "Rate.",
            domain: Domain::NotNegative,
        }]);
        traits(RATE, NONE)
    }

    fn bind(&self, object: &str, _: usize, _: f64) -> Result<Option<Arc<dyn NeuronKernel>>> {
        Ok(Some(Arc::new(Steady { object: object.into() })))
    }

    fn may_be_refractory(&self) -> bool {
        true
    }

    fn is_noisy(&self, _: &[Value]) -> bool {
        true
    }

    fn initial(&self, _: &[Value]) -> Vec<Value> {
        Vec::new()
    }

    /// The thresholds.
    fn prepare(&self, params: &[Value], dt: f64) -> Result<Vec<Value>> {
        let threshold = |rate: &f64| {
            let p = probability(&self.object, *rate, dt)?;
            Ok(f64::from((p * WORDS).round() as f32))
        };
        Ok(vec![match &params[0] {
            Value::Same(rate) => Value::Same(threshold(rate)?),
            Value::Each(rates) => Value::Each(rates.iter().map(threshold).collect::<Result<_>>()?),
        }])
    }

    fn advance_f32(&self, arithmetic: Arithmetic, block: Block<'_, f32>) {
        self.advance(arithmetic, block);
    }

    fn advance_f64(&self, arithmetic: Arithmetic, block: Block<'_, f64>) {
        self.advance(arithmetic, block);
    }
}

/// A kernel written by hand: its rates follow a course.
struct Modulated {
    course: Arc<dyn Course>,
    planned: Option<Planned>,
}

/// A course at a step.
struct Planned {
    object: String,
    rate: Signal,
    dt: f64,
}

impl Modulated {
    fn advance<T: Real>(&self, arithmetic: Arithmetic, mut block: Block<'_, T>) {
        let (Some(key), Some(planned)) = (block.noise, &self.planned) else {
            return block.fired.fill(0);
        };
        let rate = Rate::at(&planned.rate, block.step);
        let factors = block.params[0].as_slot();
        let per_hz = planned.dt / 1000.0;
        let mut thresholds = [0.0; CHUNK];
        for chunk in 0..chunks(block.size) {
            let state = &mut block.state[chunk * CHUNK..][..CHUNK];
            let both = thresholds.iter_mut().zip(state).zip(factors.chunk(chunk));
            for ((threshold, state), factor) in both {
                let rate = rate * factor.to_f64();
                let p = rate * per_hz;
                *threshold = p * WORDS;
                // Beyond 1 there is no such number, and the run is to stop for it.
                *state = T::of(if p > 1.0 { f64::INFINITY } else { rate });
            }
            fire(arithmetic, key, &mut block, chunk, &thresholds);
        }
    }
}

impl NeuronKernel for Modulated {
    fn traits(&self) -> Traits {
        const FACTOR: &Table = &Table::Set(&[Var {
            name: "factor",
            unit: "1",
            default: 1.0,
            doc: "What the rate is multiplied by.",
            domain: Domain::NotNegative,
        }]);
        const RATE: &Table = &Table::Set(&[Var {
            name: "rate",
            unit: "Hz",
            default: 0.0,
            doc: "Rate in the last step.",
            domain: Domain::Any,
        }]);
        traits(FACTOR, RATE)
    }

    fn bind(&self, object: &str, size: usize, dt: f64) -> Result<Option<Arc<dyn NeuronKernel>>> {
        let site = InputSite {
            object,
            dt,
            neurons: 0..size,
            active: 0..u64::MAX,
            // What draws has another value for each neuron, and is refused.
            key: Key { words: [0; 2] },
        };
        let course = self.course.clone();
        let rate = Rate::plan(course.clone(), &site)?;
        let planned = Some(Planned { object: object.into(), rate, dt });
        Ok(Some(Arc::new(Modulated { course, planned })))
    }

    fn may_be_refractory(&self) -> bool {
        true
    }

    fn is_noisy(&self, _: &[Value]) -> bool {
        true
    }

    fn initial(&self, _: &[Value]) -> Vec<Value> {
        vec![Value::Same(0.0)]
    }

    /// None; what is known of the rates is checked.
    fn prepare(&self, params: &[Value], dt: f64) -> Result<Vec<Value>> {
        let Some(Planned { object, rate, .. }) = &self.planned else { return Ok(Vec::new()) };
        let known = match rate {
            Signal::Steps(steps) => steps.iter().map(|(_, rate)| *rate).collect(),
            now => Vec::from_iter(now.shared(0)),
        };
        let largest = params[0].as_slice().iter().copied().fold(0.0, f64::max);
        for rate in known {
            if !rate.is_finite() {
                return Err(Error::InvalidValue {
                    object: object.clone(),
                    name: "rate".into(),
                    value: rate,
                    expected: "a finite number",
                });
            }
            probability(object, rate * largest, dt)?;
        }
        Ok(Vec::new())
    }

    fn advance_f32(&self, arithmetic: Arithmetic, block: Block<'_, f32>) {
        self.advance(arithmetic, block);
    }

    fn advance_f64(&self, arithmetic: Arithmetic, block: Block<'_, f64>) {
        self.advance(arithmetic, block);
    }
}
