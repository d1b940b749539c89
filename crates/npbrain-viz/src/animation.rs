//! A population in a plane, over time.

use std::path::Path;

use npbrain_core::Result;
use npbrain_monitors::StateData;

use crate::colours::{SHADES, Shades};
use crate::figure::{Figure, Mistake, at_time, checked_shape, figure, invalid};
use crate::gif::Gif;
use crate::panel::{Image, ImageShape, Plot};
use crate::range::{Range, is_drawable};

/// So many pictures are made when their distance is not chosen, and at most.
const USUAL: f64 = 100.0;
const MOST: usize = 5000;

/// Pixels of the longer side of a population, and around it, when no size is
/// chosen.
const LONGER: f64 = 340.0;
const ASIDE: f64 = 150.0;
const ABOVE: f64 = 86.0;

/// An animation of a population that fills a rectangle. Made by [`animation`].
///
/// Whatever is wrong with it is told by [`save`](Animation::save).
#[derive(Clone, Debug)]
#[must_use = "an animation shows nothing until it is saved"]
pub struct Animation<'a> {
    data: &'a StateData,
    variable: String,
    shape: (usize, usize),
    every: Option<f64>,
    pause: f64,
    size: Option<(u32, u32)>,
    colours: Option<(f64, f64)>,
    title: String,
}

/// An animation of the recorded `variable` of a population that fills a
/// rectangle of `shape` = (rows, columns): neuron k stands in row k / columns
/// from below. Colours stand for the same values in all pictures.
///
/// ```
/// use ndarray::Array2;
/// use npbrain_monitors::{StateData, Variable};
///
/// // A wave that runs over 8 rows of 12 neurons.
/// let t: Vec<f64> = (0..30).map(f64::from).collect();
/// let wave = |(k, i): (usize, usize)| (0.5 * (i % 12) as f64 - 0.3 * k as f64).sin();
/// let data = StateData {
///     population: "cells".into(),
///     each: Default::default(),
///     neurons: (0..96).collect(),
///     variables: vec![Variable { name: "v".into(), unit: "mV", values: Array2::from_shape_fn((30, 96), wave) }],
///     t: t.into(),
/// };
/// let path = std::env::temp_dir().join("npbrain_viz_wave.gif");
/// npbrain_viz::animation(&data, "v", (8, 12)).every(2.0).save(&path)?;
/// # assert!(std::fs::read(&path).unwrap().starts_with(b"GIF89a"));
/// # std::fs::remove_file(path).unwrap();
/// # Ok::<(), npbrain_core::Error>(())
/// ```
pub fn animation<'a>(data: &'a StateData, variable: &str, shape: (usize, usize)) -> Animation<'a> {
    Animation {
        data,
        variable: variable.to_owned(),
        shape,
        every: None,
        pause: 50.0,
        size: None,
        colours: None,
        title: String::new(),
    }
}

impl Animation<'_> {
    /// Shows a sample every `interval` ms of network time. Otherwise some 100
    /// samples are shown, or all if they are fewer.
    pub fn every(mut self, interval: f64) -> Self {
        self.every = Some(interval);
        self
    }

    /// Shows each picture for `pause` ms, by default 50, in whole hundredths of
    /// a second.
    pub fn pause(mut self, pause: f64) -> Self {
        self.pause = pause;
        self
    }

    /// Sets the size of the pictures, in pixels.
    pub fn size(mut self, width: u32, height: u32) -> Self {
        self.size = Some((width, height));
        self
    }

    /// Lets the colours stand for the values from `lo` to `hi`; otherwise they
    /// do for all that was recorded.
    pub fn colours(mut self, lo: f64, hi: f64) -> Self {
        self.colours = Some((lo, hi));
        self
    }

    /// Writes a title above all pictures; the time stands below it.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Writes the animation to a GIF file.
    ///
    /// # Errors
    /// - [`Error::Picture`](npbrain_core::Error::Picture) if the path does not
    ///   end in `.gif` or cannot be written, if nothing was recorded, or if the
    ///   shape has no place for a neuron;
    /// - [`Error::UnknownName`](npbrain_core::Error::UnknownName) if the
    ///   variable was not recorded;
    /// - [`Error::InvalidValue`](npbrain_core::Error::InvalidValue) for times,
    ///   sizes and colours that cannot be.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        self.write(path).map_err(|mistake| mistake.told(&path.display().to_string()))
    }

    fn write(&self, path: &Path) -> Result<(), Mistake> {
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        if !extension.eq_ignore_ascii_case("gif") {
            return Err(Mistake::Call("its name must end in .gif".into()));
        }
        let shape = checked_shape(self.data, self.shape, "animation")?;
        let range = self.range()?;
        let samples = self.samples()?;
        let pause = self.checked_pause()?;
        let mut file: Option<Gif> = None;
        for k in samples {
            let pixels = self.picture(shape, range, k)?.pixels()?;
            let size = (pixels.width, pixels.height);
            let file = match &mut file {
                Some(file) => file,
                None => {
                    let shades = Shades::rising(range);
                    let colours = (0..SHADES).map(|k| shades.shade(k)).collect();
                    file.insert(Gif::create(path, size, colours).map_err(Mistake::Call)?)
                }
            };
            file.add(&pixels, pause).map_err(Mistake::Call)?;
        }
        file.map_or(Ok(()), |file| file.finish().map_err(Mistake::Call))
    }

    /// One picture.
    fn picture(&self, shape: ImageShape, range: Range, k: usize) -> Result<Figure, Mistake> {
        let mut image = Image::of_sample(self.data, &self.variable, shape, Some(k))?;
        image.colours(range);
        let (rows, columns) = (shape.rows as f64, shape.columns as f64);
        let unit = LONGER / rows.max(columns);
        let side = |count: f64, around: f64| (unit * count).max(80.0) + around;
        let heading = if self.title.is_empty() { 0.0 } else { 30.0 };
        let usual = (side(columns, ASIDE) as u32, (side(rows, ABOVE) + heading) as u32);
        let (width, height) = self.size.unwrap_or(usual);
        let figure = figure(1, 1).size(width, height).title(self.title.clone());
        Ok(figure.panel(Ok(Plot::Image(image))).title(at_time(self.data.t[k])))
    }

    fn object(&self) -> String {
        format!("the animation of `{}`", self.data.population)
    }

    /// What the colours stand for.
    fn range(&self) -> Result<Range, Mistake> {
        let all = self.data.get(&self.variable)?;
        let found = Range::of(all.iter().copied());
        let Some((lo, hi)) = self.colours else {
            let nothing = || Mistake::Call("no values were recorded".into());
            let range = found.ok_or_else(nothing)?;
            return Ok(if range.lo < range.hi { range } else { Range::fitted(Some(range)) });
        };
        if !is_drawable(lo) {
            return Err(invalid(self.object(), "lo", lo, "a finite number").into());
        }
        if !is_drawable(hi) || hi <= lo {
            return Err(invalid(self.object(), "hi", hi, "a finite number above `lo`").into());
        }
        Ok(Range { lo, hi })
    }

    /// The samples shown.
    fn samples(&self) -> Result<impl Iterator<Item = usize> + use<>, Mistake> {
        let t = &self.data.t;
        let stride = match self.every {
            None => (t.len() as f64 / USUAL).round().max(1.0) as usize,
            Some(every) if !(every > 0.0 && is_drawable(every)) => {
                let expected = "a time in ms, more than 0";
                return Err(invalid(self.object(), "every", every, expected).into());
            }
            Some(every) => {
                let interval = if t.len() > 1 { t[1] - t[0] } else { every };
                ((every / interval).round() as usize).max(1)
            }
        };
        let count = t.len().div_ceil(stride);
        if count > MOST {
            let expected = "so long that there are at most 5000 pictures";
            let every = self.every.unwrap_or_default();
            return Err(invalid(self.object(), "every", every, expected).into());
        }
        Ok((0..t.len()).step_by(stride))
    }

    /// In hundredths of a second.
    fn checked_pause(&self) -> Result<u16, Mistake> {
        if !(10.0..=60_000.0).contains(&self.pause) {
            let expected = "10 to 60000 ms";
            return Err(invalid(self.object(), "pause", self.pause, expected).into());
        }
        Ok((self.pause / 10.0).round() as u16)
    }
}
