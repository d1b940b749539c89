//! Mistakes of NumpyBrain 0.2.2 that no other test is about, by their numbers on
//! the page `crates/npbrain/src/numpybrain_mistakes.md`; and that page itself.

use std::fs;
use std::path::Path;

use npbrain::all as nn;
use npbrain::core::steps;

/// Whoever records R gets R: against the kinetics, by hand. With T on, R rises
/// from 0 with k₁T; D follows R, and G, too, an order later each.
#[test]
fn numpybrain_17_each_variable_has_its_own_place() {
    let mut net = nn::Network::new();
    net.dt(0.01).unwrap();
    let pre = net.add(nn::spike_array(1, [(0, 0.01)]));
    let post = net.add(nn::fake_neurons(1, -65.0, []));
    let synapse = net.add(nn::GABAb_Ch2(pre, post, nn::all_to_all()).delay(0.01));
    let known = ["source.r", "source.d", "source.g"];
    let monitor = net.add(nn::StateMonitor::new(synapse, known));
    net.run(0.12, []).unwrap();
    let data = net.get(monitor).unwrap();
    // 0.1 ms after the spike arrived.
    let at = data.t.iter().position(|t| (*t - 0.12).abs() < 1e-9).unwrap();
    let [r, d, g] = [0, 1, 2].map(|k| data.get(known[k]).unwrap()[[at, 0]]);
    let t = 0.1;
    let (k1, k4, k5) = (0.66 * 0.5, 0.017, 0.083);
    for (got, leading) in [(r, k1 * t), (d, k4 * k1 * t * t / 2.0), (g, k5 * k1 * t * t / 2.0)] {
        // The next order takes away at most (k1 T + k2) t/2 = 1.8 %.
        assert!(got < leading && got > 0.98 * leading, "{got} beside {leading}");
    }
    assert!(d < g && g < r, "{d}, {g}, {r}");
}

/// All 23,600 pairs on a grid of 0.1 ms: up to there and on from there are the
/// steps of both, counted by hand.
#[test]
fn numpybrain_37_runs_have_the_steps_of_their_durations() {
    let whole = |ms: f64| steps("the network", "duration", ms, 0.1).unwrap();
    let mut pairs = 0;
    for begin in 0..118u64 {
        for duration in 1..201u64 {
            // As a user has them: sums of tenths, not multiples.
            let (t0, length) = (begin as f64 / 10.0, duration as f64 / 10.0);
            assert_eq!(whole(t0 + length), begin + duration);
            assert_eq!(whole(length), duration);
            pairs += 1;
        }
    }
    assert_eq!(pairs, 23_600);
    // NumpyBrain's example: 0.2 ms from 0.1 ms on were three steps.
    let mut net = nn::Network::new();
    let cells = net.add(nn::neurons(1, nn::Lif::default()));
    let monitor = net.add(nn::StateMonitor::new(cells, ["v"]));
    net.run(0.1, []).unwrap();
    net.run(0.2, []).unwrap();
    assert_eq!(net.get(monitor).unwrap().t.len(), 4);
}

#[test]
fn numpybrain_43_progress_of_short_runs() {
    for steps in 0..12 {
        let mut net = nn::Network::new();
        net.progress(true);
        net.add(nn::neurons(1, nn::Lif::default()));
        net.run(f64::from(steps) / 10.0, []).unwrap();
        assert_eq!(net.time(), f64::from(steps) / 10.0);
    }
}

#[test]
fn numpybrain_46_and_50_names_are_unique() {
    let mut net = nn::Network::new();
    let cells = net.add(nn::neurons(1, nn::Lif::default()).named("monitors"));
    net.add(nn::SpikeMonitor::new(cells).named("monitors"));
    let error = net.plan().unwrap_err().to_string();
    assert_eq!(error, "there are two objects named `monitors`; names must differ");

    let mut net = nn::Network::new();
    let two = [0, 1].map(|_| net.add(nn::neurons(1, nn::Lif::default())));
    let spikes = two.map(|cells| net.add(nn::SpikeMonitor::new(cells)));
    net.run(0.1, []).unwrap();
    let [one, other] = spikes.map(|monitor| net.get(monitor).unwrap().population);
    assert_ne!(one, other);
}

#[test]
fn numpybrain_48_values_are_checked() {
    let mut net = nn::Network::new();
    net.dt(1.0).unwrap();
    net.add(nn::neurons(3, nn::Lif { tau: -1.0, ..nn::default() }).named("cells"));
    assert_eq!(
        net.plan().unwrap_err().to_string(),
        "population `cells`: `tau` is -1; expected a finite number more than 0"
    );
    let mut net = nn::Network::new();
    net.add(nn::neurons(3, nn::Lif::default()).named("cells").vary("tao", 5.0));
    let error = net.plan().unwrap_err().to_string();
    assert!(error.contains("has no parameter `tao`"), "{error}");
    assert!(error.ends_with("(did you mean `tau`?)"), "{error}");
}

#[test]
fn numpybrain_49_what_is_recorded_is_chosen() {
    let mut net = nn::Network::new();
    let cells = net.add(nn::neurons(1000, nn::Lif::default()));
    let few = net.add(nn::StateMonitor::new(cells, ["v"]).neurons([3, 999]).every(1.0));
    net.run(10.0, []).unwrap();
    assert_eq!(net.get(few).unwrap().get("v").unwrap().dim(), (11, 2));
}

/// The page has every number once, and every test that it names exists.
#[test]
fn the_page_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = fs::read_to_string(root.join("crates/npbrain/src/numpybrain_mistakes.md")).unwrap();
    let mut numbers = Vec::new();
    for row in page.lines() {
        let cells: Vec<&str> = row.split(" | ").collect();
        let Some(number) = cells[0].strip_prefix("| ").and_then(|n| n.parse::<u32>().ok()) else {
            continue;
        };
        numbers.push(number);
        let quoted: Vec<&str> = cells[3].split('`').skip(1).step_by(2).collect();
        let mut source = None;
        for name in quoted {
            if name.ends_with(".rs") {
                let text = fs::read_to_string(root.join(name));
                source = Some(text.unwrap_or_else(|e| panic!("{number}: {name}: {e}")));
            } else if let Some(source) = &source {
                assert!(source.contains(&format!("fn {name}(")), "{number}: no test {name}");
            }
        }
        assert!(source.is_some() || cells[3].starts_with("the "), "{number} is shown by nothing");
    }
    assert_eq!(numbers, (1..=71).collect::<Vec<_>>());
}
