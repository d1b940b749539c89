//! Calls that add a panel of what was recorded over time.

use std::borrow::Borrow;

use npbrain_core::Result;
use npbrain_monitors::{RateData, SpikeData, StateData};

use super::Figure;
use crate::panel::{Panel, Plot, Raster, Rates, State};

impl Figure {
    /// Adds a panel with the recorded variable `v` of the first three neurons
    /// recorded; a legend names them if others were recorded, too.
    ///
    /// [`threshold`](Figure::threshold) and [`spikes`](Figure::spikes) add to
    /// it.
    pub fn potential(self, data: impl Borrow<StateData>) -> Self {
        self.value(data, "v")
    }

    /// Adds a panel with `v` in the neurons of the given columns of the
    /// recording (see [`StateData::neurons`]).
    pub fn potential_of(
        self,
        data: impl Borrow<StateData>,
        columns: impl IntoIterator<Item = usize>,
    ) -> Self {
        self.value_of(data, "v", columns)
    }

    /// Adds a panel with any recorded variable of the first three neurons
    /// recorded. Its unit stands at the axis.
    pub fn value(self, data: impl Borrow<StateData>, variable: &str) -> Self {
        let state = State::new(data.borrow(), variable, None);
        self.panel(state.map(Plot::State))
    }

    /// Adds a panel with any recorded variable in the neurons of the given
    /// columns of the recording.
    pub fn value_of(
        self,
        data: impl Borrow<StateData>,
        variable: &str,
        columns: impl IntoIterator<Item = usize>,
    ) -> Self {
        let columns = columns.into_iter().collect();
        let state = State::new(data.borrow(), variable, Some(columns));
        self.panel(state.map(Plot::State))
    }

    /// Adds a panel with a mark for every spike: time across, neurons upwards.
    pub fn raster(self, data: impl Borrow<SpikeData>) -> Self {
        self.raster_of([data])
    }

    /// Adds a panel with the spikes of several populations, each in a colour
    /// that a legend names.
    ///
    /// They stand on top of each other, the first one lowest, and their neurons
    /// are counted through from the first one's first: with 400 and 100
    /// neurons, 400 is the first of the second population. Slices of one
    /// population keep their numbers if they follow each other.
    ///
    /// ```
    /// use ndarray::array;
    /// use npbrain_monitors::SpikeData;
    ///
    /// let spikes = |population: &str, size| SpikeData {
    ///     population: population.into(),
    ///     first: 0,
    ///     size,
    ///     span: (0.0, 50.0), // ms
    ///     t: array![12.0, 31.5],
    ///     i: array![3, 8],
    /// };
    /// let (exc, inh) = (spikes("excitatory", 40), spikes("inhibitory", 10));
    /// let svg = npbrain_viz::figure(1, 1).raster_of([&exc, &inh]).svg()?;
    /// assert!(svg.contains(">excitatory<") && svg.contains(">inhibitory<"));
    /// # Ok::<(), npbrain_core::Error>(())
    /// ```
    pub fn raster_of(self, data: impl IntoIterator<Item: Borrow<SpikeData>>) -> Self {
        let data: Vec<_> = data.into_iter().collect();
        self.panel(Ok(Plot::Raster(Raster::new(data.iter().map(Borrow::borrow)))))
    }

    /// Adds a panel with a population's rate as a histogram: a step for each
    /// bin, over the time in which its spikes were counted.
    pub fn rate(self, data: impl Borrow<RateData>) -> Self {
        self.rate_of([data])
    }

    /// Adds a panel with the rates of several populations, each in a colour
    /// that a legend names.
    pub fn rate_of(self, data: impl IntoIterator<Item: Borrow<RateData>>) -> Self {
        let data: Vec<_> = data.into_iter().collect();
        self.panel(Ok(Plot::Rates(Rates::new(data.iter().map(Borrow::borrow)))))
    }

    pub(crate) fn panel(mut self, plot: Result<Plot>) -> Self {
        match plot {
            Ok(plot) => self.panels.push(Panel::new(plot)),
            Err(error) => self.keep(error),
        }
        self
    }
}
