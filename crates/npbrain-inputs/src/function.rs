use std::fmt;
use std::sync::Arc;

use npbrain_core::{Course, InputSite, Result, Signal};

/// The course made by [`function`].
#[derive(Clone, Copy)]
pub struct Function<F>(F);

/// Any function of the time in ms, as one writes it (0.3, not
/// 0.30000000000000004).
///
/// It must depend on nothing else: each worker of an engine calls it for
/// itself. A closure needs no `function` if it says what it takes:
/// `|t: f64| …`.
///
/// ```
/// use npbrain_inputs::{function, input};
/// # use npbrain_core::{Neurons, Place};
/// # let lif = Neurons::all(Place { network: 0, index: 0, size: 4 });
/// let alpha = input(lif, function(|t| t / 5.0 * (1.0 - t / 5.0).exp()));
/// ```
#[doc(alias = "TimedArray")]
pub fn function<F: Fn(f64) -> f64 + Send + Sync + 'static>(f: F) -> Function<F> {
    Function(f)
}

impl<F> fmt::Debug for Function<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Function(..)")
    }
}

impl<F: Fn(f64) -> f64 + Send + Sync + 'static> Course for Function<F> {
    fn plan(self: Arc<Self>, site: &InputSite<'_>) -> Result<Signal> {
        Course::plan(Arc::new(move |t: f64| (self.0)(t)), site)
    }
}
