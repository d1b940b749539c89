use npbrain_core::random::{Key, Stream};
use npbrain_core::{
    Csr, Draw, Error, Given, NeuronSite, PerNeuron, PerSynapse, Result, SynapseSite, Value, steps,
};

use super::population::{PopulationPlan, check};
use super::{Delays, Settings};

/// The longest time that becomes a number of steps: engines of single
/// precision count to 2²⁴.
pub(super) const MOST_STEPS: u64 = (1 << 24) - 1;

/// What given values are for.
pub(super) struct Purpose<'a> {
    /// The object, for messages.
    pub(super) object: &'a str,
    /// The parameter, variable or argument, for messages.
    pub(super) name: &'a str,
    /// The key of what is drawn.
    pub(super) key: Key,
}

/// The neurons that values are for.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a> {
    pub(super) size: usize,
    pub(super) points: Option<&'a [[f64; 3]]>,
}

/// The synapses that values are for.
#[derive(Clone, Copy)]
pub(super) struct Links<'a> {
    pub(super) csr: &'a Csr,
    /// The populations of sources and targets.
    pub(super) ends: [&'a PopulationPlan; 2],
    /// The first source and the first target in them.
    pub(super) first: [usize; 2],
}

/// A kind of place that values are for.
pub(super) trait Places<S>: Copy {
    /// How many there are.
    fn len(self) -> usize;

    /// The population without positions, if there is one.
    fn without_positions(self, object: &str) -> Option<String>;

    /// The values that a rule makes at them, in order.
    fn draw(self, rule: &dyn Draw<S>, key: Key) -> Vec<f64>;
}

impl Places<NeuronSite> for Cells<'_> {
    fn len(self) -> usize {
        self.size
    }

    fn without_positions(self, object: &str) -> Option<String> {
        self.points.is_none().then(|| object.to_owned())
    }

    fn draw(self, rule: &dyn Draw<NeuronSite>, key: Key) -> Vec<f64> {
        let at = |index| {
            let position = self.points.map_or([0.0; 3], |points| points[index]);
            rule.draw(NeuronSite { index, position }, &mut Stream::new(key, index as u64))
        };
        (0..self.size).map(at).collect()
    }
}

impl Places<SynapseSite> for Links<'_> {
    fn len(self) -> usize {
        self.csr.synapses()
    }

    fn without_positions(self, _: &str) -> Option<String> {
        self.ends.into_iter().find(|p| p.positions.is_none()).map(PopulationPlan::object)
    }

    fn draw(self, rule: &dyn Draw<SynapseSite>, key: Key) -> Vec<f64> {
        let point = |end: usize, index: usize| {
            let points = self.ends[end].positions.as_ref();
            points.map_or([0.0; 3], |points| points.points()[self.first[end] + index])
        };
        let mut values = Vec::with_capacity(self.csr.synapses());
        for i in 0..self.csr.pre() {
            let targets = &self.csr.targets()[self.csr.row(i)];
            let source = point(0, i);
            let site = |k: usize| {
                let j = targets[k] as usize;
                SynapseSite { i, j, positions: [source, point(1, j)] }
            };
            rule.draw_row(targets.len(), &site, &mut Stream::new(key, i as u64), &mut values);
        }
        values
    }
}

impl Purpose<'_> {
    fn invalid(&self, value: f64, expected: &'static str) -> Error {
        Error::InvalidValue { object: self.object.into(), name: self.name.into(), value, expected }
    }

    /// Refuses values of another number than there are places.
    pub(super) fn check_count(&self, values: &[f64], expected: usize) -> Result<()> {
        let (object, name) = (self.object.into(), self.name.into());
        match values.len() == expected {
            true => Ok(()),
            false => Err(Error::WrongLength { object, name, found: values.len(), expected }),
        }
    }

    /// Refuses values that are not finite.
    pub(super) fn check_finite(&self, values: &[f64]) -> Result<()> {
        match values.iter().find(|value| !value.is_finite()) {
            Some(value) => Err(self.invalid(*value, "a finite number")),
            None => Ok(()),
        }
    }

    /// Checks a rule, before it is first used.
    pub(super) fn check_rule<S>(
        &self,
        rule: &dyn Draw<S>,
        without_positions: impl FnOnce() -> Option<String>,
    ) -> Result<()> {
        rule.check(self.object, self.name)?;
        if rule.needs_positions()
            && let Some(population) = without_positions()
        {
            let (object, name) = (self.object.into(), self.name.into());
            return Err(Error::NoPositions { object, name, population });
        }
        Ok(())
    }

    /// The values that a rule makes.
    fn draw<S>(&self, rule: &dyn Draw<S>, places: impl Places<S>) -> Result<Vec<f64>> {
        self.check_rule(rule, || places.without_positions(self.object))?;
        let values = places.draw(rule, self.key);
        self.check_count(&values, places.len())?;
        self.check_finite(&values)?;
        Ok(values)
    }

    /// The values at all places.
    pub(super) fn values<S>(&self, given: &Given<S>, places: impl Places<S>) -> Result<Value> {
        match given {
            Given::Values(values) => self.checked(values.clone(), places.len()),
            Given::Rule(rule) => {
                let drawn = self.draw(&**rule, places)?;
                Ok(uniform_if_equal(Value::Each(drawn)))
            }
        }
    }

    /// These values, of which there are to be `count`.
    pub(super) fn checked(&self, values: Value, count: usize) -> Result<Value> {
        check(self.object, self.name, &values, count)?;
        Ok(uniform_if_equal(values))
    }

    /// A time given in steps, which are to be at least `least`.
    fn within(&self, time: f64, steps: u64, least: u64) -> Result<u32> {
        if steps < least {
            Err(self.invalid(time, "at least one step; the shortest delay is dt"))
        } else if steps > MOST_STEPS {
            Err(self.invalid(time, "at most 16777215 steps"))
        } else {
            Ok(steps as u32)
        }
    }

    /// A time in steps, which must be on the grid.
    pub(super) fn exact(&self, time: f64, dt: f64, least: u64) -> Result<u32> {
        self.within(time, steps(self.object, self.name, time, dt)?, least)
    }

    /// A time that a rule has made, rounded to the grid.
    pub(super) fn rounded(&self, time: f64, dt: f64, least: u64) -> Result<u32> {
        if !time.is_finite() {
            return Err(self.invalid(time, "a finite number"));
        }
        // The conversion saturates.
        let rounded = (time / dt).round_ties_even() as u64;
        self.within(time, rounded.max(least), least)
    }

    /// Times in steps, at least `least`: those given must be on the grid, those
    /// made by a rule are rounded to it.
    fn times<S>(
        &self,
        given: &Given<S>,
        places: impl Places<S>,
        settings: &Settings,
        least: u64,
    ) -> Result<Vec<u32>> {
        match given {
            Given::Values(times) => {
                check(self.object, self.name, times, places.len())?;
                times.as_slice().iter().map(|t| self.exact(*t, settings.dt, least)).collect()
            }
            Given::Rule(rule) => {
                let drawn = self.draw(&**rule, places)?;
                drawn.into_iter().map(|t| self.rounded(t, settings.dt, least)).collect()
            }
        }
    }

    /// Refractory periods in steps.
    pub(super) fn hold(
        &self,
        given: &PerNeuron,
        cells: Cells<'_>,
        settings: &Settings,
    ) -> Result<Value> {
        let steps: Vec<f64> =
            self.times(given, cells, settings, 0)?.into_iter().map(f64::from).collect();
        Ok(match given {
            Given::Values(Value::Same(_)) => Value::Same(steps[0]),
            _ => uniform_if_equal(Value::Each(steps)),
        })
    }

    /// Delays in steps; drawn ones that are all equal are one only if `once_if_equal`.
    pub(super) fn delays(
        &self,
        given: &PerSynapse,
        links: Links<'_>,
        settings: &Settings,
        once_if_equal: bool,
    ) -> Result<Delays> {
        let steps = self.times(given, links, settings, 1)?;
        if let (Given::Rule(_), false) = (given, once_if_equal) {
            return Ok(Delays::Each(steps));
        }
        Ok(match steps.first() {
            None => Delays::Same(1),
            Some(first) if steps.iter().all(|s| s == first) => Delays::Same(*first),
            _ => Delays::Each(steps),
        })
    }
}

/// Values that are all the same bits are one value.
fn uniform_if_equal(values: Value) -> Value {
    match &values {
        Value::Each(each) => match each.split_first() {
            Some((first, rest)) if rest.iter().all(|v| v.to_bits() == first.to_bits()) => {
                Value::Same(*first)
            }
            _ => values,
        },
        Value::Same(_) => values,
    }
}
