//! The one font, which is part of the program.

use std::sync::OnceLock;

use npbrain_core::{Error, Result};
use plotters::style::{FontDesc, FontStyle, IntoFont, register_font};

/// What an SVG asks its viewer for; Verdana has nearly the same widths.
pub(crate) const FAMILIES: &str = "DejaVu Sans, Verdana, sans-serif";

const NAME: &str = "DejaVu Sans";
static BYTES: &[u8] = include_bytes!("../fonts/DejaVuSans-subset.ttf");

/// Height of capital letters and digits per em.
pub(crate) const CAPITAL: f64 = 0.729;

/// Height of a line per em, from the font's `hhea` table; plotters takes this
/// for the size of a font.
const LINE: f64 = (1901.0 + 483.0) / 2048.0;

/// Letters are drawn this many times larger and averaged down.
const FINER: i32 = 4;

/// A text as coverage of pixels, from 0 to 1, with its corner relative to the
/// start of its base line.
pub(crate) struct Glyphs {
    pub(crate) left: i32,
    pub(crate) top: i32,
    pub(crate) width: usize,
    pub(crate) coverage: Vec<f32>,
}

fn font(pixels_per_em: f64) -> Result<FontDesc<'static>> {
    static REGISTERED: OnceLock<bool> = OnceLock::new();
    if *REGISTERED.get_or_init(|| register_font(NAME, FontStyle::Normal, BYTES).is_ok()) {
        Ok((NAME, pixels_per_em * LINE).into_font())
    } else {
        Err(unreadable("its bytes are no font"))
    }
}

fn unreadable(reason: impl ToString) -> Error {
    Error::Picture { path: "(embedded font)".into(), reason: reason.to_string() }
}

/// The width of `text`, in pixels.
pub(crate) fn width(text: &str, pixels_per_em: f64) -> Result<f64> {
    // plotters answers in whole pixels, so ask about large letters.
    const LARGE: f64 = 256.0;
    let (_, (width, _)) = font(LARGE)?.layout_box(text).map_err(unreadable)?;
    Ok(f64::from(width) * pixels_per_em / LARGE)
}

/// The pixels that `text` covers.
pub(crate) fn glyphs(text: &str, pixels_per_em: f64) -> Result<Glyphs> {
    let size = (pixels_per_em * f64::from(FINER)).round();
    let font = font(size)?;
    // plotters puts the base line half a line below the place it is given.
    let base = (size * LINE / 2.0) as i32;
    let mut points = Vec::new();
    let drawn = font.draw(text, (0, -base), |x, y, coverage| {
        points.push((x, y, coverage));
        Ok::<(), std::convert::Infallible>(())
    });
    match drawn.map_err(unreadable)? {
        Ok(()) => {}
        Err(never) => match never {},
    }

    let bound = |of: fn(&(i32, i32, f32)) -> i32| {
        let (least, most) = points.iter().map(of).fold((0, 0), |(a, b), p| (a.min(p), b.max(p)));
        (least.div_euclid(FINER), most.div_euclid(FINER))
    };
    let (left, right) = bound(|p| p.0);
    let (top, bottom) = bound(|p| p.1);
    let width = (right - left + 1) as usize;
    let mut coverage = vec![0.0; width * (bottom - top + 1) as usize];
    for (x, y, c) in points {
        let column = (x.div_euclid(FINER) - left) as usize;
        let row = (y.div_euclid(FINER) - top) as usize;
        coverage[row * width + column] += c / (FINER * FINER) as f32;
    }
    Ok(Glyphs { left, top, width, coverage })
}
