//! Calls for panels of neurons and synapses where they are, in colours.

use std::borrow::Borrow;

use npbrain_core::{Connections, Error, Positions};
use npbrain_monitors::StateData;

use super::Figure;
use super::mistake::{Mistake, invalid};
use crate::panel::{Graph, Image, ImageShape, Matrix, Plot};
use crate::range::{Range, is_drawable};

impl Figure {
    /// Adds a panel with the synapses of a projection as a matrix: targets
    /// across, sources upwards, the weight by colour. Pairs that are not
    /// connected stay white; of several synapses of a pair the weights are
    /// summed.
    ///
    /// Of more than 360 neurons, several share a cell, which shows the mean of
    /// the weights, or, where all weights are the same, the part of the pairs
    /// that is connected. Weights of both signs are blue and red.
    pub fn matrix(self, connections: impl Borrow<Connections>) -> Self {
        self.panel(Ok(Plot::Matrix(Matrix::new(connections.borrow()))))
    }

    /// Adds a panel with the neurons of a population where they are (in x and
    /// y), coloured by the number of connections that end on them, and a line
    /// for each connection; of more than 3000 connections some, which the
    /// legend counts.
    ///
    /// ```
    /// use npbrain_core::Connections;
    ///
    /// // Four neurons on the corners of a square, each connected to the next.
    /// let mut ring = Connections::zero(4, 4, 4);
    /// (ring.i, ring.j) = (vec![0, 1, 2, 3], vec![1, 2, 3, 0]);
    /// let corners = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
    /// npbrain_viz::figure(1, 1).graph(&ring, corners).svg()?;
    /// # Ok::<(), npbrain_core::Error>(())
    /// ```
    pub fn graph(
        self,
        connections: impl Borrow<Connections>,
        positions: impl Into<Positions>,
    ) -> Self {
        self.graph_panel(connections.borrow(), &positions.into(), None)
    }

    /// Adds a panel as [`graph`](Figure::graph) for a projection between two
    /// populations: sources are rings, targets dots.
    pub fn graph_between(
        self,
        connections: impl Borrow<Connections>,
        sources: impl Into<Positions>,
        targets: impl Into<Positions>,
    ) -> Self {
        self.graph_panel(connections.borrow(), &sources.into(), Some(&targets.into()))
    }

    /// Adds a panel with one value of each neuron of a population that fills a
    /// rectangle of `shape` = (rows, columns): neuron k stands in row
    /// k / columns from below. The sample shown is the one nearest to the time
    /// `t`, in ms; the title says its time.
    ///
    /// Neurons that were not recorded stay white.
    pub fn image(
        mut self,
        data: impl Borrow<StateData>,
        variable: &str,
        shape: (usize, usize),
        t: f64,
    ) -> Self {
        let data = data.borrow();
        let image = checked_shape(data, shape, "image")
            .and_then(|shape| Image::new(data, variable, shape, t).map_err(Mistake::from));
        match image {
            Ok((image, time)) => self.panel(Ok(Plot::Image(image))).title(at_time(time)),
            Err(mistake) => {
                self.keep(mistake);
                self
            }
        }
    }

    /// Lets the colours of the image added last stand for the values from `lo`
    /// to `hi`; otherwise they do for those shown.
    pub fn colours(mut self, lo: f64, hi: f64) -> Self {
        let object = self.last_object();
        let Some(panel) = self.last("colours") else { return self };
        match &mut panel.plot {
            Plot::Image(_) if !is_drawable(lo) => {
                self.keep(invalid(object, "lo", lo, "a finite number"));
            }
            Plot::Image(_) if !is_drawable(hi) || hi <= lo => {
                self.keep(invalid(object, "hi", hi, "a finite number above `lo`"));
            }
            Plot::Image(image) => image.colours(Range { lo, hi }),
            other => {
                let reason = format!("`colours` follows {}; it is for images", other.kind());
                self.keep(Mistake::Call(reason));
            }
        }
        self
    }

    /// Writes at the colour bar of the panel added last what its colours stand
    /// for, with its unit, in place of the usual words.
    pub fn label_colours(mut self, label: impl Into<String>) -> Self {
        let Some(panel) = self.last("label_colours") else { return self };
        if matches!(panel.plot, Plot::Matrix(_) | Plot::Graph(_) | Plot::Image(_)) {
            panel.bar_label = Some(label.into());
        } else {
            let kind = panel.plot.kind();
            let reason =
                format!("`label_colours` follows {kind}; it is for matrices, graphs and images");
            self.keep(Mistake::Call(reason));
        }
        self
    }

    fn graph_panel(
        mut self,
        connections: &Connections,
        sources: &Positions,
        targets: Option<&Positions>,
    ) -> Self {
        match Graph::new(connections, sources, targets) {
            Ok(graph) => self.panel(Ok(Plot::Graph(graph))),
            Err((name, found, expected)) => {
                let object = format!("{}, `graph`", self.object());
                self.keep(Error::WrongLength { object, name: name.into(), found, expected });
                self
            }
        }
    }
}

/// What the title of an image says.
pub(crate) fn at_time(t: f64) -> String {
    format!("t = {t:.1} ms").replace('-', "−")
}

/// The shape, if it has a place for every neuron recorded.
pub(crate) fn checked_shape(
    data: &StateData,
    (rows, columns): (usize, usize),
    call: &str,
) -> Result<ImageShape, Mistake> {
    // As many neurons as an index of one can count.
    let places = rows.checked_mul(columns).filter(|places| *places <= u32::MAX as usize);
    let Some(places @ 1..) = places else {
        let shape = format!("{rows} rows of {columns} neurons");
        return Err(Mistake::Call(format!("`{call}` cannot draw {shape}")));
    };
    match data.neurons.iter().find(|neuron| **neuron >= places) {
        None => Ok(ImageShape { rows, columns }),
        Some(neuron) => Err(Mistake::Call(format!(
            "`{call}` has {rows} rows of {columns}, and no place for neuron {neuron} of `{}`",
            data.population
        ))),
    }
}
