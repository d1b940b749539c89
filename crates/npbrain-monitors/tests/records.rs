//! What becomes of records: shapes, values, and what is empty.

use ndarray::array;
use npbrain_core::{Each, Error, RateRecord, Record, Recorded, SpikeRecord, StateRecord};
use npbrain_monitors::{RateData, SpikeData, StateData};

fn state() -> StateRecord {
    StateRecord {
        population: "lif1".into(),
        each: Each::Neuron,
        variables: vec![("v".into(), "mV"), ("u".into(), "mV/ms")],
        neurons: vec![4, 7],
        t: vec![0.0, 0.1, 0.2],
        values: vec![vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0], vec![0.0, -1.0, -2.0, -3.0, -4.0, -5.0]],
    }
}

fn spikes() -> SpikeRecord {
    SpikeRecord {
        population: "lif1".into(),
        first: 0,
        size: 2,
        span: (0.0, 50.0),
        t: vec![1.5, 1.5, 30.0],
        neurons: vec![4, 7, 4],
    }
}

fn rate() -> RateRecord {
    RateRecord {
        population: "lif1".into(),
        size: 4,
        bin: 5.0,
        t: vec![5.0, 10.0, 15.0],
        counts: vec![0, 1, 20],
    }
}

#[test]
fn samples_become_time_by_neuron() {
    let data = StateData::from_record(Record::State(state())).unwrap();
    assert_eq!(data.population, "lif1");
    assert_eq!(data.t, array![0.0, 0.1, 0.2]);
    assert_eq!(data.neurons, [4, 7]);
    assert_eq!(data.get("v").unwrap(), array![[0., 1.], [2., 3.], [4., 5.]]);
    assert_eq!(data.variable("u").unwrap().unit, "mV/ms");
    assert_eq!(data.trace("u", 1).unwrap(), array![-1.0, -3.0, -5.0]);
}

#[test]
fn samples_are_moved() {
    let record = state();
    let (t, v) = (record.t.as_ptr(), record.values[0].as_ptr());
    let data = StateData::from_record(Record::State(record)).unwrap();
    assert_eq!(data.t.as_ptr(), t);
    assert_eq!(data.variables[0].values.as_ptr(), v);
}

#[test]
fn no_samples_keep_the_neurons() {
    let record = StateRecord { t: vec![], values: vec![vec![], vec![]], ..state() };
    let data = StateData::from_record(Record::State(record)).unwrap();
    assert_eq!(data.t.len(), 0);
    assert_eq!(data.get("v").unwrap().dim(), (0, 2));
    assert_eq!(data.get("u").unwrap().dim(), (0, 2));
}

#[test]
#[should_panic = "one value per time and neuron"]
fn a_record_of_another_shape_is_a_fault_of_the_engine() {
    let record = StateRecord { t: vec![0.0], ..state() };
    StateData::from_record(Record::State(record));
}

#[test]
fn what_was_not_recorded_is_an_error() {
    let data = StateData::from_record(Record::State(state())).unwrap();
    assert_eq!(
        data.get("V").unwrap_err().to_string(),
        "the state monitor of `lif1` has no variable `V`; it has `v`, `u` (did you mean `v`?)"
    );
    assert!(matches!(data.trace("v", 2), Err(Error::OutOfRange { index: 2, size: 2, .. })));
}

#[test]
fn spikes_keep_their_times_and_neurons() {
    let record = spikes();
    let t = record.t.as_ptr();
    let data = SpikeData::from_record(Record::Spikes(record)).unwrap();
    assert_eq!(data.t.as_ptr(), t, "times are moved");
    assert_eq!(data.t, array![1.5, 1.5, 30.0]);
    assert_eq!(data.i, array![4, 7, 4]);
    assert_eq!((data.size, data.span), (2, (0.0, 50.0)));
    assert_eq!(data.times_of(4), [1.5, 30.0]);
    // 3 spikes, 2 neurons, 0.05 s.
    assert_eq!(data.mean_rate(), 30.0);
}

#[test]
fn no_spikes_are_empty_arrays() {
    let record = SpikeRecord { t: vec![], neurons: vec![], ..spikes() };
    let data = SpikeData::from_record(Record::Spikes(record)).unwrap();
    assert_eq!((data.t.len(), data.i.len()), (0, 0));
    assert_eq!(data.mean_rate(), 0.0);
}

#[test]
fn rates_are_per_neuron_and_second() {
    let data = RateData::from_record(Record::Rate(rate())).unwrap();
    assert_eq!(data.population, "lif1");
    assert_eq!(data.t, array![5.0, 10.0, 15.0]);
    assert_eq!(data.bin, 5.0);
    // 1 spike of 4 neurons in 5 ms: 1 / (4 · 0.005 s).
    assert_eq!(data.rate, array![0.0, 50.0, 1000.0]);
}

#[test]
fn no_bins_are_empty_arrays() {
    let record = RateRecord { t: vec![], counts: vec![], ..rate() };
    let data = RateData::from_record(Record::Rate(record)).unwrap();
    assert_eq!((data.t.len(), data.rate.len()), (0, 0));
}

#[test]
fn a_record_of_another_kind_is_refused() {
    let all = || [Record::State(state()), Record::Spikes(spikes()), Record::Rate(rate())];
    let accepted = |is: fn(Record) -> bool| all().map(is);
    assert_eq!(accepted(|r| StateData::from_record(r).is_some()), [true, false, false]);
    assert_eq!(accepted(|r| SpikeData::from_record(r).is_some()), [false, true, false]);
    assert_eq!(accepted(|r| RateData::from_record(r).is_some()), [false, false, true]);
}
