//! What figures show, and what they refuse.

use std::path::PathBuf;

use ndarray::{Array1, Array2};
use npbrain_core::{Each, Error};
use npbrain_monitors::{RateData, SpikeData, StateData, Variable};
use npbrain_viz::{Pixels, figure};

fn state(t: Vec<f64>, neurons: usize, value: impl Fn(usize, usize) -> f64) -> StateData {
    let values = Array2::from_shape_fn((t.len(), neurons), |(k, j)| value(k, j));
    StateData {
        population: "lif1".into(),
        each: Each::Neuron,
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

/// The x and y of all points of the paths in one colour, path by path.
fn paths(svg: &str, colour: &str) -> Vec<Vec<(f64, f64)>> {
    let wanted = format!("stroke=\"{colour}\"");
    let path = |line: &str| {
        let d = line.split(" d=\"").nth(1).unwrap().trim_end_matches("\"/>");
        let points = d.split(['M', 'L']).filter(|p| !p.is_empty());
        let number = |text: &str| text.trim_end_matches("h0").parse().unwrap();
        points.map(|p| p.split_once(' ').unwrap()).map(|(x, y)| (number(x), number(y))).collect()
    };
    svg.lines().filter(|l| l.contains(&wanted)).map(path).collect()
}

const BLUE: &str = "#0072b2";
const VERMILLION: &str = "#d55e00";

fn rates(population: &str, bin: f64, rate: Vec<f64>) -> RateData {
    let t = (1..=rate.len()).map(|k| k as f64 * bin).collect();
    RateData { population: population.into(), bin, t, rate: Array1::from(rate) }
}

#[test]
fn a_threshold_is_a_broken_line_at_its_height() {
    // The line itself lies at 10 mV, and so must the dashes.
    let data = state(times(101), 1, |_, _| 10.0);
    let svg = figure(1, 1).potential(&data).threshold(10.0).svg().unwrap();
    assert!(svg.contains(">threshold<"));
    let line = &paths(&svg, BLUE)[0];
    let dashes = &paths(&svg, "#606060")[0];
    assert!(dashes.len() > 100, "{} ends of dashes", dashes.len());
    assert!(dashes.iter().all(|p| (p.1 - line[0].1).abs() < 1.0));
}

#[test]
fn an_axis_reaches_to_its_threshold() {
    let data = state(times(101), 1, |k, _| (k % 10) as f64);
    let svg = figure(1, 1).potential(&data).threshold(50.0).svg().unwrap();
    assert!(svg.contains(">50</text>"));
    let dashes = &paths(&svg, "#606060")[0];
    let highest = paths(&svg, BLUE)[0].iter().map(|p| p.1).fold(f64::MAX, f64::min);
    assert!(dashes[0].1 < highest - 100.0);
}

#[test]
fn spikes_are_marked_in_the_colour_of_their_neuron_above_all_values() {
    // Neurons 0 and 10 of 500; a spike of another neuron is not theirs.
    let data = state(times(1001), 2, |k, _| (k % 100) as f64 / 10.0);
    let fired = spikes(500, &[(20.0, 0), (50.0, 10), (60.0, 7), (80.0, 0)]);
    let plain = figure(1, 1).potential(&data).svg().unwrap();
    let svg = figure(1, 1).potential(&data).spikes(&fired).svg().unwrap();
    assert_eq!(paths(&plain, BLUE).len(), 2, "a line and its sample in the legend");

    let (blue, red) = (paths(&svg, BLUE), paths(&svg, VERMILLION));
    let (marks, line) = (&blue[0], &blue[1]);
    assert_eq!((marks.len(), red[0].len()), (4, 2), "a foot and a top for each spike");
    let x = |t: f64| 1.0 / 100.0 * t * (line.last().unwrap().0 - line[0].0) + line[0].0;
    let highest = line.iter().map(|p| p.1).fold(f64::MAX, f64::min);
    for (mark, t) in marks.chunks(2).zip([20.0, 80.0]) {
        assert!((mark[0].0 - x(t)).abs() < 0.02 && mark[0].0 == mark[1].0);
        assert_eq!(mark[1].1, marks[1].1, "all have one height");
        assert!(mark[1].1 < highest - 20.0);
        // The foot stands on the line.
        assert!(
            line.iter().any(|p| (p.0 - mark[0].0).abs() < 0.5 && (p.1 - mark[0].1).abs() < 0.1)
        );
    }
    // No number stands beside what was drawn and not recorded.
    let numbers = svg.lines().filter(|l| l.contains("\"end\""));
    let numbers: Vec<&str> = numbers.map(|l| l.split(['>', '<']).nth(2).unwrap()).collect();
    assert_eq!(numbers, ["0", "5", "10"]);
}

#[test]
fn a_spike_where_nothing_was_recorded_is_not_marked() {
    let data = state(times(101), 1, |k, _| if k > 50 { f64::NAN } else { 1.0 });
    let fired = spikes(1, &[(2.0, 0), (7.0, 0), (90.0, 0)]);
    let svg = figure(1, 1).potential(&data).spikes(&fired).svg().unwrap();
    assert_eq!(paths(&svg, BLUE)[0].len(), 2);
}

#[test]
fn populations_stand_on_each_other_in_their_colours() {
    let named = |name: &str, data: SpikeData| SpikeData { population: name.into(), ..data };
    let exc = named("exc", spikes(400, &[(10.0, 0), (20.0, 399)]));
    let inh = named("inh", spikes(100, &[(10.0, 0), (20.0, 99), (30.0, 50)]));
    let svg = figure(1, 1).raster_of([&exc, &inh]).svg().unwrap();
    assert!(svg.contains(">exc<") && svg.contains(">inh<") && svg.contains(">500<"));
    let (blue, red) = (&paths(&svg, BLUE)[0], &paths(&svg, VERMILLION)[0]);
    assert_eq!((blue.len(), red.len()), (2, 3));
    let row = (blue[0].1 - blue[1].1) / 399.0;
    assert!((blue[1].1 - red[0].1 - row).abs() < 0.02, "neuron 400 follows neuron 399");
    assert!((red[0].1 - red[1].1 - 99.0 * row).abs() < 0.02);
    assert_eq!(paths(&svg, "#cdcdcd").len(), 1, "one border");

    // In the order in which they were given, and owned as well as borrowed.
    let svg = figure(1, 1).raster_of(vec![inh, exc]).svg().unwrap();
    assert!(svg.find(">inh<").unwrap() < svg.find(">exc<").unwrap());
}

#[test]
fn slices_of_one_population_keep_their_numbers() {
    let low = SpikeData { first: 400, ..spikes(80, &[(10.0, 400)]) };
    let high = SpikeData { first: 480, ..spikes(20, &[(10.0, 499)]) };
    let figure = figure(1, 1).raster_of([low, high]);
    let svg = figure.svg().unwrap();
    for text in [">lif1 400–479<", ">lif1 480–499<", ">420</text>", ">500</text>"] {
        assert!(svg.contains(text), "{text} is missing");
    }
    let svg = figure.names(["exc", "inh"]).svg().unwrap();
    assert!(svg.contains(">exc<") && svg.contains(">inh<") && !svg.contains(">lif1"));
}

#[test]
fn silent_and_missing_populations_give_a_picture() {
    let svg = figure(1, 1).raster_of([spikes(10, &[]), spikes(5, &[])]).svg().unwrap();
    assert!(svg.contains(">no spikes<"));
    assert!(figure(1, 1).raster_of([] as [&SpikeData; 0]).svg().unwrap().contains(">no spikes<"));
    assert!(figure(1, 1).rate_of([] as [&RateData; 0]).svg().unwrap().contains(">no values<"));
    let svg = figure(1, 1).raster_of([spikes(100, &[]), spikes(50, &[(3.0, 4)])]).svg().unwrap();
    assert_eq!(svg.matches("h0").count(), 3, "two dots in the legend and a spike");
}

#[test]
fn a_rate_is_a_filled_histogram_from_zero() {
    let svg = figure(1, 1).rate(rates("lif1", 10.0, vec![20.0, 40.0])).svg().unwrap();
    let steps = &paths(&svg, BLUE)[0];
    assert_eq!(steps.len(), 4);
    assert!(steps[0].1 == steps[1].1 && steps[1].0 == steps[2].0 && steps[2].1 == steps[3].1);
    let fill = svg.lines().find(|l| l.contains("stroke=\"none\"")).unwrap();
    let foot: f64 =
        fill.split('L').next_back().unwrap().split([' ', 'Z']).nth(1).unwrap().parse().unwrap();
    assert!(((foot - steps[2].1) / (foot - steps[0].1) - 2.0).abs() < 0.01, "40 Hz over 20 Hz");
}

#[test]
fn a_late_bin_starts_where_it_was_counted() {
    let late = RateData { t: Array1::from(vec![110.0]), ..rates("lif1", 10.0, vec![5.0]) };
    let svg = figure(1, 1).rate(late).svg().unwrap();
    assert!(
        svg.contains(">100</text>") && svg.contains(">110</text>") && !svg.contains(">90</text>")
    );
}

#[test]
fn rates_of_several_populations_are_named_and_not_filled() {
    let (a, b) = (rates("exc", 10.0, vec![5.0, 8.0]), rates("inh", 5.0, vec![30.0, 9.0, 1.0]));
    let svg = figure(1, 1).rate_of([&a, &b]).svg().unwrap();
    assert!(svg.contains(">exc<") && svg.contains(">inh<") && !svg.contains("stroke=\"none\""));
    assert_eq!((paths(&svg, BLUE)[0].len(), paths(&svg, VERMILLION)[0].len()), (4, 6));
}

#[test]
fn a_span_shows_a_part_of_the_time_in_every_panel() {
    let data = state(times(1001), 1, |k, _| k as f64 / 10.0);
    let fired = spikes(50, &[(39.9, 1), (40.0, 2), (45.0, 3), (50.1, 4)]);
    let rate = rates("lif1", 10.0, vec![90.0, 90.0, 90.0, 90.0, 10.0, 90.0]);
    let svg =
        figure(3, 1).potential(&data).raster(&fired).rate(&rate).span(40.0, 50.0).svg().unwrap();
    assert_eq!(svg.matches("h0").count(), 2);
    let blue = paths(&svg, BLUE);
    let (left, right) = (blue[0][0].0, blue[0].last().unwrap().0);
    assert!(blue.iter().flatten().all(|p| left <= p.0 && p.0 <= right));
    assert!(right - left > 600.0);
    // Upright axes fit what is shown: 40 to 50 mV, and 10 Hz.
    assert!(svg.contains(">50</text>") && !svg.contains(">60</text>"));
    assert!(svg.contains(">10</text>") && !svg.contains(">80</text>"));

    let svg = figure(1, 1).potential(&data).span(200.0, 300.0).svg().unwrap();
    assert!(svg.contains(">no values<"));
}

#[test]
fn rows_and_columns_share_the_room_as_asked() {
    let fired = spikes(10, &[(50.0, 3)]);
    let axes = |svg: &str| {
        let frames = paths(svg, "#262626").into_iter();
        // An axis runs down, then to the right.
        frames.map(|p| (p[2].0 - p[1].0, p[1].1 - p[0].1)).collect::<Vec<_>>()
    };
    let two = || figure(2, 1).raster(&fired).raster(&fired);
    let svg = two().heights([3, 1]).svg().unwrap();
    let found = axes(&svg);
    assert!((found[0].1 / found[1].1 - 3.0).abs() < 0.02, "{found:?}");
    assert_eq!(two().heights([1e-9, 1e-9]).svg().unwrap(), two().svg().unwrap());

    let two = figure(1, 2).raster(&fired).raster(&fired);
    let found = axes(&two.widths([1.0, 2.0]).svg().unwrap());
    assert!((found[1].0 / found[0].0 - 2.0).abs() < 0.02, "{found:?}");
}

#[test]
fn a_label_takes_the_place_of_the_usual_words() {
    let data = state(times(100), 1, |k, _| k as f64);
    let svg = figure(1, 1).potential(&data).label("membrane potential (mV)").svg().unwrap();
    assert!(svg.contains(">membrane potential (mV)<") && !svg.contains(">v (mV)<"));
}

#[test]
fn one_trace_with_a_name_has_a_legend() {
    let data = state(times(100), 1, |k, _| k as f64);
    let svg = figure(1, 1).potential(&data).names(["soma"]).threshold(50.0).svg().unwrap();
    assert!(svg.find(">soma<").unwrap() < svg.find(">threshold<").unwrap());
}

#[test]
fn a_legend_beside_a_long_title_stands_below_it() {
    let data = state(times(100), 3, |k, _| k as f64);
    let place = |svg: &str, text: &str| -> f64 {
        let line = svg.lines().find(|l| l.contains(text)).unwrap();
        line.split("y=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    };
    let short = figure(1, 1).potential(&data).title("short").svg().unwrap();
    assert_eq!(place(&short, ">short<"), place(&short, ">neuron 0<"));
    let long = "the potential of the three neurons that were recorded first of all";
    let svg = figure(1, 1).potential(&data).title(long).svg().unwrap();
    assert!(place(&svg, long) + 15.0 < place(&svg, ">neuron 0<"));

    // Without end, it is shortened.
    let svg = figure(1, 1).potential(&data).title(long.repeat(3)).svg().unwrap();
    assert!(svg.contains("…<"));
    let svg = figure(1, 1).title(long.repeat(3)).potential(&data).svg().unwrap();
    assert!(svg.contains("…<"));
}

#[test]
fn calls_without_a_panel_are_told() {
    let fired = spikes(10, &[]);
    let start = "cannot write the picture a.png: ";
    let end = " comes before any panel; call it after the one it is for";
    let calls = [
        ("threshold", figure(1, 1).threshold(10.0)),
        ("spikes", figure(1, 1).spikes(&fired)),
        ("label", figure(1, 1).label("v")),
        ("names", figure(1, 1).names(["a"])),
    ];
    for (call, figure) in calls {
        assert_eq!(message(figure.raster(&fired).save("a.png")), format!("{start}`{call}`{end}"));
    }
    assert_eq!(
        figure(1, 1).threshold(10.0).svg().unwrap_err().to_string(),
        format!("cannot write the picture as SVG: `threshold`{end}")
    );
    assert_eq!(
        figure(1, 1).threshold(10.0).pixels().unwrap_err().to_string(),
        format!("cannot write the picture as pixels: `threshold`{end}")
    );
}

#[test]
fn calls_after_another_kind_of_panel_are_told() {
    let fired = spikes(10, &[]);
    assert_eq!(
        message(figure(1, 1).raster(&fired).threshold(10.0).save("a.png")),
        "cannot write the picture a.png: `threshold` follows a raster; it is for potentials and other values"
    );
    assert_eq!(
        message(figure(1, 1).rate(rates("lif1", 1.0, vec![1.0])).spikes(&fired).save("a.png")),
        "cannot write the picture a.png: `spikes` follows a rate; it is for potentials and other values"
    );
}

#[test]
fn a_threshold_that_is_no_number_is_refused() {
    let data = state(times(10), 1, |_, _| 0.0);
    for (value, shown) in [(f64::NAN, "NaN"), (f64::INFINITY, "inf")] {
        assert_eq!(
            message(figure(1, 1).potential(&data).threshold(value).save("a.png")),
            format!("figure(1, 1), panel 1: `threshold` is {shown}; expected a finite number")
        );
    }
}

#[test]
fn spikes_of_other_neurons_are_refused() {
    let data = state(times(10), 2, |_, _| 0.0);
    let other = SpikeData { population: "lif2".into(), ..spikes(500, &[]) };
    assert_eq!(
        message(figure(1, 1).potential(&data).spikes(&other).save("a.png")),
        "cannot write the picture a.png: `spikes` cannot mark: the values are of `lif1` and the spikes of `lif2`"
    );
    let part = SpikeData { first: 5, ..spikes(100, &[]) };
    assert_eq!(
        message(figure(1, 1).potential_of(&data, [1, 0]).spikes(&part).save("a.png")),
        "cannot write the picture a.png: `spikes` cannot mark: neuron 0 of `lif1` is shown, and spikes of neurons 5..105 were recorded"
    );
    assert!(figure(1, 1).potential_of(&data, [1]).spikes(&part).svg().is_ok());
}

#[test]
fn wrong_numbers_of_heights_widths_and_names_are_told() {
    assert_eq!(
        message(figure(2, 1).heights([1, 2, 3]).save("a.png")),
        "figure(2, 1): `heights` has 3 values; expected 2"
    );
    assert_eq!(
        message(figure(2, 1).widths([0.5, 2.0]).save("a.png")),
        "figure(2, 1): `widths` has 2 values; expected 1"
    );
    let both = figure(1, 1).raster_of([spikes(10, &[]), spikes(5, &[])]);
    assert_eq!(
        message(both.names(["a", "b", "c"]).save("a.png")),
        "figure(1, 1), panel 1: `names` has 3 values; expected 2"
    );
}

#[test]
fn heights_and_widths_are_numbers_above_zero() {
    for (value, shown) in [(0.0, "0"), (-1.0, "-1"), (f64::NAN, "NaN"), (f64::INFINITY, "inf")] {
        assert_eq!(
            message(figure(2, 1).heights([1.0, value]).save("a.png")),
            format!("figure(2, 1): `heights` is {shown}; expected numbers above zero")
        );
    }
    let fired = spikes(10, &[]);
    assert_eq!(
        message(figure(2, 1).heights([100, 1]).raster(&fired).raster(&fired).save("a.png")),
        "figure(2, 1), panel 2: `height` is 5; expected at least 20 pixels between its axes; enlarge the figure"
    );
}

#[test]
fn a_span_without_length_is_refused() {
    assert_eq!(
        message(figure(1, 1).span(50.0, 20.0).save("a.png")),
        "figure(1, 1), span(50, 20): `to` is 20; expected a time after `from`"
    );
    assert_eq!(
        message(figure(1, 1).span(f64::NAN, 20.0).save("a.png")),
        "figure(1, 1), span(NaN, 20): `from` is NaN; expected a finite time, in ms"
    );
}

#[test]
fn of_several_mistakes_the_first_is_told() {
    let data = state(times(10), 1, |_, _| 0.0);
    assert_eq!(
        message(figure(1, 1).value(&data, "u").threshold(1.0).heights([1, 2]).save("a.png")),
        "the state monitor of `lif1` has no variable `u`; it has `v`"
    );
}
