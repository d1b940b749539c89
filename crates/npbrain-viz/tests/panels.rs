//! Panels of what is not over time: what they show, and what they refuse.

use ndarray::{Array1, Array2};
use npbrain_analysis::PhasePlane;
use npbrain_core::{Connections, Each};
use npbrain_monitors::{SpikeData, StateData, Variable};
use npbrain_viz::{Figure, Pixels, figure};
use plugin_model::{FitzHughNagumo, MorrisLecar};

const BLUE: &str = "#0072b2";
const VERMILLION: &str = "#d55e00";
const GREEN: &str = "#009e73";
const AXES: &str = "#262626";

/// The places that each path of a colour passes, in their order.
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

/// Left, top, right and bottom of the `k`-th panel, from its axes.
fn frame(svg: &str, k: usize) -> (f64, f64, f64, f64) {
    let axes: Vec<_> =
        paths(svg, AXES).into_iter().filter(|p| p.len() >= 3 && p[0].0 == p[1].0).collect();
    let axis = &axes[k];
    (axis[0].0, axis[0].1, axis[2].0, axis[1].1)
}

fn message(figure: Figure) -> String {
    figure.svg().unwrap_err().to_string()
}

fn colour_at(pixels: &Pixels, x: f64, y: f64) -> [u8; 3] {
    let index = 3 * (y as usize * pixels.width as usize + x as usize);
    pixels.rgb[index..index + 3].try_into().unwrap()
}

fn sheet(rows: usize, columns: usize, value: impl Fn(usize, usize) -> f64) -> StateData {
    let cells = rows * columns;
    let values = Array2::from_shape_fn((3, cells), |(k, i)| value(k, i));
    StateData {
        population: "sheet".into(),
        each: Each::Neuron,
        t: Array1::from(vec![0.0, 10.0, 20.0]),
        neurons: (0..cells).collect(),
        variables: vec![Variable { name: "v".into(), unit: "mV", values }],
    }
}

#[test]
fn series_stand_where_their_numbers_say() {
    let svg = figure(1, 1)
        .lines("I (nA)", "f (Hz)")
        .series("line", [0.0, 1.0, 4.0], [0.0, 10.0, 0.0])
        .points("dots", &vec![4.0, 2.0], &vec![10.0, 5.0])
        .svg()
        .unwrap();
    for text in [">I (nA)<", ">f (Hz)<", ">line<", ">dots<"] {
        assert!(svg.contains(text), "{text}");
    }
    assert!(!svg.contains("time (ms)"));
    let line = &paths(&svg, BLUE)[0];
    let dots = &paths(&svg, VERMILLION)[0];
    let close = |a: f64, b: f64| (a - b).abs() < 0.02;
    // A quarter of the way, and at the same height as the first dot.
    assert!(close(line[1].0 - line[0].0, (line[2].0 - line[0].0) / 4.0));
    assert!(close(dots[0].0, line[2].0) && close(dots[0].1, line[1].1));
    assert!(close(dots[1].1, (line[0].1 + line[1].1) / 2.0));
}

/// On logarithmic axes a power law is straight, and 100 is as far from 10 as 10 from 1;
/// whichever is called first.
#[test]
fn logarithmic_axes_show_ratios() {
    let (x, y) = ([1.0, 10.0, 100.0, f64::NAN], [3.0, 300.0, 30_000.0, 1.0]);
    let after = figure(1, 1).lines("n", "t").series("", x, y).log_across().log_upwards();
    let before = figure(1, 1).lines("n", "t").log_upwards().log_across().series("", x, y);
    let svg = after.svg().unwrap();
    assert_eq!(svg, before.svg().unwrap());
    let line = &paths(&svg, BLUE)[0];
    assert_eq!(line.len(), 3, "{line:?}");
    let middle = ((line[0].0 + line[2].0) / 2.0, (line[0].1 + line[2].1) / 2.0);
    assert!((line[1].0 - middle.0).abs() < 0.02 && (line[1].1 - middle.1).abs() < 0.02);
    for text in [">1<", ">10<", ">100<", ">1000<", ">10000<"] {
        assert!(svg.contains(text), "{text}");
    }

    let half = figure(1, 1).lines("n", "t").series("", x, y).log_across().svg().unwrap();
    let line = &paths(&half, BLUE)[0];
    assert!((line[1].0 - (line[0].0 + line[2].0) / 2.0).abs() < 0.02);
    assert!(((line[1].1 - line[0].1) / (line[2].1 - line[0].1) - 297.0 / 29_997.0).abs() < 1e-3);
}

#[test]
fn logarithmic_axes_take_numbers_above_zero() {
    let told = message(figure(1, 1).lines("n", "t").log_across().points("", [0.0], [1.0]));
    assert!(told.contains("x") && told.contains("above 0"), "{told}");
    let told = message(figure(1, 1).lines("n", "t").points("", [1.0], [-2.0]).log_upwards());
    assert!(told.contains("y") && told.contains("-2"), "{told}");
    let told = message(figure(1, 1).histogram("n", [1.0]).log_across());
    assert!(told.contains("`log_across` follows a histogram"), "{told}");
    let told = message(figure(1, 1).log_upwards());
    assert!(told.contains("`log_upwards` comes before any panel"), "{told}");
}

#[test]
fn lines_need_not_run_to_the_right_and_may_have_gaps() {
    let circle = (0..=100).map(|k| f64::from(k) * std::f64::consts::TAU / 100.0);
    let (x, y): (Vec<f64>, Vec<f64>) = circle.map(|a| (a.cos(), a.sin())).unzip();
    let svg = figure(1, 1).lines("x", "y").series("", &x, &y).svg().unwrap();
    let line = &paths(&svg, BLUE)[0];
    assert_eq!(line.len(), 101);
    assert_eq!(line[0], line[100]);

    let (x, y) = ([0.0, 1.0, 2.0, 3.0, 4.0], [0.0, 1.0, f64::NAN, 1.0, 0.0]);
    let svg = figure(1, 1).lines("x", "y").series("", x, y).svg().unwrap();
    assert_eq!(svg.lines().find(|l| l.contains(BLUE)).unwrap().matches('M').count(), 2);
    assert!(figure(1, 1).lines("x", "y").svg().unwrap().contains(">no values<"));
}

#[test]
fn a_histogram_counts_every_value() {
    // 1, 2, 3 and 4 values in four bins; infinite ones are not counted.
    let values = [0.0, 1.1, 1.2, 2.1, 2.2, 2.3, 3.1, 3.2, 3.3, 4.0, f64::NAN, f64::INFINITY];
    let svg = figure(1, 1).histogram("weight (nS)", values).bins(4).svg().unwrap();
    assert!(svg.contains(">weight (nS)<") && svg.contains(">count<"));
    let steps = &paths(&svg, BLUE)[0];
    let heights: Vec<f64> = steps.iter().map(|p| p.1).collect();
    let foot = heights[0];
    let unit = foot - heights[1];
    let counts: Vec<f64> = [1, 3, 5, 7].map(|k| ((foot - heights[k]) / unit).round()).to_vec();
    assert_eq!(counts, [1.0, 2.0, 3.0, 4.0]);
    assert!(svg.contains("stroke=\"none\""), "one sample is filled");

    let svg = figure(1, 1).histogram_of("w", [("a", vec![1.0]), ("b", vec![2.0])]).svg().unwrap();
    assert!(svg.contains(">a<") && svg.contains(">b<") && !svg.contains("stroke=\"none\""));
    let nothing: [f64; 0] = [];
    assert!(figure(1, 1).histogram("w", nothing).svg().unwrap().contains(">no values<"));
}

/// Three sources, four targets; of the pair (2, 0) two synapses.
fn connections() -> Connections {
    let mut c = Connections::zero(3, 4, 4);
    (c.i, c.j) = (vec![0, 1, 2, 2], vec![0, 3, 0, 0]);
    c.weight = vec![-1.0, 0.5, 1.0, 1.0];
    c
}

#[test]
fn a_matrix_shows_each_pair_where_it_is() {
    let picture = figure(1, 1).matrix(connections()).size(600, 400);
    let (svg, pixels) = (picture.svg().unwrap(), picture.pixels().unwrap());
    assert!(svg.contains(">source<") && svg.contains(">target<") && svg.contains(">weight<"));
    assert_eq!(svg.matches("data:image/png;base64,").count(), 2, "the matrix and its bar");
    let (left, top, right, bottom) = frame(&svg, 0);
    assert!(((right - left) / (bottom - top) - 4.0 / 3.0).abs() < 0.02, "cells are square");
    let cell = |i: f64, j: f64| {
        let x = left + (j + 0.5) / 4.0 * (right - left);
        colour_at(&pixels, x, bottom - (i + 0.5) / 3.0 * (bottom - top))
    };
    let (negative, positive, sum) = (cell(0.0, 0.0), cell(1.0, 3.0), cell(2.0, 0.0));
    assert!(negative[2] > negative[0] + 50, "blue: {negative:?}");
    assert!(positive[0] > positive[2] + 50, "red: {positive:?}");
    // Two weights of 1 are the largest, 2; its red is the darkest.
    assert!(sum[0] < positive[0] && sum[2] < positive[2], "{sum:?}");
    for (i, j) in [(0.0, 1.0), (1.0, 0.0), (2.0, 3.0)] {
        assert_eq!(cell(i, j), [255; 3]);
    }
}

#[test]
fn a_matrix_of_one_weight_says_it_and_has_no_bar() {
    let same = Connections { weight: vec![0.5; 2], ..Connections::zero(3, 4, 2) };
    let same = Connections { i: vec![0, 1], j: vec![1, 2], ..same };
    let svg = figure(1, 1).matrix(&same).svg().unwrap();
    assert!(svg.contains(">all weights 0.5<"));
    assert_eq!(svg.matches("data:image/png").count(), 1);
    let svg = figure(1, 1).matrix(Connections::zero(3, 4, 0)).svg().unwrap();
    assert!(svg.contains(">no synapses<"));
    assert!(figure(1, 1).matrix(Connections::zero(0, 0, 0)).svg().is_ok());
}

#[test]
fn many_neurons_share_cells() {
    // Left of the middle, every source reaches every target.
    let n = 800;
    let mut dense = Connections::zero(n, n, n * n / 2);
    dense.i = (0..n as u32).flat_map(|i| std::iter::repeat_n(i, n / 2)).collect();
    dense.j = (0..n).flat_map(|_| 0..n as u32 / 2).collect();
    dense.weight = vec![1.0; n * n / 2];
    let picture = figure(1, 1).matrix(&dense).size(600, 600);
    let (svg, pixels) = (picture.svg().unwrap(), picture.pixels().unwrap());
    assert!(svg.contains(">cells of 3 × 3 neurons<") && svg.contains(">connected part<"));
    let (left, top, right, bottom) = frame(&svg, 0);
    let at = |share: f64| colour_at(&pixels, left + share * (right - left), (top + bottom) / 2.0);
    assert_eq!(at(0.25), [253, 231, 37], "all pairs: the brightest");
    assert_eq!(at(0.75), [68, 1, 84], "none: the darkest");
}

const SQUARE: [[f64; 2]; 4] = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];

#[test]
fn a_graph_has_a_line_for_each_connection_and_a_dot_for_each_neuron() {
    let mut ring = Connections::zero(4, 4, 3);
    (ring.i, ring.j) = (vec![0, 1, 3], vec![1, 2, 1]);
    let svg = figure(1, 1).graph(&ring, SQUARE).svg().unwrap();
    let lines = paths(&svg, "#aab0ba");
    assert_eq!(lines.len(), 3);
    // The first runs level, the second upright, and both are equally long.
    assert_eq!(lines[0][0].1, lines[0][1].1);
    assert_eq!(lines[1][0].0, lines[1][1].0);
    let (level, upright) = (lines[0][1].0 - lines[0][0].0, lines[1][0].1 - lines[1][1].1);
    assert!((level - upright).abs() < 1.0, "to scale: {level}, {upright}");
    assert!(svg.contains(">incoming connections<"));
    // Two end on neuron 1, one on 2, none on 0 and 3.
    let dots = |colour: &str| paths(&svg, colour).len();
    assert_eq!((dots("#fde725"), dots("#440154")), (1, 2));
}

#[test]
fn a_graph_between_populations_tells_them_apart() {
    let mut c = Connections::zero(2, 4, 2);
    (c.i, c.j, c.weight) = (vec![0, 1], vec![2, 3], vec![1.0, -1.0]);
    let svg = figure(1, 1).graph_between(&c, [[0.0, 2.0], [1.0, 2.0]], SQUARE).svg().unwrap();
    for text in [">sources<", ">targets<", ">negative weight<"] {
        assert!(svg.contains(text), "{text}");
    }
}

#[test]
fn of_too_many_connections_some_are_drawn_and_counted() {
    let n = 7000;
    let mut c = Connections::zero(4, 4, n);
    c.j = (0..n as u32).map(|k| k % 4).collect();
    let svg = figure(1, 1).graph(&c, SQUARE).svg().unwrap();
    assert!(svg.contains(">2334 of 7000 connections<"));
    assert_eq!(paths(&svg, "#aab0ba").len(), 2334);
}

#[test]
fn an_image_shows_rows_from_below() {
    // Neuron k has the value k: 2 rows of 3.
    let data = sheet(2, 3, |k, i| if k == 1 { i as f64 } else { 99.0 });
    let picture = figure(1, 1).image(&data, "v", (2, 3), 11.0).size(500, 300);
    let (svg, pixels) = (picture.svg().unwrap(), picture.pixels().unwrap());
    assert!(svg.contains(">t = 10.0 ms<") && svg.contains(">v (mV)<"));
    let (left, top, right, bottom) = frame(&svg, 0);
    assert!(((right - left) / (bottom - top) - 1.5).abs() < 0.02);
    let cell = |row: f64, column: f64| {
        let x = left + (column + 0.5) / 3.0 * (right - left);
        colour_at(&pixels, x, bottom - (row + 0.5) / 2.0 * (bottom - top))
    };
    let light = |c: [u8; 3]| c.iter().map(|v| u32::from(*v)).sum::<u32>();
    assert_eq!(cell(0.0, 0.0), [68, 1, 84]);
    assert_eq!(cell(1.0, 2.0), [253, 231, 37]);
    assert!(light(cell(0.0, 1.0)) < light(cell(0.0, 2.0)));
    assert!(light(cell(0.0, 2.0)) < light(cell(1.0, 0.0)));

    // Only some recorded: the others stay white.
    let part = StateData { neurons: vec![5, 0], ..sheet(1, 2, |_, i| i as f64) };
    let pixels = figure(1, 1).image(&part, "v", (2, 3), 0.0).size(500, 300).pixels().unwrap();
    let x = |column: f64| left + (column + 0.5) / 3.0 * (right - left);
    assert_eq!(colour_at(&pixels, x(1.0), (top + 3.0 * bottom) / 4.0), [255; 3]);
    assert_eq!(colour_at(&pixels, x(2.0), (3.0 * top + bottom) / 4.0), [68, 1, 84]);
}

#[test]
fn colours_may_be_chosen() {
    let data = sheet(2, 3, |_, i| i as f64);
    let svg = figure(1, 1).image(&data, "v", (2, 3), 0.0).colours(-100.0, 100.0).svg().unwrap();
    assert!(svg.contains(">−100</text>") && svg.contains(">100</text>"));
}

/// The nullclines as printed: w = v − v³/3 + I and w = (v + a)/b.
#[test]
fn nullclines_stand_where_the_model_says() {
    let plane = PhasePlane::new(FitzHughNagumo::default(), 0.5, (-2.5, 2.5), (-1.0, 2.0)).unwrap();
    let states = plane.trajectory([-0.5, -0.5], 100.0, 0.1).unwrap();
    let svg = figure(1, 1).phase_plane(&plane).trajectory(&states).size(700, 500).svg().unwrap();
    for text in [">v<", ">w<", ">v′ = 0<", ">w′ = 0<", ">trajectory<", ">unstable<"] {
        assert!(svg.contains(text), "{text}");
    }
    let (left, top, right, bottom) = frame(&svg, 0);
    let state = |p: &(f64, f64)| {
        let v = -2.5 + 5.0 * (p.0 - left) / (right - left);
        (v, -1.0 + 3.0 * (bottom - p.1) / (bottom - top))
    };
    let mut last = 0;
    for (v, w) in paths(&svg, BLUE)[0].iter().map(state) {
        // A hundredth of a pixel is less than 1e-4, times a slope of up to 5.
        assert!((w - (v - v.powi(3) / 3.0 + 0.5)).abs() < 1e-3, "{v}, {w}");
        last += 1;
    }
    assert!(last > 100);
    assert!(
        paths(&svg, VERMILLION)[0]
            .iter()
            .map(state)
            .all(|(v, w)| (w - (v + 0.7) / 0.8).abs() < 1e-3)
    );
    let way = &paths(&svg, GREEN)[0];
    let (v, w) = state(&way[0]);
    assert!((v + 0.5).abs() < 1e-3 && (w + 0.5).abs() < 1e-3);
    // The ring stands at the fixed point of the cubic.
    let rings: Vec<_> = svg.lines().filter(|l| l.contains("stroke-width=\"9\"")).collect();
    assert_eq!(rings.len(), 2, "the point and the legend's sample");
}

#[test]
fn arrows_point_where_states_move() {
    let plane = PhasePlane::new(FitzHughNagumo::default(), 0.5, (-2.5, 2.5), (-1.0, 2.0)).unwrap();
    let svg = figure(1, 1).phase_plane(&plane).size(700, 500).svg().unwrap();
    let (left, top, right, bottom) = frame(&svg, 0);
    let arrows = &paths(&svg, "#aab0ba")[0];
    assert_eq!(arrows.len() % 6, 0, "a shaft and two strokes of a head each");
    for arrow in arrows.chunks(6) {
        let (from, to) = (arrow[0], arrow[1]);
        let (x, y) = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        let v = -2.5 + 5.0 * (x - left) / (right - left);
        let w = -1.0 + 3.0 * (bottom - y) / (bottom - top);
        let f = (v - v.powi(3) / 3.0 - w + 0.5, (v + 0.7 - 0.8 * w) / 12.5);
        let way = (f.0 * (right - left) / 5.0, -f.1 * (bottom - top) / 3.0);
        let drawn = (to.0 - from.0, to.1 - from.1);
        let cos =
            (way.0 * drawn.0 + way.1 * drawn.1) / (way.0.hypot(way.1) * drawn.0.hypot(drawn.1));
        assert!(cos > 0.99 || f.0.hypot(f.1) < 0.02, "at {v}, {w}: {cos}");
    }
}

#[test]
fn what_leaves_the_plane_is_cut() {
    let plane = PhasePlane::new(MorrisLecar::default(), 60.0, (-50.0, 0.0), (0.0, 0.3)).unwrap();
    let way = [[-60.0, 0.1], [-25.0, 0.1], [-25.0, 0.9], [10.0, 0.2]];
    let svg = figure(1, 1).phase_plane(&plane).trajectory(way).svg().unwrap();
    let (left, top, right, bottom) = frame(&svg, 0);
    for colour in [BLUE, VERMILLION, GREEN] {
        let inside = |p: &(f64, f64)| {
            left - 0.01 <= p.0 && p.0 <= right + 0.01 && top - 0.01 <= p.1 && p.1 <= bottom + 0.01
        };
        // The last path of a colour is the legend's sample, above.
        let found = paths(&svg, colour);
        assert!(found[..found.len() - 1].iter().flatten().all(inside), "{colour}");
    }
}

#[test]
fn a_recording_is_a_trajectory() {
    let values =
        |offset: f64| Array2::from_shape_fn((20, 2), |(k, j)| offset + 0.01 * (k * (j + 1)) as f64);
    let variable =
        |name: &str, offset| Variable { name: name.into(), unit: "1", values: values(offset) };
    let data = StateData {
        population: "cells".into(),
        each: Each::Neuron,
        t: (0..20).map(f64::from).collect(),
        neurons: vec![0, 1],
        variables: vec![variable("v", 0.0), variable("w", 0.5)],
    };
    let plane =
        || PhasePlane::new(FitzHughNagumo::default(), 0.5, (-2.5, 2.5), (-1.0, 2.0)).unwrap();
    let svg = figure(1, 1).phase_plane(plane()).trajectory_of(&data, 1).svg().unwrap();
    assert_eq!(paths(&svg, GREEN)[0].len(), 20);
    let part = StateData { variables: vec![variable("v", 0.0)], ..data };
    assert_eq!(
        message(figure(1, 1).phase_plane(plane()).trajectory_of(&part, 1)),
        "the state monitor of `cells` has no variable `w`; it has `v`"
    );
}

#[test]
fn panels_over_time_and_others_share_a_column() {
    let fired = SpikeData {
        population: "lif1".into(),
        first: 0,
        size: 5,
        span: (0.0, 100.0),
        t: Array1::from(vec![30.0]),
        i: Array1::from(vec![2]),
    };
    let svg = figure(4, 1)
        .raster(&fired)
        .raster(&fired)
        .matrix(connections())
        .raster(&fired)
        .svg()
        .unwrap();
    // Below the second and the last, not below the first.
    assert_eq!(svg.matches(">time (ms)<").count(), 2);
    assert_eq!(svg.matches(">target<").count(), 1);
}

#[test]
fn what_does_not_fit_is_refused() {
    let start = "cannot write the picture as SVG: ";
    let lines = || figure(1, 1).lines("x", "y");
    assert_eq!(
        message(lines().series("a", [1.0, 2.0], [1.0])),
        "figure(1, 1), panel 1, `series`: `y` has 1 values; expected 2"
    );
    assert_eq!(
        message(figure(1, 1).matrix(connections()).points("a", [1.0], [1.0])),
        format!("{start}`points` follows a matrix; it is for panels added with `lines`")
    );
    assert_eq!(
        message(lines().bins(3)),
        format!("{start}`bins` follows a panel of lines; it is for histograms")
    );
    assert_eq!(
        message(figure(1, 1).histogram("x", [1.0]).bins(0)),
        "figure(1, 1), panel 1: `bins` is 0; expected 1 to 10000"
    );
    assert_eq!(
        message(lines().colours(0.0, 1.0)),
        format!("{start}`colours` follows a panel of lines; it is for images")
    );
    let image = |shape| figure(1, 1).image(sheet(2, 3, |_, i| i as f64), "v", shape, 0.0);
    assert_eq!(
        message(image((2, 3)).colours(1.0, 1.0)),
        "figure(1, 1), panel 1: `hi` is 1; expected a finite number above `lo`"
    );
    assert_eq!(
        message(image((2, 2))),
        format!("{start}`image` has 2 rows of 2, and no place for neuron 4 of `sheet`")
    );
    assert_eq!(message(image((0, 2))), format!("{start}`image` cannot draw 0 rows of 2 neurons"));
    assert!(message(image((usize::MAX, 2))).contains("cannot draw"));
    assert_eq!(
        message(figure(1, 1).graph(connections(), SQUARE)),
        "figure(1, 1), `graph`: `positions of sources` has 4 values; expected 3"
    );
    assert_eq!(
        message(lines().trajectory([[0.0, 0.0]])),
        format!("{start}`trajectory` follows a panel of lines; it is for phase planes")
    );
    assert_eq!(
        message(lines().label_colours("a")),
        format!(
            "{start}`label_colours` follows a panel of lines; it is for matrices, graphs and images"
        )
    );
    assert!(
        message(figure(1, 1).series("a", [1.0], [1.0])).contains("`series` comes before any panel")
    );
}

#[test]
fn strange_numbers_give_a_picture() {
    let strange = [0.0, -0.0, f64::NAN, f64::INFINITY, 1e308, -1e308, 1e99, 5e-324];
    for a in strange {
        for b in strange {
            let mut c = connections();
            c.weight = vec![a, b, 1.0, 1.0];
            let picture = figure(5, 1)
                .size(300, 900)
                .lines("x", "y")
                .series("s", [a, b, 1.0], [b, a, 0.0])
                .points("p", [a], [b])
                .histogram("h", [a, b, 1.0])
                .matrix(&c)
                .graph(Connections::zero(2, 2, 1), [[a, b], [b, 1.0]])
                .image(sheet(1, 2, |_, i| if i == 0 { a } else { b }), "v", (1, 2), a);
            let svg = picture.svg().unwrap();
            assert!(!svg.contains("NaN\"") && !svg.contains("inf\""), "{a} and {b}");
            picture.pixels().unwrap();
        }
    }
}
