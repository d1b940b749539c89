//! What figures show, and what they refuse.

use std::path::PathBuf;

use ndarray::{Array1, Array2};
use npbrain_core::Error;
use npbrain_monitors::{RateData, SpikeData, StateData, Variable};
use npbrain_viz::{Pixels, figure};

fn state(t: Vec<f64>, neurons: usize, value: impl Fn(usize, usize) -> f64) -> StateData {
    let values = Array2::from_shape_fn((t.len(), neurons), |(k, j)| value(k, j));
    StateData {
        population: "lif1".into(),
        t: Array1::from(t),
        neurons: (0..neurons).map(|j| 10 * j).collect(),
        variables: vec![Variable { name: "v".into(), unit: "mV", values }],
    }
}

fn times(samples: usize) -> Vec<f64> {
    (0..samples).map(|k| k as f64 * 0.1).collect()
}

fn spikes(size: usize, fired: &[(f64, usize)]) -> SpikeData {
    SpikeData {
        population: "lif1".into(),
        first: 0,
        size,
        span: (0.0, 100.0),
        t: fired.iter().map(|(t, _)| *t).collect(),
        i: fired.iter().map(|(_, i)| *i).collect(),
    }
}

/// A file of this test in the system's temporary folder, removed at the end.
struct Picture(PathBuf);

impl Picture {
    fn named(name: &str) -> Self {
        let name = format!("npbrain_viz_{}_{name}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }
}

impl Drop for Picture {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Pixels of traces and spikes: neither white nor gray.
fn coloured(pixels: &Pixels) -> Vec<(usize, usize)> {
    let width = pixels.width as usize;
    let spread = |p: &[u8]| p.iter().max().unwrap() - p.iter().min().unwrap();
    let pixels = pixels.rgb.chunks(3).enumerate();
    pixels.filter(|(_, p)| spread(p) > 60).map(|(k, _)| (k % width, k / width)).collect()
}

#[test]
fn a_spike_of_one_sample_is_drawn_from_foot_to_top() {
    // 100,001 samples on some 700 pixels, one of which leaves the line.
    for spike in [12_345, 50_000, 77_777, 99_990] {
        let data = state(times(100_001), 1, |k, _| if k == spike { 30.0 } else { -65.0 });
        let pixels = figure(1, 1).potential(&data).pixels().unwrap();
        let places = coloured(&pixels);
        let foot = places.iter().map(|p| p.1).max().unwrap();
        let top = places.iter().map(|p| p.1).min().unwrap();
        assert!(foot - top > 200, "spike {spike} is {} pixels high", foot - top);
        for row in top..foot {
            assert!(places.iter().any(|p| p.1 == row), "spike {spike} has a hole in row {row}");
        }
        let right = places.iter().map(|p| p.0).max().unwrap() as f64;
        let left = places.iter().map(|p| p.0).min().unwrap() as f64;
        let expected = left + (right - left) * spike as f64 / 100_000.0;
        let at = places.iter().find(|p| p.1 == top).unwrap().0 as f64;
        assert!((at - expected).abs() <= 2.0, "spike {spike} stands at {at}, not {expected}");
    }
}

#[test]
fn a_gap_stays_white() {
    let data = state(times(1001), 1, |k, _| if (400..600).contains(&k) { f64::NAN } else { 1.0 });
    let places = coloured(&figure(1, 1).potential(&data).pixels().unwrap());
    let columns: Vec<usize> = places.iter().map(|p| p.0).collect();
    let (left, right) = (columns.iter().min().unwrap(), columns.iter().max().unwrap());
    let at = |share: f64| left + ((right - left) as f64 * share) as usize;
    assert!(columns.contains(&at(0.3)));
    assert!(!columns.contains(&at(0.5)));
    assert!(columns.contains(&at(0.7)));
}

#[test]
fn every_spike_of_a_sparse_raster_is_one_mark() {
    let fired: Vec<(f64, usize)> = (0..40).map(|k| (k as f64 * 2.5, (k * 37) % 500)).collect();
    let svg = figure(1, 1).raster(spikes(500, &fired)).svg().unwrap();
    assert_eq!(svg.matches("h0").count(), 40);
}

#[test]
fn a_raster_reaches_up_to_the_size_of_its_population() {
    let svg = figure(1, 1).raster(spikes(500, &[(50.0, 3)])).svg().unwrap();
    for number in ["0", "100", "200", "300", "400", "500"] {
        assert!(svg.contains(&format!(">{number}</text>")), "{number} is missing");
    }
}

#[test]
fn the_spikes_of_a_slice_are_shown_where_they_are() {
    let fired: Vec<(f64, usize)> = (0..20).map(|k| (k as f64 * 5.0, 400 + 5 * k)).collect();
    let svg = figure(1, 1).raster(SpikeData { first: 400, ..spikes(100, &fired) }).svg().unwrap();
    assert_eq!(svg.matches("h0").count(), 20);
    let upright = svg.lines().filter(|l| l.contains("\"end\""));
    let numbers: Vec<&str> = upright.map(|l| l.split(['>', '<']).nth(2).unwrap()).collect();
    assert_eq!(numbers, ["400", "420", "440", "460", "480", "500"]);
}

#[test]
fn the_texts_of_a_figure_are_as_expected() {
    let data = state(times(1001), 1, |k, _| (k % 100) as f64 / 10.0);
    let svg = figure(2, 1)
        .potential(&data)
        .title("a < b & c")
        .raster(spikes(4, &[(50.0, 3)]))
        .svg()
        .unwrap();
    let texts: Vec<&str> = svg
        .lines()
        .filter(|l| l.starts_with("<text"))
        .map(|l| l.split(['>', '<']).nth(2).unwrap())
        .collect();
    // Each upright axis with its label, the title, and time only at the foot.
    let upper = ["0", "2", "4", "6", "8", "10", "v (mV)", "a &lt; b &amp; c"];
    let time = ["0", "10", "20", "30", "40", "50", "60", "70", "80", "90", "100"];
    let lower = ["0", "1", "2", "3", "time (ms)", "neuron"];
    assert_eq!(texts, [&upper[..], &time[..], &lower[..]].concat());
    // A line for each trace, the spikes, and two pairs of axes.
    assert_eq!(svg.matches("<path").count(), 4);
    assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n"));
    assert!(svg.contains(r#"font-family="DejaVu Sans, Verdana, sans-serif""#));
}

#[test]
fn of_many_neurons_three_are_drawn_and_named() {
    let data = state(times(100), 500, |k, j| (k + j) as f64);
    let svg = figure(1, 1).potential(&data).svg().unwrap();
    for name in ["neuron 0", "neuron 10", "neuron 20"] {
        assert!(svg.contains(&format!(">{name}<")), "{name} is missing");
    }
    assert_eq!(svg.matches(">neuron ").count(), 3);

    let svg = figure(1, 1).potential_of(&data, [7]).svg().unwrap();
    assert_eq!(svg.matches(">neuron ").count(), 1);
    assert!(svg.contains(">neuron 70<"));

    let svg = figure(1, 1).potential_of(&data, 0..20).svg().unwrap();
    assert!(svg.contains(" more<"), "a legend without room counts the rest");

    let one = state(times(100), 1, |k, _| k as f64);
    let svg = figure(1, 1).potential(one).svg().unwrap();
    assert!(!svg.contains(">neuron "), "one neuron needs no legend");
}

#[test]
fn panels_of_a_column_share_their_time() {
    let short = state(times(101), 1, |k, _| k as f64);
    let svg = figure(2, 1).potential(short).raster(spikes(10, &[])).svg().unwrap();
    assert_eq!(svg.matches(">100</text>").count(), 2, "10 mV · 10 and 100 ms");
    assert_eq!(svg.matches(">time (ms)<").count(), 1);
    let path = svg.lines().find(|l| l.contains("#0072b2")).unwrap();
    let last = path.rsplit('L').next().unwrap();
    let x: f64 = last.split(' ').next().unwrap().parse().unwrap();
    assert!(x < 180.0, "10 ms of 100 ms end at {x}");
}

#[test]
fn little_or_strange_data_give_a_picture() {
    let nothing = SpikeData { span: (0.0, 0.0), ..spikes(0, &[]) };
    let svg = figure(1, 1).raster(nothing).svg().unwrap();
    assert!(svg.contains(">no spikes<"));

    let one = state(vec![0.0], 1, |_, _| -65.0);
    let pixels = figure(1, 1).potential(&one).pixels().unwrap();
    assert!(!coloured(&pixels).is_empty(), "one sample is a dot");

    let svg = figure(1, 1).potential(state(vec![], 1, |_, _| 0.0)).svg().unwrap();
    assert!(svg.contains(">no values<"));
    let svg = figure(1, 1).potential(state(times(10), 0, |_, _| 0.0)).svg().unwrap();
    assert!(svg.contains(">no values<"));
    let empty = RateData {
        population: "lif1".into(),
        bin: 1.0,
        t: Array1::from(vec![]),
        rate: Array1::from(vec![]),
    };
    assert!(figure(1, 1).rate(empty).svg().unwrap().contains(">no values<"));

    let (nan, inf) = (f64::NAN, f64::INFINITY);
    let strange = [0.0, -0.0, 1.0, nan, inf, -inf, 1e308, -1e308, 1e99, -1e99, 5e-324, 1e-300];
    for a in strange {
        for b in strange {
            let data = state(times(40), 1, |k, _| if k % 3 == 0 { a } else { b });
            let rate = RateData {
                population: "lif1".into(),
                bin: a,
                t: Array1::from(vec![a, b]),
                rate: Array1::from(vec![b, a]),
            };
            let raster = SpikeData { span: (a, b), ..spikes(3, &[(a, 0), (b, 2)]) };
            let late = state(vec![a, b], 1, |_, _| 0.0);
            for figure in [
                figure(2, 1).potential(data).rate(rate),
                figure(2, 1).raster(raster).potential(late),
            ] {
                let svg = figure.svg().unwrap();
                assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{a} and {b}");
                assert!(figure.size(200, 200).pixels().is_ok());
            }
        }
    }
}

#[test]
fn files_are_written_as_their_names_say() {
    let figure = figure(1, 1).raster(spikes(10, &[(50.0, 3)])).size(320, 200);
    let png = Picture::named("small.PNG");
    figure.save(&png.0).unwrap();
    let bytes = std::fs::read(&png.0).unwrap();
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(bytes[16..24], [0, 0, 1, 64, 0, 0, 0, 200]);

    let svg = Picture::named("small.svg");
    figure.save(&svg.0).unwrap();
    assert_eq!(std::fs::read_to_string(&svg.0).unwrap(), figure.svg().unwrap());
}

#[test]
fn pictures_are_as_large_as_asked() {
    let size = |p: Pixels| (p.width, p.height, p.rgb.len());
    assert_eq!(size(figure(2, 1).pixels().unwrap()), (800, 600, 1_440_000));
    assert_eq!(size(figure(1, 2).size(500, 120).pixels().unwrap()), (500, 120, 180_000));
}

fn message(result: Result<(), Error>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn a_path_that_cannot_be_written_is_named_with_the_reason() {
    for name in ["a.png", "a.svg"] {
        let path = format!("/no/such/folder/{name}");
        let text = message(figure(1, 1).save(&path));
        let start = format!("cannot write the picture {path}: ");
        let reason = text.strip_prefix(&start).expect(&text);
        let os = std::fs::File::create(&path).unwrap_err();
        assert_eq!(reason, os.to_string());
    }
}

#[test]
fn other_formats_are_refused() {
    for path in ["a.jpg", "a", "png"] {
        assert_eq!(
            message(figure(1, 1).save(path)),
            format!("cannot write the picture {path}: its name must end in .png or .svg")
        );
    }
}

#[test]
fn more_panels_than_cells_are_refused() {
    let data = spikes(10, &[]);
    assert_eq!(
        message(figure(2, 1).raster(&data).raster(&data).raster(&data).save("a.png")),
        "figure(2, 1) with its 2 cells: `panels` is 3; expected at most one for each cell"
    );
    assert_eq!(message(figure(0, 1).save("a.png")), "figure(0, 1): `rows` is 0; expected 1 to 25");
}

#[test]
fn a_size_without_room_is_refused() {
    assert_eq!(
        message(figure(1, 2).size(300, 300).save("a.png")),
        "figure(1, 2): `width` is 300; expected at least 160 pixels for each column, at most 10000"
    );
    assert_eq!(
        message(figure(3, 1).size(800, 250).save("a.png")),
        "figure(3, 1): `height` is 250; expected at least 100 pixels for each row, at most 10000"
    );
}

#[test]
fn what_was_not_recorded_is_refused_when_saved() {
    let data = state(times(10), 2, |_, _| 0.0);
    assert_eq!(
        message(figure(1, 1).value(&data, "u").title("recovery").save("a.png")),
        "the state monitor of `lif1` has no variable `u`; it has `v`"
    );
    assert_eq!(
        message(figure(1, 1).potential_of(&data, [2]).save("a.png")),
        "the state monitor of `lif1`: index 2 is out of range; it has 2 neurons (0..2)"
    );
}
