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
            Bounds::Clipped(low, high) => draw(stream).max(low).min(high),
            Bounds::Redrawn(low, high) => loop {
                let value = draw(stream);
                // What is no number stays so, to be reported.
                if (low..=high).contains(&value) || value.is_nan() {
                    return value;
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
