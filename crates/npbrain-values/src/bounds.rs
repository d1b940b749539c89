use npbrain_core::random::{Key, Stream};

/// What happens to values outside an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bounds {
    /// There is no interval.
    None,
    /// They move to the nearer end.
    Clipped(f64, f64),
    /// They are drawn again.
    Redrawn(f64, f64),
}

impl Bounds {
    /// A value of `draw` that keeps to the bounds.
    pub(crate) fn keep(self, stream: &mut Stream, draw: impl Fn(&mut Stream) -> f64) -> f64 {
        match self {
            Bounds::None => draw(stream),
            Bounds::Clipped(low, high) => clip(draw(stream), low, high),
            Bounds::Redrawn(low, high) => loop {
                let value = draw(stream);
                if stays(value, low, high) {
                    return value;
                }
            },
        }
    }

    /// Appends `count` values that keep to the bounds, of which `draw` appends as many
    /// as it is told to: those that [`keep`](Self::keep) gives one after another.
    pub(crate) fn keep_row(
        self,
        count: usize,
        values: &mut Vec<f64>,
        mut draw: impl FnMut(usize, &mut Vec<f64>),
    ) {
        let start = values.len();
        draw(count, values);
        match self {
            Bounds::None => {}
            Bounds::Clipped(low, high) => {
                values[start..].iter_mut().for_each(|value| *value = clip(*value, low, high));
            }
            // Never more are drawn than are still missing.
            Bounds::Redrawn(low, high) => loop {
                let row = &mut values[start..];
                let mut kept = 0;
                for next in 0..row.len() {
                    let value = row[next];
                    row[kept] = value;
                    kept += usize::from(stays(value, low, high));
                }
                values.truncate(start + kept);
                match count - kept {
                    0 => return,
                    missing => draw(missing, values),
                }
            },
        }
    }

    /// A bound that is wrong, its name and what is expected of it.
    pub(crate) fn wrong(
        self,
        draw: impl Fn(&mut Stream) -> f64,
    ) -> Option<(&'static str, f64, &'static str)> {
        let (low, high) = match self {
            Bounds::None => return None,
            Bounds::Clipped(low, high) | Bounds::Redrawn(low, high) => (low, high),
        };
        if low.is_nan() || high.is_nan() {
            let (name, bound) = if low.is_nan() { ("low", low) } else { ("high", high) };
            return Some((name, bound, "a number"));
        }
        if low > high {
            return Some(("high", high, "a bound not below the lower one"));
        }
        if let Bounds::Redrawn(..) = self {
            // Drawing again has to end in sensible time.
            const DRAWS: usize = 10_000;
            let mut stream = Stream::new(Key::new(0, "values", "bounds"), 0);
            let hit = (0..DRAWS).map(|_| draw(&mut stream)).any(|v| (low..=high).contains(&v));
            if !hit {
                let expected = "bounds that more than about one value in 10000 lies within";
                return Some(("low", low, expected));
            }
        }
        None
    }
}

// What is no number stays so, to be reported.

fn clip(value: f64, low: f64, high: f64) -> f64 {
    let value = if value < low { low } else { value };
    if value > high { high } else { value }
}

fn stays(value: f64, low: f64, high: f64) -> bool {
    !((value < low) | (value > high))
}
