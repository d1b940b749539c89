//! Calls for phase planes.

use std::borrow::Borrow;

use npbrain_analysis::PhasePlane;
use npbrain_core::NeuronModel;
use npbrain_monitors::StateData;

use super::Figure;
use super::mistake::Mistake;
use crate::panel::{Phase, Plot};

impl Figure {
    /// Adds a panel with a model of two variables: the field as arrows, both
    /// nullclines, and the fixed points: a dot if stable, a ring if unstable, a
    /// cross if a saddle. Arrows point where states move; their lengths grow
    /// with speed, much less than in proportion.
    ///
    /// [`trajectory`](Figure::trajectory) adds to it.
    ///
    /// ```
    /// use npbrain_analysis::PhasePlane;
    /// use plugin_model::FitzHughNagumo;
    ///
    /// let plane = PhasePlane::new(FitzHughNagumo::default(), 0.5, (-2.5, 2.5), (-1.0, 2.0))?;
    /// let svg = npbrain_viz::figure(1, 1)
    ///     .phase_plane(&plane)
    ///     .trajectory(plane.trajectory([-1.0, -0.5], 100.0, 0.1)?)
    ///     .svg()?;
    /// assert!(svg.contains(">v′ = 0<") && svg.contains(">unstable<"));
    /// # Ok::<(), npbrain_core::Error>(())
    /// ```
    pub fn phase_plane<M: NeuronModel>(self, plane: impl Borrow<PhasePlane<M>>) -> Self {
        self.panel(Ok(Plot::Phase(Phase::new(plane.borrow()))))
    }

    /// Draws the way through `states`, each `[x, y]`, into the phase plane added
    /// last; such as [`PhasePlane::trajectory`] finds.
    pub fn trajectory(mut self, states: impl IntoIterator<Item: Borrow<[f64; 2]>>) -> Self {
        if let Some(phase) = self.last_phase("trajectory") {
            phase.trajectory(states.into_iter().map(|state| *state.borrow()).collect());
        }
        self
    }

    /// Draws what was recorded of a neuron, the `column`-th of the recording,
    /// into the phase plane added last. Both of its variables must have been
    /// recorded.
    pub fn trajectory_of(mut self, data: impl Borrow<StateData>, column: usize) -> Self {
        let data = data.borrow();
        let Some(phase) = self.last_phase("trajectory_of") else { return self };
        let [x, y] = phase.variables().map(|name| data.trace(name, column));
        match (x, y) {
            (Ok(x), Ok(y)) => phase.trajectory(x.iter().zip(y).map(|(x, y)| [*x, *y]).collect()),
            (Err(error), _) | (_, Err(error)) => self.keep(error),
        }
        self
    }

    fn last_phase(&mut self, call: &str) -> Option<&mut Phase> {
        let kind = self.last(call)?.plot.kind();
        if !matches!(self.panels.last()?.plot, Plot::Phase(_)) {
            let reason = format!("`{call}` follows {kind}; it is for phase planes");
            self.keep(Mistake::Call(reason));
        }
        match &mut self.panels.last_mut()?.plot {
            Plot::Phase(phase) => Some(phase),
            _ => None,
        }
    }
}
