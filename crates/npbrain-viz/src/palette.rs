//! Colours that colour-blind readers can tell apart, too.

/// Red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Colour(pub(crate) u8, pub(crate) u8, pub(crate) u8);

/// Axes and all text.
pub(crate) const INK: Colour = Colour(38, 38, 38);

/// A word about what is not there.
pub(crate) const FAINT: Colour = Colour(128, 128, 128);

/// Spikes of a raster.
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

/// The colour of the `k`-th trace.
pub(crate) fn trace(k: usize) -> Colour {
    TRACES[k % TRACES.len()]
}
