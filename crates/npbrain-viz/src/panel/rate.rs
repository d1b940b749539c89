//! A population's rate, as steps: one for each bin.

use npbrain_monitors::RateData;

use super::Traces;
use super::traces::Trace;

pub(crate) fn rate(data: &RateData) -> Traces {
    let bins = data.t.len().min(data.rate.len());
    let mut t = Vec::with_capacity(2 * bins);
    let mut values = Vec::with_capacity(2 * bins);
    for k in 0..bins {
        let start = if k > 0 {
            data.t[k - 1]
        } else if bins > 1 {
            2.0 * data.t[0] - data.t[1]
        } else {
            // The width of a single bin is not recorded; runs start at zero.
            data.t[0].min(0.0)
        };
        t.extend([start, data.t[k]]);
        values.extend([data.rate[k], data.rate[k]]);
    }
    Traces {
        label: "rate (Hz)".into(),
        t,
        lines: vec![Trace { name: data.population.clone(), values }],
        named: false,
        from_zero: true,
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn each_bin_is_a_step_up_to_its_end() {
        let traces = rate(&RateData {
            population: "lif1".into(),
            t: array![5.0, 10.0],
            rate: array![20.0, 40.0],
        });
        assert_eq!(traces.t, [0.0, 5.0, 5.0, 10.0]);
        assert_eq!(traces.lines[0].values, [20.0, 20.0, 40.0, 40.0]);
    }
}
