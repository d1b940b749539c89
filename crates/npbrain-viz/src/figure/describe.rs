//! Calls that describe the panel added last.

use std::borrow::Borrow;

use npbrain_core::Error;
use npbrain_monitors::SpikeData;

use super::Figure;
use super::mistake::{Mistake, invalid};
use crate::panel::{Panel, Plot, State};
use crate::range::is_drawable;

impl Figure {
    /// Writes a title above the panel added last, or, before there is one,
    /// above the whole figure.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        match self.panels.last_mut() {
            Some(panel) => panel.title = title.into(),
            None => self.title = title.into(),
        }
        self
    }

    /// Writes at the upright axis of the panel added last what it shows, with
    /// its unit, in place of the usual words.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        if let Some(panel) = self.last("label") {
            panel.label = Some(label.into());
        }
        self
    }

    /// Names the neurons, populations or lines of the panel added last in its
    /// legend: one name for each, in their order.
    pub fn names(mut self, names: impl IntoIterator<Item: Into<String>>) -> Self {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        let object = self.last_object();
        if let Some(panel) = self.last("names") {
            let (found, expected) = (names.len(), panel.plot.parts().len());
            if found == expected {
                panel.names = Some(names);
            } else {
                self.keep(Error::WrongLength { object, name: "names".into(), found, expected });
            }
        }
        self
    }

    /// Draws a broken line at `value`, in the unit of what is recorded, across
    /// the panel of potentials or other values added last. A legend says that
    /// it is a threshold.
    pub fn threshold(mut self, value: f64) -> Self {
        let object = self.last_object();
        if let Some(state) = self.last_state("threshold") {
            if is_drawable(value) {
                state.threshold(value);
            } else {
                self.keep(invalid(object, "threshold", value, "a finite number"));
            }
        }
        self
    }

    /// Marks the spikes of the neurons shown in the panel added last.
    ///
    /// A model that fires at a threshold and is reset has no potential for the
    /// spike itself. As in textbooks, a stroke is drawn in its place, from the
    /// potential recorded at the time of the spike up to one height for all.
    /// These strokes are drawn, not recorded: they reach above all values, to
    /// where the axis has no numbers.
    ///
    /// The spikes must be those of the same population, and recorded from all
    /// neurons shown.
    ///
    /// ```
    /// # use ndarray::{Array1, Array2, array};
    /// # use npbrain_monitors::{SpikeData, StateData, Variable};
    /// # let t = Array1::from_iter((0..=1000).map(|k| f64::from(k) * 0.1));
    /// # let values = Array2::from_shape_fn((1001, 1), |(k, _)| 15.0 * (1.0 - (-t[k] % 10.0 / 9.1).exp()));
    /// # let potential = StateData {
    /// #     population: "lif1".into(),
    /// #     each: Default::default(),
    /// #     t,
    /// #     neurons: vec![0],
    /// #     variables: vec![Variable { name: "v".into(), unit: "mV", values }],
    /// # };
    /// # let (t, i) = (array![10.0, 20.0, 30.0], array![0, 0, 0]);
    /// # let spikes = SpikeData { population: "lif1".into(), first: 0, size: 1, span: (0.0, 100.0), t, i };
    /// npbrain_viz::figure(1, 1)
    ///     .potential(&potential)
    ///     .threshold(10.0) // mV
    ///     .spikes(&spikes)
    ///     .svg()?;
    /// # Ok::<(), npbrain_core::Error>(())
    /// ```
    pub fn spikes(mut self, data: impl Borrow<SpikeData>) -> Self {
        if let Some(state) = self.last_state("spikes")
            && let Err(reason) = state.mark(data.borrow())
        {
            self.keep(Mistake::Call(format!("`spikes` cannot mark: {reason}")));
        }
        self
    }

    /// What the panel added last is called in an error.
    pub(super) fn last_object(&self) -> String {
        format!("{}, panel {}", self.object(), self.panels.len())
    }

    /// The panel added last, for `call` to describe.
    pub(super) fn last(&mut self, call: &str) -> Option<&mut Panel> {
        if self.panels.is_empty() {
            let reason =
                format!("`{call}` comes before any panel; call it after the one it is for");
            self.keep(Mistake::Call(reason));
        }
        self.panels.last_mut()
    }

    /// The panel added last, if it shows recorded values.
    fn last_state(&mut self, call: &str) -> Option<&mut State> {
        let kind = self.last(call)?.plot.kind();
        if !matches!(self.panels.last()?.plot, Plot::State(_)) {
            let reason = format!("`{call}` follows {kind}; it is for potentials and other values");
            self.keep(Mistake::Call(reason));
        }
        match &mut self.panels.last_mut()?.plot {
            Plot::State(state) => Some(state),
            _ => None,
        }
    }

    /// Keeps a mistake, if it is the first.
    pub(crate) fn keep(&mut self, mistake: impl Into<Mistake>) {
        self.mistake.get_or_insert(mistake.into());
    }
}
