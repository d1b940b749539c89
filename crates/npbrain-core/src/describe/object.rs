use super::{CurrentInput, MonitorSpec, Place, PoissonInput, Population, Projection};

/// What can be added to a network.
pub trait Object {
    /// What `add` returns for it.
    type Handle;

    /// The description.
    fn into_item(self) -> Item;

    /// The handle of the object at `place`.
    fn handle(place: Place) -> Self::Handle;
}

/// A description, by kind.
#[derive(Clone)]
pub enum Item {
    /// A population.
    Population(Population),
    /// A projection.
    Projection(Projection),
    /// An input.
    Input(CurrentInput),
    /// A Poisson input.
    Poisson(PoissonInput),
    /// A monitor.
    Monitor(MonitorSpec),
}
