use std::marker::PhantomData;
use std::ops::Range;

/// Where an object stands in a network: made by the network's `add`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which network.
    pub network: u64,
    /// Its number among the objects of its kind.
    pub index: usize,
    /// For a population, its size.
    pub size: usize,
}

/// Some neurons of a population: what `add` returns for a population, or a
/// slice of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neurons {
    place: Place,
    start: usize,
    end: usize,
    valid: bool,
}

impl Neurons {
    /// All neurons of the population at `place`.
    pub fn all(place: Place) -> Self {
        Neurons { place, start: 0, end: place.size, valid: place.size > 0 }
    }

    /// A part of these neurons, counted from their first; it stands wherever
    /// a population does. A range that leaves them is reported by the network
    /// when it is used.
    pub fn slice(self, range: Range<usize>) -> Self {
        Neurons {
            place: self.place,
            start: self.start.saturating_add(range.start),
            end: self.start.saturating_add(range.end),
            valid: self.valid && range.start < range.end && range.end <= self.len(),
        }
    }

    /// Whether this is a part of the neurons it was sliced from, and not empty.
    pub fn is_valid(self) -> bool {
        self.valid
    }

    /// Where the population stands.
    pub fn place(self) -> Place {
        self.place
    }

    /// The range of indices in the population.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// How many neurons these are.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether these are no neurons.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// A projection in a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Synapses(pub Place);

/// An input that belongs to a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InputHandle(pub Place);

/// A [`PoissonInput`](super::PoissonInput) in a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoissonHandle(pub Place);

/// A monitor in a network, whose data are a `D`.
#[derive(Debug, PartialEq, Eq)]
pub struct Monitor<D> {
    place: Place,
    data: PhantomData<fn() -> D>,
}

impl<D> Clone for Monitor<D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for Monitor<D> {}

impl<D> Monitor<D> {
    /// The monitor at `place`.
    pub fn at(place: Place) -> Self {
        Monitor { place, data: PhantomData }
    }

    /// Where it stands.
    pub fn place(self) -> Place {
        self.place
    }
}
