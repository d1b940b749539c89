use std::ops::Range;
use std::sync::Arc;

use npbrain_core::{Arithmetic, CHUNK, Moment, Signal, Slot, Value, chunks};

use crate::Precision;
use crate::plan::InputPlan;

/// The sum of the inputs into consecutive neurons of a population.
///
/// It is added up in `f64`, first what is constant for a while, then what
/// changes in every step, each in the order of the inputs, and rounded once.
/// The former is added up anew only where one of them changes.
pub struct Drive<T> {
    /// The neurons, by their indices in the population.
    neurons: Range<usize>,
    inputs: Vec<Acting>,
    /// Whether all neurons get the same: `held` and `current` are then one
    /// chunk, which stands for all.
    uniform: bool,
    /// What is constant for a while.
    held: Vec<f64>,
    /// The step in which it changes.
    until: u64,
    /// Whether something changes in every step until then.
    varying: bool,
    /// The current of this step.
    current: Vec<T>,
}

/// An input, and what it keeps of these neurons.
struct Acting {
    /// Where its neurons stand among those of the drive.
    slots: Range<usize>,
    /// One, or one for each of `slots`.
    factor: Value,
    signal: Option<Arc<Signal>>,
    origin: u64,
    active: Range<u64>,
    /// What a signal of this step gives to all.
    value: f64,
    /// By chunks of the drive.
    memory: Vec<[f64; CHUNK]>,
    begun: bool,
}

impl<T: Precision> Drive<T> {
    /// No current into these neurons, the first of which begins a chunk.
    pub fn new(neurons: Range<usize>) -> Self {
        Drive {
            neurons,
            inputs: Vec::new(),
            uniform: true,
            held: vec![0.0; CHUNK],
            until: u64::MAX,
            varying: false,
            current: vec![T::of(0.0); CHUNK],
        }
    }

    /// Replaces the inputs. Those that were there before go on.
    pub fn set<'a>(&mut self, plans: impl Iterator<Item = &'a InputPlan>) {
        let mut old = std::mem::take(&mut self.inputs);
        let meet = |plan: &&InputPlan| {
            plan.neurons.start < self.neurons.end && self.neurons.start < plan.neurons.end
        };
        let plans: Vec<_> = plans.filter(meet).collect();
        self.uniform = plans.iter().all(|plan| {
            plan.factor.per_neuron().is_none()
                && plan.neurons.start <= self.neurons.start
                && self.neurons.end <= plan.neurons.end
                && !matches!(plan.signal.as_deref(), Some(Signal::Each(_)))
        });
        let length = match self.uniform {
            true => CHUNK,
            false => chunks(self.neurons.len()) * CHUNK,
        };
        self.held = vec![0.0; length];
        self.current = vec![T::of(0.0); length];
        for plan in plans {
            let mut acting = self.acting(plan);
            let same = |other: &Acting| match (&other.signal, &plan.signal) {
                (Some(one), Some(other)) => Arc::ptr_eq(one, other),
                _ => false,
            };
            if let Some(k) = old.iter().position(same) {
                let before = old.swap_remove(k);
                (acting.memory, acting.begun) = (before.memory, before.begun);
            }
            self.inputs.push(acting);
        }
        self.until = 0;
    }

    fn acting(&self, plan: &InputPlan) -> Acting {
        let neurons =
            plan.neurons.start.max(self.neurons.start)..plan.neurons.end.min(self.neurons.end);
        let own = neurons.start - plan.neurons.start..neurons.end - plan.neurons.start;
        let memory = match plan.signal.as_deref() {
            Some(Signal::Each(currents)) => currents.memory() * chunks(self.neurons.len()),
            _ => 0,
        };
        Acting {
            slots: match self.uniform {
                true => 0..CHUNK,
                false => neurons.start - self.neurons.start..neurons.end - self.neurons.start,
            },
            factor: match &plan.factor {
                Value::Same(factor) => Value::Same(*factor),
                Value::Each(factors) => Value::Each(factors[own].to_vec()),
            },
            signal: plan.signal.clone(),
            origin: plan.origin,
            active: plan.active.clone(),
            value: 0.0,
            memory: vec![[0.0; CHUNK]; memory],
            begun: false,
        }
    }

    /// Computes the current of a step, and tells whether it may be another than
    /// that of the step before. Steps follow one another.
    pub fn advance(&mut self, arithmetic: Arithmetic, step: u64) -> bool {
        let changes = step >= self.until;
        if changes {
            self.hold(step);
        }
        let varies = changes || self.varying;
        if varies {
            self.vary(arithmetic, step);
        }
        varies
    }

    /// The current of this step.
    pub fn current(&self) -> Slot<'_, T> {
        match self.current.first_chunk() {
            Some(same) if self.uniform => Slot::same(same),
            _ => Slot::each(&self.current),
        }
    }

    /// Adds up what is constant for a while, and finds out for how long.
    fn hold(&mut self, step: u64) {
        self.held.fill(0.0);
        self.until = u64::MAX;
        self.varying = false;
        for input in &self.inputs {
            let mut change_at = |later: u64| {
                if later > step {
                    self.until = self.until.min(later);
                }
            };
            change_at(input.active.start);
            change_at(input.active.end);
            if !input.active.contains(&step) {
                continue;
            }
            match input.signal.as_deref() {
                None => input.add(1.0, 0, &mut self.held),
                Some(Signal::Steps(steps)) => {
                    let since = step - input.origin;
                    let next = steps.partition_point(|(from, _)| *from <= since);
                    if let Some((from, _)) = steps.get(next) {
                        change_at(input.origin.saturating_add(*from));
                    }
                    if let Some(now) = next.checked_sub(1) {
                        input.add(steps[now].1, 0, &mut self.held);
                    }
                }
                Some(Signal::Shared(_) | Signal::Each(_)) => self.varying = true,
            }
        }
    }

    /// Adds what changes in every step, and rounds the sum.
    fn vary(&mut self, arithmetic: Arithmetic, step: u64) {
        for input in &mut self.inputs {
            if let Some(Signal::Shared(signal)) = input.signal.as_deref()
                && input.active.contains(&step)
            {
                input.value = signal(step - input.origin);
            }
        }
        let first = self.neurons.start / CHUNK;
        let mut sums = [0.0; CHUNK];
        let mut own = [0.0; CHUNK];
        let chunks = self.held.chunks_exact(CHUNK).zip(self.current.chunks_exact_mut(CHUNK));
        for (chunk, (held, current)) in chunks.enumerate() {
            sums.copy_from_slice(held);
            for input in &mut self.inputs {
                let from = chunk * CHUNK;
                if input.slots.start >= from + CHUNK
                    || input.slots.end <= from
                    || !input.active.contains(&step)
                {
                    continue;
                }
                match input.signal.as_deref() {
                    None | Some(Signal::Steps(_)) => {}
                    Some(Signal::Shared(_)) => input.add(input.value, from, &mut sums),
                    Some(Signal::Each(currents)) => {
                        let moment = Moment {
                            arithmetic,
                            step,
                            since: step - input.origin,
                            first: !input.begun,
                            chunk: (first + chunk) as u32,
                        };
                        let kept = currents.memory();
                        let memory = &mut input.memory[chunk * kept..][..kept];
                        currents.write(&moment, memory, &mut own);
                        input.add_each(&own, from, &mut sums);
                    }
                }
            }
            for (current, sum) in current.iter_mut().zip(&sums) {
                *current = T::of(*sum);
            }
        }
        for input in &mut self.inputs {
            input.begun |= input.active.contains(&step);
        }
        // Padding repeats the last neuron, so that it stays tame.
        if !self.uniform
            && let Some(last) = self.neurons.len().checked_sub(1)
        {
            let value = self.current[last];
            self.current[last + 1..].fill(value);
        }
    }
}

impl Acting {
    /// The part of `sums`, which begin at slot `from`, that the input adds to,
    /// and its slots counted from its own first.
    fn part<'a>(&self, from: usize, sums: &'a mut [f64]) -> (&'a mut [f64], Range<usize>) {
        let start = self.slots.start.max(from);
        let end = self.slots.end.min(from + sums.len());
        let own = start - self.slots.start..end - self.slots.start;
        (&mut sums[start - from..end - from], own)
    }

    /// Adds `value`, the same for all, to sums that begin at slot `from`.
    fn add(&self, value: f64, from: usize, sums: &mut [f64]) {
        let (sums, own) = self.part(from, sums);
        match &self.factor {
            Value::Same(factor) => {
                let current = factor * value;
                sums.iter_mut().for_each(|sum| *sum += current);
            }
            Value::Each(factors) => {
                sums.iter_mut().zip(&factors[own]).for_each(|(sum, factor)| *sum += factor * value);
            }
        }
    }

    /// Adds `values`, one per slot from slot `from` on.
    fn add_each(&self, values: &[f64; CHUNK], from: usize, sums: &mut [f64; CHUNK]) {
        let (sums, own) = self.part(from, sums);
        let values = &values[own.start + self.slots.start - from..];
        let both = sums.iter_mut().zip(values);
        match &self.factor {
            Value::Same(factor) => both.for_each(|(sum, value)| *sum += factor * value),
            Value::Each(factors) => {
                both.zip(&factors[own]).for_each(|((sum, value), factor)| *sum += factor * value)
            }
        }
    }
}
