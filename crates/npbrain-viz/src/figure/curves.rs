//! Calls for panels of any two quantities.

use std::borrow::Borrow;

use npbrain_core::Error;

use super::Figure;
use super::mistake::{Mistake, invalid};
use crate::panel::{Histogram, Lines, Look, Plot, Way};

/// So many bins are finer than pixels.
const MOST_BINS: usize = 10_000;

impl Figure {
    /// Adds an empty panel of any two quantities, which stand at its axes with
    /// their units. [`series`](Figure::series) and [`points`](Figure::points)
    /// fill it.
    ///
    /// ```
    /// let current = [0.0, 5.0, 10.0, 15.0, 20.0];
    /// let svg = npbrain_viz::figure(1, 1)
    ///     .lines("current (mV)", "rate (Hz)")
    ///     .series("theory", current, [0.0, 0.0, 0.0, 91.0, 144.3])
    ///     .points("simulation", [15.0, 20.0], [90.9, 144.0])
    ///     .svg()?;
    /// assert!(svg.contains(">current (mV)<") && svg.contains(">theory<"));
    /// # Ok::<(), npbrain_core::Error>(())
    /// ```
    pub fn lines(self, across: impl Into<String>, upwards: impl Into<String>) -> Self {
        self.panel(Ok(Plot::Lines(Lines::new(across.into(), upwards.into()))))
    }

    /// Draws a line through the points (`x`, `y`), in their order, in the
    /// [`lines`](Figure::lines) panel added last. What is no number is a gap.
    pub fn series(
        self,
        name: impl Into<String>,
        x: impl IntoIterator<Item: Borrow<f64>>,
        y: impl IntoIterator<Item: Borrow<f64>>,
    ) -> Self {
        self.drawn("series", name.into(), Look::Line, numbers(x), numbers(y))
    }

    /// Draws a dot at each point (`x`, `y`) in the [`lines`](Figure::lines)
    /// panel added last.
    pub fn points(
        self,
        name: impl Into<String>,
        x: impl IntoIterator<Item: Borrow<f64>>,
        y: impl IntoIterator<Item: Borrow<f64>>,
    ) -> Self {
        self.drawn("points", name.into(), Look::Points, numbers(x), numbers(y))
    }

    /// Makes the axis across of the [`lines`](Figure::lines) panel added last logarithmic:
    /// equal lengths are equal ratios, and all that is drawn must be above 0.
    ///
    /// ```
    /// let dt = [0.4, 0.2, 0.1, 0.05];
    /// npbrain_viz::figure(1, 1)
    ///     .lines("dt (ms)", "error (mV)")
    ///     .points("Heun", dt, dt.map(|dt| 3e-3 * dt * dt))
    ///     .log_across()
    ///     .log_upwards()
    ///     .svg()?;
    /// # Ok::<(), npbrain_core::Error>(())
    /// ```
    pub fn log_across(self) -> Self {
        self.logarithmic("log_across", Way::Across)
    }

    /// The same of the upright axis.
    pub fn log_upwards(self) -> Self {
        self.logarithmic("log_upwards", Way::Upwards)
    }

    /// Adds a panel that counts how often `values` occur. The quantity, with
    /// its unit, stands at the axis below. [`bins`](Figure::bins) chooses how
    /// many bins there are; otherwise their width is that of Freedman and
    /// Diaconis (1981). What is no number is not counted.
    pub fn histogram(
        self,
        quantity: impl Into<String>,
        values: impl IntoIterator<Item: Borrow<f64>>,
    ) -> Self {
        self.histogram_of(quantity, [("", numbers(values))])
    }

    /// Adds a panel with the histograms of several samples over the same bins,
    /// each given as (name, values), in a colour that a legend names.
    ///
    /// ```
    /// let (before, after) = (vec![0.5; 100], (0..100).map(|k| 0.01 * f64::from(k)).collect());
    /// npbrain_viz::figure(1, 1)
    ///     .histogram_of("weight (nS)", [("before", before), ("after", after)])
    ///     .bins(20)
    ///     .svg()?;
    /// # Ok::<(), npbrain_core::Error>(())
    /// ```
    pub fn histogram_of<N: Into<String>, V: IntoIterator<Item: Borrow<f64>>>(
        self,
        quantity: impl Into<String>,
        samples: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let samples = samples.into_iter().map(|(name, v)| (name.into(), numbers(v))).collect();
        self.panel(Ok(Plot::Histogram(Histogram::new(quantity.into(), samples))))
    }

    /// Chooses how many bins the histogram added last has.
    pub fn bins(mut self, bins: usize) -> Self {
        let object = self.last_object();
        let Some(panel) = self.last("bins") else { return self };
        match &mut panel.plot {
            Plot::Histogram(_) if !(1..=MOST_BINS).contains(&bins) => {
                self.keep(invalid(object, "bins", bins as f64, "1 to 10000"));
            }
            Plot::Histogram(histogram) => histogram.bins(bins),
            other => {
                let reason = format!("`bins` follows {}; it is for histograms", other.kind());
                self.keep(Mistake::Call(reason));
            }
        }
        self
    }

    fn drawn(self, call: &str, name: String, look: Look, x: Vec<f64>, y: Vec<f64>) -> Self {
        self.in_lines(call, |lines, object| {
            let (found, expected) = (y.len(), x.len());
            if found != expected {
                return Err(Error::WrongLength { object, name: "y".into(), found, expected });
            }
            lines.add(name, look, x, y);
            Ok(())
        })
    }

    fn logarithmic(self, call: &str, way: Way) -> Self {
        self.in_lines(call, |lines, _| {
            lines.logarithmic(way);
            Ok(())
        })
    }

    /// Changes the panel of lines added last, which errors call what `change` is told.
    fn in_lines(
        mut self,
        call: &str,
        change: impl FnOnce(&mut Lines, String) -> Result<(), Error>,
    ) -> Self {
        let object = format!("{}, `{call}`", self.last_object());
        let Some(panel) = self.last(call) else { return self };
        match &mut panel.plot {
            Plot::Lines(lines) => {
                let changed = change(lines, object.clone());
                let unfit = lines.unfit().map(|(name, value)| {
                    invalid(object, name, value, "numbers above 0 along a logarithmic axis")
                });
                if let Some(error) = changed.err().or(unfit) {
                    self.keep(error);
                }
            }
            other => {
                let kind = other.kind();
                let reason =
                    format!("`{call}` follows {kind}; it is for panels added with `lines`");
                self.keep(Mistake::Call(reason));
            }
        }
        self
    }
}

fn numbers(values: impl IntoIterator<Item: Borrow<f64>>) -> Vec<f64> {
    values.into_iter().map(|value| *value.borrow()).collect()
}
