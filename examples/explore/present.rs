//! How results are written.

use serde_json::Value;

/// One line of JSON, with its keys in this order.
pub(super) fn object(entries: &[(&str, Value)]) -> String {
    let written: Vec<String> =
        entries.iter().map(|(key, value)| format!("{}: {value}", Value::from(*key))).collect();
    format!("{{{}}}", written.join(", "))
}

/// A number as people read it.
pub(super) fn short(number: f64) -> String {
    match number.abs() {
        0.0 => "0".into(),
        size if (1e-3..1e6).contains(&size) => {
            let digits = format!("{number:.6}");
            digits.trim_end_matches('0').trim_end_matches('.').into()
        }
        _ => format!("{number:.6e}"),
    }
}

/// Rows under headings, in columns.
pub(super) fn table(headings: &[String], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([headings[column].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..headings.len()).map(width).collect();
    let line = |row: &[String]| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let lines = std::iter::once(line(headings)).chain(rows.iter().map(|row| line(row)));
    lines.collect::<Vec<_>>().join("\n")
}
