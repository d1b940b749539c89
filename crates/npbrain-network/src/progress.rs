use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use npbrain_core::time_of;

/// How long a stretch of steps between two looks at the clock may take.
const GLANCE: Duration = Duration::from_millis(50);

/// A run in stretches, with a bar on a terminal: how far it is, how long it
/// will take, and how much slower than real time it runs. Where there is no
/// terminal nothing is shown.
pub(crate) struct Progress {
    bar: ProgressBar,
    start: Instant,
    dt: f64,
    steps: u64,
    done: u64,
    stretch: u64,
}

impl Progress {
    pub(crate) fn new(steps: u64, dt: f64) -> Self {
        let template = "{bar:30} {percent:>3} %  {msg}  {eta} left";
        let style = ProgressStyle::with_template(template);
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        Progress {
            bar: ProgressBar::new(steps).with_style(style),
            start: Instant::now(),
            dt,
            steps,
            done: 0,
            stretch: 1,
        }
    }

    /// The number of steps to make next; `None` when all are made.
    pub(crate) fn next(&self) -> Option<u64> {
        let left = self.steps - self.done;
        (left > 0).then(|| self.stretch.min(left))
    }

    /// Takes note that `steps` steps took `time`.
    pub(crate) fn made(&mut self, steps: u64, time: Duration) {
        self.done += steps;
        if time < GLANCE / 2 {
            self.stretch = self.stretch.saturating_mul(2);
        } else if time > GLANCE * 2 {
            self.stretch = (self.stretch / 2).max(1);
        }
        let simulated = self.done as f64 * self.dt / 1000.0;
        let factor = self.start.elapsed().as_secs_f64() / simulated;
        let reached = time_of(self.done, self.dt);
        self.bar.set_position(self.done);
        self.bar.set_message(format!("{reached:.0} ms, {factor:.2} × real time"));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish();
    }
}
