//! What cannot be run is refused, each by an error of its own.

use npbrain::all as nn;
use npbrain::core::{Arithmetic, Block, NeuronKernel, Part, Table, Traits, Value, Vars};
use std::sync::Arc;

fn gpu() -> nn::Gpu {
    nn::Gpu::new().unwrap()
}

#[test]
fn an_adapter_that_is_not_there_is_told_with_those_that_are() {
    let error = nn::Gpu::named("no such card").unwrap_err();
    let there = nn::Gpu::adapters();
    assert!(!there.is_empty(), "{error}");
    assert!(matches!(&error, nn::Error::NoAdapter { found, .. } if found.len() == there.len()));
    assert!(error.to_string().contains("is called `no such card`"), "{error}");
    assert!(error.to_string().contains("install"), "{error}");
    assert!(error.to_string().contains(&there[0].name), "{error}");
}

/// Run by the test below, in a process that finds no driver.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "it needs a machine without drivers"]
fn without_drivers() {
    if std::env::var_os("VK_DRIVER_FILES").is_none() {
        return;
    }
    let error = nn::Gpu::new().unwrap_err();
    assert!(matches!(&error, nn::Error::NoAdapter { found, .. } if found.is_empty()));
    assert!(error.to_string().contains("apt-get install mesa-vulkan-drivers"), "{error}");
    assert!(nn::Gpu::adapters().is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn where_there_is_no_driver_the_error_says_what_to_install() {
    let run = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "errors::without_drivers"])
        .env("VK_DRIVER_FILES", "/nonexistent")
        .env("VK_ICD_FILENAMES", "/nonexistent")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
fn an_adapter_is_found_by_part_of_its_name() {
    let first = &nn::Gpu::adapters()[0];
    let part = first.name[..first.name.len().min(5)].to_uppercase();
    assert_eq!(nn::Gpu::named(&part).unwrap().adapter(), *first);
}

#[test]
fn f64_is_refused() {
    let error = gpu().f64().unwrap_err();
    assert!(matches!(error, nn::Error::Unsupported { backend: "gpu", .. }));
    assert!(error.to_string().contains("f64"), "{error}");
}

/// A kernel written by hand whose neurons have a membrane.
struct ByHand;

impl NeuronKernel for ByHand {
    fn traits(&self) -> Traits {
        const NONE: &Table = &Table::Set(&[]);
        let state = <nn::LifState<f64> as Vars<f64>>::TABLE;
        Traits {
            model: "ByHand",
            method: nn::Method::Exact,
            integrates_noise: true,
            needs_linear: false,
            linear: true,
            params: NONE,
            state,
            membrane: Some(0),
            own_ports: NONE,
            parts: vec![Part {
                name: "ByHand",
                params: 0,
                state: state.len(),
                weight_unit: None,
                graded: false,
            }],
        }
    }
    fn initial(&self, _: &[Value]) -> Vec<Value> {
        vec![Value::Same(0.0)]
    }
    fn prepare(&self, _: &[Value], _: f64) -> nn::Result<Vec<Value>> {
        Ok(Vec::new())
    }
    fn advance_f32(&self, _: Arithmetic, _: Block<'_, f32>) {}
    fn advance_f64(&self, _: Arithmetic, _: Block<'_, f64>) {}
}

#[test]
fn a_model_without_a_tape_is_refused_by_name_when_it_is_planned() {
    let mut net = nn::Network::new();
    net.on(gpu()).unwrap();
    let cells = net.add(nn::neurons(2, nn::Lif::default()));
    net.run(1.0, [nn::input(cells, 5.0)]).unwrap();
    let before = net.state(cells, "v").unwrap();
    net.add(nn::Population::of_kernel(3, vec![], Arc::new(ByHand)).named("mine"));
    let error = net.run(1.0, []).unwrap_err();
    assert_eq!(
        error.to_string(),
        "backend gpu cannot run population `mine`: its model ByHand has no tape: it is no list of \
         arithmetic operations that a shader could be printed from"
    );
    assert_eq!(net.time(), 1.0);
    assert!(before[0] > 0.0);
}

#[test]
fn a_population_that_is_too_large_for_a_binding_is_refused() {
    // Two columns of 17 million numbers are more than 128 MiB.
    let mut net = nn::Network::new();
    net.on(gpu()).unwrap();
    net.add(nn::neurons(17 << 20, nn::Lif::default()).named("many"));
    let error = net.run(0.0, []).unwrap_err();
    let nn::Error::TooLargeForDevice { object, needed, limit, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(object, "population `many`");
    assert_eq!((*needed, *limit), (2 * 4 * (17 << 20), 128 << 20));
}

#[test]
fn a_device_that_is_lost_keeps_what_was_recorded() {
    let mut net = nn::Network::new();
    net.on(gpu().lose_after(300)).unwrap();
    let cells = net.add(nn::neurons(2, nn::Lif::default()));
    let spikes = net.add(nn::SpikeMonitor::new(cells));
    let states = net.add(nn::StateMonitor::new(cells, ["v"]));
    net.add(nn::input(cells, 30.0));
    let error = net.run(100.0, []).unwrap_err();
    assert!(matches!(&error, nn::Error::DeviceLost { time, .. } if *time == 30.0), "{error}");
    let recorded = net.get(spikes).unwrap();
    assert!(recorded.t.len() > 2 && recorded.t.iter().all(|t| *t <= 30.0));
    assert_eq!(net.get(states).unwrap().t.len(), 301);
    // And it stays lost.
    let again = net.run(1.0, []).unwrap_err();
    assert!(matches!(again, nn::Error::DeviceLost { .. }), "{again}");
}

#[test]
fn state_that_is_lost_is_told_with_the_state_before() {
    let mut net = nn::Network::new();
    net.on(gpu()).unwrap();
    let cells = net.add(nn::neurons(300, nn::Lif { r: 1e10, ..nn::default() }).named("cells"));
    net.add(nn::input(cells.slice(77..100), -1e30).during(5.0, 200.0));
    let error = net.run(100.0, []).unwrap_err();
    let nn::Error::NotFinite(lost) = &error else { panic!("{error}") };
    assert_eq!((&*lost.object, lost.neuron), ("population `cells`", 77));
    assert!(lost.last.iter().all(|(_, value)| value.is_finite()), "{error}");
    assert!((lost.time - lost.last_time - 0.1).abs() < 1e-9, "{error}");
    assert_eq!(lost.value, f64::NEG_INFINITY);
    assert!(lost.time > 5.0 && lost.time < 6.0, "{error}");
    // Who sets the state goes on from there.
    net.set_state(cells, "v", 0.0).unwrap();
    let error = net.run(1.0, []).unwrap_err();
    let nn::Error::NotFinite(again) = &error else { panic!("{error}") };
    assert!(again.time > 99.0, "{error}");
}

#[test]
fn weights_that_whole_numbers_cannot_tell_apart_are_refused() {
    let mut net = nn::Network::new();
    net.on(gpu()).unwrap();
    let cells = net.add(nn::neurons(2, nn::Lif::default()));
    let coarse = nn::VoltageJump::new(cells, cells, nn::all_to_all()).weight(1e7).named("coarse");
    net.add(coarse);
    net.add(nn::VoltageJump::new(cells, cells, nn::all_to_all()).weight(1e-3).named("fine"));
    let error = net.run(1.0, []).unwrap_err();
    assert!(error.to_string().contains("projection `fine`"), "{error}");
    assert!(matches!(error, nn::Error::Unsupported { backend: "gpu", .. }));
}

#[test]
fn weights_that_begin_at_0_and_learn_need_a_bound() {
    let network = |gpu: nn::Gpu| {
        let mut net = nn::Network::new();
        net.on(gpu).unwrap();
        let cells = net.add(nn::neurons(2, nn::Lif::default()));
        let learning = nn::stdp(cells, cells, nn::all_to_all()).weight(0.0).named("learning");
        net.add(learning);
        net.run(1.0, [])
    };
    let error = network(gpu()).unwrap_err();
    assert!(error.to_string().contains("`Gpu::bound`"), "{error}");
    network(gpu().bound("learning", 1.0)).unwrap();
    let error = network(gpu().bound("learning", f64::NAN)).unwrap_err();
    assert!(matches!(error, nn::Error::InvalidValue { .. }), "{error}");
}

#[test]
fn a_synapse_that_delivers_more_than_planned_is_told() {
    let mut net = nn::Network::new();
    net.on(gpu().bound("facilitating", 1e-3)).unwrap();
    let source = net.add(nn::spike_array(1, [(0, 1.0)]));
    let cells = net.add(nn::neurons(2, nn::Lif::default()));
    net.add(nn::stp(source, cells, nn::all_to_all()).weight(5.0).named("facilitating"));
    let error = net.run(5.0, []).unwrap_err();
    assert!(error.to_string().contains("projection `facilitating`"), "{error}");
}

#[test]
fn the_cpu_has_no_wgsl() {
    let mut net = nn::Network::new();
    assert!(matches!(net.wgsl().unwrap_err(), nn::Error::Unsupported { backend: "cpu", .. }));
}
