//! What the monitors ask a network to record.

use npbrain_core::{Item, Monitor, MonitorSpec, Neurons, Object, Place, Records};
use npbrain_monitors::{RateData, RateMonitor, SpikeData, SpikeMonitor, StateData, StateMonitor};

const PLACE: Place = Place { network: 3, index: 2, size: 10 };

fn spec(monitor: impl Object) -> MonitorSpec {
    match monitor.into_item() {
        Item::Monitor(spec) => spec,
        _ => panic!("a monitor is a monitor"),
    }
}

#[test]
fn a_state_monitor_records_all_neurons_at_every_step() {
    let spec = spec(StateMonitor::new(Neurons::all(PLACE), ["v", "u"]));
    assert_eq!(spec.name, None);
    assert_eq!(spec.kind, "StateMonitor");
    assert_eq!(spec.target, Neurons::all(PLACE).into());
    assert_eq!(
        spec.records,
        Records::State { variables: vec!["v".into(), "u".into()], neurons: None, every: None }
    );
}

#[test]
fn a_state_monitor_can_be_told_which_and_how_often() {
    let variables = vec![String::from("v")];
    let spec = spec(
        StateMonitor::new(Neurons::all(PLACE), variables)
            .neurons([7, 3])
            .every(0.5)
            .named("potential"),
    );
    assert_eq!(spec.name.as_deref(), Some("potential"));
    assert_eq!(
        spec.records,
        Records::State { variables: vec!["v".into()], neurons: Some(vec![7, 3]), every: Some(0.5) }
    );
    let range = StateMonitor::new(Neurons::all(PLACE), ["v"]).neurons(2..4);
    let list = StateMonitor::new(Neurons::all(PLACE), ["v"]).neurons([2, 3]);
    assert_eq!(range, list);
}

#[test]
fn a_spike_monitor_records_spikes() {
    let part = Neurons::all(PLACE).slice(2..5);
    let spec = spec(SpikeMonitor::new(part).named("spikes"));
    assert_eq!(spec.name.as_deref(), Some("spikes"));
    assert_eq!(spec.kind, "SpikeMonitor");
    assert_eq!(spec.target, part.into());
    assert_eq!(spec.records, Records::Spikes);
}

#[test]
fn a_rate_monitor_counts_per_step_or_bin() {
    let per_step = RateMonitor::new(Neurons::all(PLACE));
    let binned = per_step.clone().bin(10.0).named("rate");
    assert_eq!(spec(per_step).records, Records::Rate { bin: None });
    let spec = spec(binned);
    assert_eq!(spec.records, Records::Rate { bin: Some(10.0) });
    assert_eq!(spec.kind, "RateMonitor");
    assert_eq!(spec.name.as_deref(), Some("rate"));
}

#[test]
fn a_handle_tells_the_kind_of_data() {
    let state: Monitor<StateData> = StateMonitor::handle(PLACE);
    let spikes: Monitor<SpikeData> = SpikeMonitor::handle(PLACE);
    let rate: Monitor<RateData> = RateMonitor::handle(PLACE);
    assert_eq!([state.place(), spikes.place(), rate.place()], [PLACE, PLACE, PLACE]);
}
