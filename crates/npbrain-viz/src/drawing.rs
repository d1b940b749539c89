//! A picture as a list of marks, before it becomes pixels or SVG. Lengths are
//! in pixels from the upper left corner, so both come out alike.

use crate::palette::Colour;

/// Length of a dash, and of what is left out after it, in pixels.
const DASH: f64 = 5.0;
const DASH_GAP: f64 = 4.0;

/// A place in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Point {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

/// One move of the pen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Step {
    /// Puts the pen down; without a line to follow this is a dot.
    Dot(Point),
    /// Draws a straight line from where the pen is.
    Line(Point),
}

/// Which part of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// One line of text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Text {
    pub(crate) text: String,
    /// Where the anchor stands, on the text's base line.
    pub(crate) at: Point,
    pub(crate) anchor: Anchor,
    /// Size of the letters: pixels per em.
    pub(crate) size: f64,
    /// Whether it reads upwards.
    pub(crate) upwards: bool,
    pub(crate) colour: Colour,
}

/// What a picture is made of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Mark {
    /// Lines and dots of one pen with a round tip.
    Strokes {
        path: Vec<Step>,
        width: f64,
        colour: Colour,
    },
    /// What lies between a line, whose points do not go back to the left, and
    /// the height `base`.
    Area {
        line: Vec<Point>,
        base: f64,
        colour: Colour,
    },
    /// Cells of one size in rows from the top.
    Cells(Cells),
    Text(Text),
}

/// A rectangle cut into cells, each of one colour.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cells {
    /// The upper left corner.
    pub(crate) at: Point,
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// Cells per row.
    pub(crate) columns: usize,
    /// Row by row from the top.
    pub(crate) colours: Vec<Colour>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Drawing {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) marks: Vec<Mark>,
}

impl Drawing {
    pub(crate) fn strokes(&mut self, path: Vec<Step>, width: f64, colour: Colour) {
        if !path.is_empty() {
            self.marks.push(Mark::Strokes { path, width, colour });
        }
    }

    /// Draws a broken line from `from` to `to`.
    pub(crate) fn dashes(&mut self, from: Point, to: Point, width: f64, colour: Colour) {
        let length = (to.x - from.x).hypot(to.y - from.y);
        let along = |way: f64| {
            let share = way.min(length) / length;
            Point { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) }
        };
        let starts = (0..).map(|k| f64::from(k) * (DASH + DASH_GAP)).take_while(|s| *s < length);
        let path = starts.flat_map(|s| [Step::Dot(along(s)), Step::Line(along(s + DASH))]);
        self.strokes(path.collect(), width, colour);
    }

    pub(crate) fn text(&mut self, mut text: Text) {
        // Neither a line of pixels nor SVG has a place for them.
        text.text = text.text.replace(char::is_control, " ");
        if !text.text.is_empty() {
            self.marks.push(Mark::Text(text));
        }
    }
}
