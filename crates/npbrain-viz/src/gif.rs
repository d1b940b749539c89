//! Pictures one after another as a GIF file.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use gif::{DisposalMethod, Encoder, Frame, Repeat};

use crate::palette::Colour;
use crate::pixels::Pixels;

/// Shades of grey for axes and letters.
const GREYS: usize = 64;

/// A GIF file that is being written: one palette, and of each picture only the
/// part that differs from the one before.
pub(crate) struct Gif {
    encoder: Encoder<BufWriter<File>>,
    palette: Vec<Colour>,
    index_of: HashMap<Colour, u8>,
    last: Vec<u8>,
    width: usize,
}

impl Gif {
    /// An animation that begins again at its end, drawn in `colours` (at most
    /// 192) and grey.
    pub(crate) fn create(
        path: &Path,
        size: (u32, u32),
        colours: Vec<Colour>,
    ) -> Result<Self, String> {
        let grey = |k: usize| (k * 255 / (GREYS - 1)) as u8;
        let mut palette = colours;
        palette.extend((0..GREYS).map(|k| Colour(grey(k), grey(k), grey(k))));
        let bytes: Vec<u8> = palette.iter().flat_map(|c| [c.0, c.1, c.2]).collect();
        let file = File::create(path).map_err(|e| e.to_string())?;
        let (width, height) = (size.0 as u16, size.1 as u16);
        let encoder = Encoder::new(BufWriter::new(file), width, height, &bytes);
        let mut encoder = encoder.map_err(|e| e.to_string())?;
        encoder.set_repeat(Repeat::Infinite).map_err(|e| e.to_string())?;
        let (index_of, last) = (HashMap::new(), Vec::new());
        Ok(Self { encoder, palette, index_of, last, width: size.0 as usize })
    }

    /// Adds a picture that is shown for `pause` hundredths of a second.
    pub(crate) fn add(&mut self, pixels: &Pixels, pause: u16) -> Result<(), String> {
        let colours = pixels.rgb.chunks(3).map(|p| Colour(p[0], p[1], p[2]));
        let picture: Vec<u8> = colours.map(|colour| self.index(colour)).collect();
        let (left, top, width, height) = self.changed(&picture);
        let rows = (top..top + height).map(|row| row * self.width + left);
        let buffer: Vec<u8> =
            rows.flat_map(|start| picture[start..start + width].iter().copied()).collect();
        let frame = Frame {
            delay: pause,
            dispose: DisposalMethod::Keep,
            left: left as u16,
            top: top as u16,
            width: width as u16,
            height: height as u16,
            buffer: buffer.into(),
            ..Frame::default()
        };
        self.last = picture;
        self.encoder.write_frame(&frame).map_err(|e| e.to_string())
    }

    /// Writes what is left.
    pub(crate) fn finish(self) -> Result<(), String> {
        let mut file = self.encoder.into_inner().map_err(|e| e.to_string())?;
        file.flush().map_err(|e| e.to_string())
    }

    /// The nearest colour of the palette.
    fn index(&mut self, colour: Colour) -> u8 {
        let distance = |other: &Colour| {
            let square = |a: u8, b: u8| (i32::from(a) - i32::from(b)).pow(2);
            square(colour.0, other.0) + square(colour.1, other.1) + square(colour.2, other.2)
        };
        let palette = &self.palette;
        *self.index_of.entry(colour).or_insert_with(|| {
            let nearest = (0..palette.len()).min_by_key(|k| distance(&palette[*k]));
            nearest.unwrap_or(0) as u8
        })
    }

    /// The smallest rectangle (left, top, width, height) outside of which
    /// `picture` is the last one; never empty, as a frame cannot be.
    fn changed(&self, picture: &[u8]) -> (usize, usize, usize, usize) {
        if self.last.len() != picture.len() {
            return (0, 0, self.width, picture.len() / self.width);
        }
        let differs = picture.iter().zip(&self.last).enumerate().filter(|(_, (a, b))| a != b);
        let places = differs.map(|(k, _)| (k % self.width, k / self.width));
        let around = places.fold(None, |found: Option<[usize; 4]>, (x, y)| {
            let [left, top, right, bottom] = found.unwrap_or([x, y, x, y]);
            Some([left.min(x), top.min(y), right.max(x), bottom.max(y)])
        });
        let [left, top, right, bottom] = around.unwrap_or([0; 4]);
        (left, top, right - left + 1, bottom - top + 1)
    }
}
