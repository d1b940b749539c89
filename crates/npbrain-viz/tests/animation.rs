//! Animations, decoded again; and figures by NumpyBrain's names.

use std::fs::File;
use std::path::PathBuf;

use ndarray::{Array1, Array2};
use npbrain_core::Each;
use npbrain_monitors::{SpikeData, StateData, Variable};
use npbrain_viz::{
    animate_potential, animation, animation_potential, figure, get_figure, plot_neuron,
    plot_potential, plot_raster, plot_synapse, plot_value, vector_field_2d_system,
};
use plugin_model::FitzHughNagumo;

/// A file in the system's temporary folder, removed at the end.
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

/// A dot of 1 that moves over 4 rows of 5 neurons, one neuron a ms.
fn moving(samples: usize) -> StateData {
    let values = Array2::from_shape_fn((samples, 20), |(k, i)| f64::from(k % 20 == i));
    StateData {
        population: "sheet".into(),
        each: Each::Neuron,
        t: Array1::from_iter((0..samples).map(|k| k as f64)),
        neurons: (0..20).collect(),
        variables: vec![Variable { name: "v".into(), unit: "mV", values }],
    }
}

/// Each picture as it is seen, and how long, in hundredths of a second.
fn decoded(path: &PathBuf) -> (usize, Vec<(Vec<u8>, u16)>) {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::RGBA);
    let mut file = options.read_info(File::open(path).unwrap()).unwrap();
    let width = usize::from(file.width());
    let mut canvas = vec![0; width * usize::from(file.height()) * 3];
    let mut pictures = Vec::new();
    while let Some(frame) = file.read_next_frame().unwrap() {
        for (k, pixel) in frame.buffer.chunks(4).enumerate() {
            let (x, y) = (k % usize::from(frame.width), k / usize::from(frame.width));
            let at = (y + usize::from(frame.top)) * width + x + usize::from(frame.left);
            canvas[3 * at..3 * at + 3].copy_from_slice(&pixel[..3]);
        }
        pictures.push((canvas.clone(), frame.delay));
    }
    (width, pictures)
}

/// Every picture of the animation is the figure of that time: exactly in the
/// colours of values, and to half a step of the palette in greys.
#[test]
fn an_animation_is_its_pictures_one_after_another() {
    let data = moving(12);
    let file = Picture::named("moving.gif");
    animation(&data, "v", (4, 5)).every(2.0).pause(120.0).size(320, 260).save(&file.0).unwrap();
    let (width, pictures) = decoded(&file.0);
    assert_eq!((width, pictures.len()), (320, 6));
    for (k, (picture, pause)) in pictures.iter().enumerate() {
        assert_eq!(*pause, 12);
        let t = 2.0 * k as f64;
        let figure = figure(1, 1).size(320, 260).image(&data, "v", (4, 5), t).colours(0.0, 1.0);
        let wanted = figure.pixels().unwrap().rgb;
        for (seen, wanted) in picture.chunks(3).zip(wanted.chunks(3)) {
            let is_grey = wanted[0] == wanted[1] && wanted[1] == wanted[2];
            let off = seen.iter().zip(wanted).map(|(a, b)| a.abs_diff(*b)).max().unwrap();
            assert!(off <= if is_grey { 3 } else { 0 }, "at {t}: {seen:?}, {wanted:?}");
        }
    }
}

#[test]
fn a_long_recording_becomes_some_hundred_pictures() {
    let file = Picture::named("long.gif");
    animate_potential(&moving(1001), (4, 5)).size(200, 200).save(&file.0).unwrap();
    assert_eq!(decoded(&file.0).1.len(), 101);
    let bytes = std::fs::metadata(&file.0).unwrap().len();
    assert!(bytes < 300_000, "{bytes}");
}

#[test]
fn what_cannot_be_animated_is_refused() {
    let data = moving(5);
    let all = || animation_potential(&data, (4, 5));
    let message = |result: npbrain_core::Result<()>| result.unwrap_err().to_string();
    let start = "cannot write the picture a.gif: ";
    assert_eq!(
        message(all().save("a.png")),
        "cannot write the picture a.png: its name must end in .gif"
    );
    assert_eq!(
        message(animation(&data, "u", (4, 5)).save("a.gif")),
        "the state monitor of `sheet` has no variable `u`; it has `v`"
    );
    assert_eq!(
        message(animation(&data, "v", (4, 4)).save("a.gif")),
        format!("{start}`animation` has 4 rows of 4, and no place for neuron 16 of `sheet`")
    );
    assert_eq!(
        message(all().every(0.0).save("a.gif")),
        "the animation of `sheet`: `every` is 0; expected a time in ms, more than 0"
    );
    assert_eq!(
        message(all().pause(1.0).save("a.gif")),
        "the animation of `sheet`: `pause` is 1; expected 10 to 60000 ms"
    );
    assert_eq!(
        message(all().colours(2.0, 1.0).save("a.gif")),
        "the animation of `sheet`: `hi` is 1; expected a finite number above `lo`"
    );
    assert_eq!(
        message(animate_potential(&moving(0), (4, 5)).save("a.gif")),
        format!("{start}no values were recorded")
    );
    assert!(message(all().size(10, 10).save("a.gif")).contains("`width` is 10"));
    assert!(
        message(all().save("/no/such/folder/a.gif")).starts_with("cannot write the picture /no")
    );
    assert!(!PathBuf::from("a.gif").exists());
}

fn recorded(each: Each, columns: usize) -> StateData {
    let values =
        |scale: f64| Array2::from_shape_fn((50, columns), |(k, j)| scale * (k * (j + 1)) as f64);
    let variable =
        |name: &str, scale| Variable { name: name.into(), unit: "mV", values: values(scale) };
    StateData {
        population: "cells".into(),
        each,
        t: (0..50).map(f64::from).collect(),
        neurons: (0..columns).collect(),
        variables: vec![variable("u", 0.1), variable("v", 0.2)],
    }
}

fn spikes() -> SpikeData {
    SpikeData {
        population: "cells".into(),
        first: 0,
        size: 2,
        span: (0.0, 50.0),
        t: Array1::from(vec![20.0]),
        i: Array1::from(vec![1]),
    }
}

#[test]
fn figures_by_the_names_of_numpybrain_are_those_of_the_chain() {
    let (state, fired) = (recorded(Each::Neuron, 2), spikes());
    let same = |a: npbrain_viz::Figure, b: npbrain_viz::Figure| {
        assert_eq!(a.svg().unwrap(), b.svg().unwrap());
    };
    same(plot_value(&state, "u"), figure(1, 1).value(&state, "u"));
    same(plot_potential(&state), figure(1, 1).potential(&state));
    same(plot_raster(&fired), figure(1, 1).raster(&fired));
    same(
        get_figure(2, 1, 3.0, 8.0).potential(&state).raster(&fired),
        figure(2, 1).size(800, 600).potential(&state).raster(&fired),
    );
    assert!(get_figure(1, 1, -3.0, f64::NAN).potential(&state).svg().is_err());
}

#[test]
fn a_neuron_is_plotted_with_all_of_its_variables() {
    let svg = plot_neuron(&recorded(Each::Neuron, 2), &spikes()).svg().unwrap();
    assert!(svg.find(">v (mV)<").unwrap() < svg.find(">u (mV)<").unwrap());
    // Lines of two neurons in two panels, four samples, and a mark of a spike.
    assert_eq!(svg.matches("<path stroke=\"#d55e00\"").count(), 5);
    let other = SpikeData { population: "others".into(), ..spikes() };
    let error = plot_neuron(&recorded(Each::Neuron, 2), &other).svg().unwrap_err().to_string();
    assert!(error.contains("the spikes of `others`"), "{error}");
}

#[test]
fn synapses_are_plotted_with_their_distribution_where_they_are_many() {
    let svg = plot_synapse(&recorded(Each::Synapse, 12)).svg().unwrap();
    assert_eq!(svg.matches(">count<").count(), 2);
    assert_eq!(svg.matches(">at the end<").count(), 2);
    assert!(svg.contains(">synapse 0<"));
    let svg = plot_synapse(&recorded(Each::Synapse, 3)).svg().unwrap();
    assert!(!svg.contains(">count<"));
}

#[test]
fn a_vector_field_tells_what_is_wrong_with_its_model_when_it_is_made() {
    let figure =
        vector_field_2d_system(FitzHughNagumo::default(), f64::NAN, (-2.5, 2.5), (-1.0, 2.0));
    assert_eq!(
        figure.svg().unwrap_err().to_string(),
        "the phase plane of FitzHughNagumo: `current` is NaN; expected a finite number"
    );
}
