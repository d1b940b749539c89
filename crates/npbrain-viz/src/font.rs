//! The one font, which is part of the program.
//!
//! It is read here and not through plotters: another crate of the same program
//! that turns on plotters' feature `ttf` would make plotters look for a font
//! among the system's, and find another one, or none.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, GlyphId, point};

/// What an SVG asks its viewer for; Verdana has nearly the same widths.
pub(crate) const FAMILIES: &str = "DejaVu Sans, Verdana, sans-serif";

/// Height of capital letters and digits per em.
pub(crate) const CAPITAL: f64 = 0.729;

static FONT: LazyLock<FontRef<'static>> = LazyLock::new(|| {
    FontRef::try_from_slice(include_bytes!("../fonts/DejaVuSans-subset.ttf"))
        .expect("the embedded file is a font")
});

/// A text as coverage of pixels, from 0 to 1, with its corner relative to the
/// start of its base line.
pub(crate) struct Glyphs {
    pub(crate) left: i32,
    pub(crate) top: i32,
    pub(crate) width: usize,
    pub(crate) coverage: Vec<f32>,
}

/// The glyphs of `text` with the places where they start, in pixels, and the
/// place where the text ends.
fn set(text: &str, pixels_per_em: f64) -> (Vec<(GlyphId, f64)>, f64) {
    let scale = pixels_per_em / f64::from(FONT.units_per_em().unwrap_or(2048.0));
    let mut placed: Vec<(GlyphId, f64)> = Vec::new();
    let mut x = 0.0;
    for letter in text.chars() {
        let glyph = FONT.glyph_id(letter);
        if let Some((before, _)) = placed.last() {
            x += scale * f64::from(FONT.kern_unscaled(*before, glyph));
        }
        placed.push((glyph, x));
        x += scale * f64::from(FONT.h_advance_unscaled(glyph));
    }
    (placed, x)
}

/// The width of `text`, in pixels.
pub(crate) fn width(text: &str, pixels_per_em: f64) -> f64 {
    set(text, pixels_per_em).1
}

/// `text`, or as much of its start as fits into `room` pixels with an ellipsis.
pub(crate) fn fitted(text: &str, pixels_per_em: f64, room: f64) -> String {
    if width(text, pixels_per_em) <= room {
        return text.to_owned();
    }
    let mut start = text;
    while let Some((end, _)) = start.char_indices().next_back() {
        start = &start[..end];
        let shortened = format!("{}…", start.trim_end());
        if width(&shortened, pixels_per_em) <= room {
            return shortened;
        }
    }
    String::new()
}

/// The pixels that `text` covers.
pub(crate) fn glyphs(text: &str, pixels_per_em: f64) -> Glyphs {
    let height = FONT.height_unscaled() / FONT.units_per_em().unwrap_or(2048.0);
    let scale = pixels_per_em as f32 * height;
    let (placed, _) = set(text, pixels_per_em);
    let outlines: Vec<_> = placed
        .into_iter()
        .filter_map(|(glyph, x)| {
            let glyph = glyph.with_scale_and_position(scale, point(x as f32, 0.0));
            FONT.outline_glyph(glyph)
        })
        .collect();
    let bounds = outlines.iter().map(|outline| outline.px_bounds()).reduce(|a, b| ab_glyph::Rect {
        min: point(a.min.x.min(b.min.x), a.min.y.min(b.min.y)),
        max: point(a.max.x.max(b.max.x), a.max.y.max(b.max.y)),
    });
    let Some(bounds) = bounds else {
        return Glyphs { left: 0, top: 0, width: 1, coverage: Vec::new() };
    };
    let (left, top) = (bounds.min.x as i32, bounds.min.y as i32);
    let (width, height) = (bounds.width() as usize, bounds.height() as usize);
    let mut coverage = vec![0.0; width * height];
    for outline in outlines {
        let corner = outline.px_bounds().min;
        let first = (corner.y as i32 - top) as usize * width + (corner.x as i32 - left) as usize;
        outline.draw(|x, y, cover| {
            // Rounding may put a grain beyond the box.
            if let Some(pixel) = coverage.get_mut(first + y as usize * width + x as usize) {
                *pixel += cover;
            }
        });
    }
    Glyphs { left, top, width, coverage }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capital_is_as_high_as_said() {
        let letter = glyphs("H", 100.0);
        assert!((f64::from(-letter.top) - 100.0 * CAPITAL).abs() < 1.5, "{}", letter.top);
        let ink: f32 = letter.coverage.iter().sum();
        assert!((1500.0..2500.0).contains(&ink), "two stems and a bar cover {ink} pixels");
    }

    #[test]
    fn widths_grow_with_size_and_text() {
        let wide = width("neuron", 12.0);
        assert!((width("neuron", 24.0) - 2.0 * wide).abs() < 1e-9);
        assert!(width("neuron 1", 12.0) > wide);
        assert_eq!(width("", 12.0), 0.0);
    }

    #[test]
    fn what_does_not_fit_is_shortened() {
        let text = "a long title";
        assert_eq!(fitted(text, 14.0, 500.0), text);
        let short = fitted(text, 14.0, 60.0);
        assert!(short.ends_with('…') && text.starts_with(short.trim_end_matches('…')), "{short}");
        assert!(width(&short, 14.0) <= 60.0);
        assert_eq!(fitted(text, 14.0, 1.0), "");
    }
}
