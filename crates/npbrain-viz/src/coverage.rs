//! How much of each pixel a mark covers.

/// Coverage of the pixels of a picture by one mark, from 0 to 1.
pub(crate) struct Coverage {
    pub(crate) width: usize,
    pub(crate) height: usize,
    covered: Vec<f32>,
    touched: Vec<u32>,
}

impl Coverage {
    pub(crate) fn new(width: usize, height: usize) -> Self {
        Self { width, height, covered: vec![0.0; width * height], touched: Vec::new() }
    }

    /// Covers a pixel by at least `cover`.
    pub(crate) fn raise(&mut self, index: usize, cover: f32) {
        self.set(index, self.covered[index].max(cover));
    }

    /// Covers a pixel by `cover` more than it is.
    pub(crate) fn add(&mut self, index: usize, cover: f32) {
        self.set(index, self.covered[index] + cover);
    }

    fn set(&mut self, index: usize, cover: f32) {
        if cover > 0.0 {
            if self.covered[index] == 0.0 {
                self.touched.push(index as u32);
            }
            self.covered[index] = cover;
        }
    }

    /// Hands each pixel covered to `blend` as its index and coverage, and is
    /// empty again.
    pub(crate) fn hand_out(&mut self, mut blend: impl FnMut(usize, f32)) {
        for index in self.touched.drain(..) {
            let index = index as usize;
            blend(index, self.covered[index].min(1.0));
            self.covered[index] = 0.0;
        }
    }
}
