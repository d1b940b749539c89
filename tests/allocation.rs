//! Nothing is allocated while stepping: counted through the global allocator
//! (`allocation-counter`, this thread alone, hence one worker), in networks
//! whose neurons all fire, with noise, constant inputs and both kinds of delay.
//!
//! What grows with the data, and may: a monitor of state reserves the room of a
//! whole run at its start, and a list of spikes doubles when full.

use allocation_counter::{AllocationInfo, measure};
use npbrain::all as nn;
use npbrain::core::{CurrentInput, Item, Object};
use npbrain::engine::{Backend, Description, Engine, Settings};

/// What is recorded of the network.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Recorded {
    Nothing,
    State,
    Rate,
    Spikes,
}

/// A recurrent network of 300 noisy LIF neurons and 70 Izhikevich neurons in an
/// engine, after 2,000 steps.
fn engine(backend: &dyn Backend, recorded: Recorded) -> Box<dyn Engine> {
    let settings = Settings { dt: 0.1, seed: 1 };
    let mut net = Description::default();
    let lif = nn::Lif { noise: 2.0, ..nn::default() };
    let lif = net.add(nn::neurons(300, lif).t_ref(1.0));
    let izhikevich = net.add(nn::neurons(70, nn::Izhikevich::default()));
    let source = net.add(nn::spike_array(2, (1..2000).map(|k| (k % 2, 0.5 * k as f64))));
    let delays: Vec<f64> = (0..300).map(|k| 0.1 * f64::from(1 + k % 50)).collect();
    net.add(nn::VoltageJump::new(lif, lif, nn::one_to_one()).delay(delays));
    net.add(nn::VoltageJump::new(lif, lif, nn::fixed_prob(0.1)).weight(-0.05).delay(1.5));
    net.add(nn::VoltageJump::new(lif, izhikevich, nn::fixed_prob(0.1)).weight(0.3));
    net.add(nn::VoltageJump::new(source, lif.slice(10..20), nn::all_to_all()).delay(0.3));
    net.add(nn::input(lif, 15.0));
    net.add(nn::input(izhikevich, vec![9.0; 70]));
    match recorded {
        Recorded::Nothing => {}
        Recorded::State => {
            add(&mut net, nn::StateMonitor::new(lif, ["v"]));
            let some = nn::StateMonitor::new(izhikevich, ["u", "v"]);
            add(&mut net, some.neurons([1, 69]).every(0.5));
        }
        Recorded::Rate => {
            add(&mut net, nn::RateMonitor::new(lif));
            add(&mut net, nn::RateMonitor::new(izhikevich).bin(5.0));
        }
        Recorded::Spikes => {
            add(&mut net, nn::SpikeMonitor::new(lif));
            add(&mut net, nn::SpikeMonitor::new(izhikevich));
        }
    }
    let (plan, planned) = net.plan(&settings, 0).unwrap();
    net.commit(planned);
    let mut engine = backend.engine(&settings).unwrap();
    engine.extend(plan).unwrap();
    engine.set_inputs(net.inputs(&settings, []).unwrap());
    engine.advance(2000).unwrap();
    engine
}

/// Adds a monitor whose data are not asked for.
fn add(net: &mut Description, monitor: impl Object) {
    let monitor = monitor.into_item();
    assert!(matches!(monitor, Item::Monitor(_)));
    net.add(Anything(monitor));
}

struct Anything(Item);

impl Object for Anything {
    type Handle = ();

    fn into_item(self) -> Item {
        self.0
    }

    fn handle(_: npbrain::core::Place) {}
}

/// The engines whose steps are counted.
fn engines() -> [(&'static str, nn::Cpu); 2] {
    let cpu = nn::Cpu::new().workers(1);
    [("f64", cpu), ("f32", cpu.f32())]
}

fn advance(engine: &mut dyn Engine, steps: u64) -> AllocationInfo {
    measure(|| engine.advance(steps).unwrap())
}

/// How many spikes the monitors of an engine have recorded.
fn spikes(engine: &dyn Engine) -> usize {
    [0, 1]
        .into_iter()
        .map(|monitor| match engine.record(monitor) {
            npbrain::core::Record::Spikes(record) => record.t.len(),
            other => panic!("no spikes: {other:?}"),
        })
        .sum()
}

/// The count itself counts: a vector that grows ten times is seen.
#[test]
fn an_allocation_is_seen() {
    let seen = measure(|| {
        let mut list = Vec::with_capacity(1);
        for k in 0..1000_u32 {
            list.push(std::hint::black_box(k));
        }
    });
    assert!((2..=12).contains(&seen.count_total), "{seen:?}");
}

/// Without monitors not one allocation, in 10,000 steps as in 1.
#[test]
fn a_step_allocates_nothing() {
    for (name, cpu) in engines() {
        let mut engine = engine(&cpu, Recorded::Nothing);
        for steps in [1, 100, 10_000] {
            let seen = advance(&mut *engine, steps);
            assert_eq!(seen.count_total, 0, "{name}, {steps} steps: {seen:?}");
        }
    }
}

/// Inputs that change allocate nothing either, at edges as between them: all
/// kinds, into all neurons and a slice, beginning and ending on the way.
#[test]
fn a_step_with_inputs_that_change_allocates_nothing() {
    for (name, cpu) in engines() {
        let settings = Settings { dt: 0.1, seed: 1 };
        let mut net = Description::default();
        let lif = net.add(nn::neurons(300, nn::Lif::default()));
        let rows = || (0..50).map(|k| vec![0.1 * f64::from(k); 300]);
        for currents in [
            nn::Current::from([1.0; 300]),
            nn::steps([(1.0, 100.0), (2.0, 300.0), (3.0, 50.0)]).into(),
            nn::pulses((0..100).map(|k| 5.0 * f64::from(k)).collect::<Vec<_>>(), 1.0, 2.0).into(),
            nn::ramp(0.0, 5.0, 10.0, 400.0).into(),
            nn::sine(2.0, 8.0).into(),
            nn::chirp(2.0, [0.0, 50.0], 0.0, 500.0).into(),
            nn::function(|t| 0.01 * t).into(),
            nn::series([1.0, 2.0, 3.0], 0.7, nn::After::Zero).into(),
            nn::series_array(rows(), nn::Rows::Times, 0.3, nn::After::Hold).into(),
            nn::ornstein_uhlenbeck(5.0, 2.0, 5.0).into(),
            nn::white_noise(0.0, 2.0, 0.5).into(),
            nn::white_noise_of_intensity(0.0, 2.0).into(),
        ] {
            net.add(CurrentInput::new(lif, currents.clone()));
            net.add(CurrentInput::new(lif, currents).scaled([0.5; 300]).during(150.0, 320.0));
        }
        net.add(nn::input(lif.slice(70..90), nn::ornstein_uhlenbeck(5.0, 2.0, 5.0)));
        let (plan, planned) = net.plan(&settings, 0).unwrap();
        net.commit(planned);
        let mut engine = cpu.engine(&settings).unwrap();
        engine.extend(plan).unwrap();
        engine.set_inputs(net.inputs(&settings, []).unwrap());
        engine.advance(1).unwrap();
        let seen = advance(&mut *engine, 5000);
        assert_eq!(seen.count_total, 0, "{name}: {seen:?}");
    }
}

/// Poisson inputs draw into sums that are there, also with a rate that is another
/// in each step; sources at random keep nothing.
#[test]
fn a_step_with_poisson_spikes_allocates_nothing() {
    for (name, cpu) in engines() {
        let settings = Settings { dt: 0.1, seed: 1 };
        let mut net = Description::default();
        let lif = net.add(nn::neurons(300, nn::Lif::default()));
        net.add(nn::poisson_input(lif, 1000, 20.0).weight(0.1));
        net.add(nn::poisson_input(lif, 100_000, 300.0).onto(nn::ExpCurrent { tau: 5.0 }));
        let even = net.add(nn::poisson_group(100, 20.0).t_ref(1.0));
        let waves = net.add(nn::poisson_group(100, |t: f64| 20.0 * t.sin()));
        for group in [even, waves] {
            net.add(nn::VoltageJump::new(group, lif, nn::fixed_prob(0.1)));
        }
        // Up to a mean of 60,000 spikes in a step.
        net.add(nn::poisson_input(lif.slice(70..90), 1_000_000, |t: f64| t * t / 450.0));
        let (plan, planned) = net.plan(&settings, 0).unwrap();
        net.commit(planned);
        let mut engine = cpu.engine(&settings).unwrap();
        engine.extend(plan).unwrap();
        engine.advance(1).unwrap();
        let seen = advance(&mut *engine, 5000);
        assert_eq!(seen.count_total, 0, "{name}: {seen:?}");
    }
}

/// A monitor of state or of rates reserves at the start of a run, one block per
/// list of samples, and nothing after: 10,000 steps make as many allocations as
/// 100.
#[test]
fn samples_are_reserved_at_the_start_of_a_run() {
    // Times and values of the first, times and two variables of the second.
    for (recorded, lists) in [(Recorded::State, 5), (Recorded::Rate, 2)] {
        for (name, cpu) in engines() {
            let counts = [100, 10_000].map(|steps| {
                let mut engine = engine(&cpu, recorded);
                advance(&mut *engine, steps).count_total
            });
            assert_eq!(counts[0], counts[1], "{name}, {recorded:?}");
            assert!(counts[1] <= lists, "{name}, {recorded:?}: {counts:?}");
        }
    }
}

/// The two lists of a spike monitor double: with n spikes recorded before and m
/// after, at most log₂(m / n) + 1 allocations each.
#[test]
fn lists_of_spikes_double() {
    for (name, cpu) in engines() {
        let mut engine = engine(&cpu, Recorded::Spikes);
        let before = spikes(&*engine);
        let seen = advance(&mut *engine, 40_000);
        let after = spikes(&*engine);
        assert!(after > 10 * before && before > 1000, "{name}: {before}, {after}");
        // Two monitors of two lists each; either may double once more than
        // both together.
        let doublings = (after as f64 / before as f64).log2().ceil() as u64 + 1;
        let most = 2 * 2 * doublings;
        assert!(seen.count_total <= most, "{name}: {seen:?} for {most}");
    }
}

/// `Network::run` adds a constant to that, however long the run.
#[test]
fn a_run_allocates_as_often_whatever_its_length() {
    for (name, cpu) in engines() {
        let mut net = nn::Network::new();
        net.on(cpu).unwrap();
        let lif = nn::Lif { noise: 2.0, ..nn::default() };
        let cells = net.add(nn::neurons(200, lif));
        net.add(nn::VoltageJump::new(cells, cells, nn::fixed_prob(0.1)).weight(0.01));
        net.add(nn::StateMonitor::new(cells, ["v"]).neurons([0, 150]));
        net.run(100.0, [nn::input(cells, 15.0)]).unwrap();
        let counts = [1.0, 2000.0]
            .map(|ms| measure(|| net.run(ms, [nn::input(cells, 15.0)]).unwrap()).count_total);
        // A short run may find room left by the reservation of the one before.
        assert!(counts[1] <= counts[0] + 2, "{name}: {counts:?}");
        assert!(counts[1] < 50, "{name}: {counts:?}");
    }
}
