//! Colours that colour-blind readers can tell apart, too.

/// Red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Colour(pub(crate) u8, pub(crate) u8, pub(crate) u8);

/// What all is drawn on.
pub(crate) const PAPER: Colour = Colour(255, 255, 255);

/// Axes and all text.
pub(crate) const INK: Colour = Colour(38, 38, 38);

/// A word about what is not there.
pub(crate) const FAINT: Colour = Colour(128, 128, 128);

/// A border between what belongs to different populations.
pub(crate) const BORDER: Colour = Colour(205, 205, 205);

/// Connections, and arrows of a field.
pub(crate) const THIN: Colour = Colour(170, 176, 186);

/// A threshold.
pub(crate) const THRESHOLD: Colour = Colour(96, 96, 96);

/// Spikes of the only population of a raster.
pub(crate) const SPIKE: Colour = Colour(20, 30, 48);

/// The palette of Okabe and Ito (2008) without black and yellow, which fades
/// on white.
const TRACES: [Colour; 6] = [
    Colour(0, 114, 178),
    Colour(213, 94, 0),
    Colour(0, 158, 115),
    Colour(204, 121, 167),
    Colour(230, 159, 0),
    Colour(86, 180, 233),
];

impl Colour {
    /// A light shade, for areas.
    pub(crate) fn tint(self) -> Self {
        let light = |c: u8| 255 - (255 - c) / 4;
        Self(light(self.0), light(self.1), light(self.2))
    }
}

/// The colour of the `k`-th trace: when all have been used, darker ones follow.
pub(crate) fn trace(k: usize) -> Colour {
    let Colour(red, green, blue) = TRACES[k % TRACES.len()];
    let darker = |c: u8| (u16::from(c) * 11 / 20) as u8;
    match k / TRACES.len() % 2 {
        0 => Colour(red, green, blue),
        _ => Colour(darker(red), darker(green), darker(blue)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_traces_differ() {
        let colours: Vec<Colour> = (0..12).map(trace).collect();
        for (k, colour) in colours.iter().enumerate() {
            assert!(!colours[..k].contains(colour), "trace {k}");
        }
    }
}
