//! A picture as SVG.

use std::fmt::{self, Write};

use crate::drawing::{Anchor, Cells, Drawing, Mark, Point, Step, Text};
use crate::embed;
use crate::font::FAMILIES;
use crate::palette::Colour;

/// The text of an SVG file.
pub(crate) fn svg(drawing: &Drawing) -> String {
    let mut out = String::new();
    // Writing into a `String` cannot fail.
    let _ = write(drawing, &mut out);
    out
}

fn write(drawing: &Drawing, out: &mut String) -> fmt::Result {
    let (width, height) = (drawing.width, drawing.height);
    writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="{FAMILIES}">"#
    )?;
    writeln!(out, r##"<rect width="100%" height="100%" fill="#ffffff"/>"##)?;
    writeln!(out, r#"<g fill="none" stroke-linecap="round" stroke-linejoin="round">"#)?;
    for mark in &drawing.marks {
        match mark {
            Mark::Strokes { path, width, colour } => {
                write!(
                    out,
                    r#"<path stroke="{}" stroke-width="{}" d=""#,
                    hex(*colour),
                    short(*width)
                )?;
                for (k, step) in path.iter().enumerate() {
                    match step {
                        Step::Dot(p) => {
                            write!(out, "M{} {}", short(p.x), short(p.y))?;
                            if !matches!(path.get(k + 1), Some(Step::Line(_))) {
                                out.push_str("h0");
                            }
                        }
                        Step::Line(p) => write!(out, "L{} {}", short(p.x), short(p.y))?,
                    }
                }
                out.push_str("\"/>\n");
            }
            Mark::Cells(cells) => write_cells(cells, out)?,
            Mark::Area { line, base, colour } => write_area(line, *base, *colour, out)?,
            Mark::Text(text) => write_text(text, out)?,
        }
    }
    out.push_str("</g>\n</svg>\n");
    Ok(())
}

fn write_area(line: &[Point], base: f64, colour: Colour, out: &mut String) -> fmt::Result {
    let (Some(first), Some(last)) = (line.first(), line.last()) else {
        return Ok(());
    };
    let base = short(base);
    write!(out, r#"<path stroke="none" fill="{}" d="M{} {base}"#, hex(colour), short(first.x))?;
    for p in line {
        write!(out, "L{} {}", short(p.x), short(p.y))?;
    }
    writeln!(out, "L{} {base}Z\"/>", short(last.x))
}

fn write_cells(cells: &Cells, out: &mut String) -> fmt::Result {
    let rows = cells.colours.len() / cells.columns.max(1);
    let rgb: Vec<u8> = cells.colours.iter().flat_map(|c| [c.0, c.1, c.2]).collect();
    let Ok(image) = embed::picture(cells.columns as u32, rows as u32, &rgb) else {
        return Ok(());
    };
    let (x, y) = (short(cells.at.x), short(cells.at.y));
    let (width, height) = (short(cells.width), short(cells.height));
    writeln!(
        out,
        r#"<image x="{x}" y="{y}" width="{width}" height="{height}" preserveAspectRatio="none" style="image-rendering:pixelated" href="data:image/png;base64,{}"/>"#,
        embed::base64(&image)
    )
}

fn write_text(text: &Text, out: &mut String) -> fmt::Result {
    let anchor = match text.anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    let (x, y) = (short(text.at.x), short(text.at.y));
    let (size, colour) = (short(text.size), hex(text.colour));
    write!(
        out,
        r#"<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" fill="{colour}""#
    )?;
    if text.upwards {
        write!(out, r#" transform="rotate(-90 {x} {y})""#)?;
    }
    let words = text.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    writeln!(out, ">{words}</text>")
}

fn hex(Colour(red, green, blue): Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// A length with at most two decimals and no needless zeros.
fn short(length: f64) -> f64 {
    (length * 100.0).round() / 100.0
}
