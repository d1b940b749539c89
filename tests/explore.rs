//! The command line `examples/explore.rs`: what it answers, in numbers held to
//! closed forms and published tables, and how it tells mistakes.

use serde_json::Value;

#[path = "../examples/explore/mod.rs"]
mod explore;

/// What the command line says to these words.
fn said(words: &str) -> Result<String, String> {
    // Words of several words stand in quotes.
    let split = words.split('"').enumerate().flat_map(|(k, part)| match k % 2 {
        0 => part.split_whitespace().map(String::from).collect::<Vec<_>>(),
        _ => vec![part.to_string()],
    });
    explore::run(split.map(Into::into)).map_err(|mistake| mistake.to_string())
}

/// The answer in JSON, which is one line.
fn answer(words: &str) -> Value {
    let line = said(&format!("{words} --json")).unwrap_or_else(|told| panic!("{words}: {told}"));
    assert!(!line.contains('\n'));
    serde_json::from_str(&line).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len(), "{found:?} for {expected:?}");
    for (x, y) in found.iter().zip(expected) {
        assert!((x - y).abs() <= tolerance, "{found:?} for {expected:?}");
    }
}

/// Exactly these keys.
#[test]
fn the_keys_are_those_promised() {
    let neuron =
        answer("neuron HH --current 10 --duration 50 --dt 0.01 --method rk4 --set g_l=0.3");
    assert_eq!(keys(&neuron), ["model", "rate_hz", "spikes", "state"]);
    assert_eq!(keys(&neuron["state"]), ["h", "m", "n", "v"]);
    let synapse = answer("synapse STP --spikes 10,60,110 --set tau_f=1500 --v -65");
    assert_eq!(keys(&synapse), ["current", "delivered", "model", "state", "t"]);
    assert_eq!(keys(&synapse["state"]), ["u", "x"]);
    let t = numbers(&synapse["t"]);
    assert_eq!((t[0], t[1], t[600]), (0.0, 0.1, 60.0));
    for list in [&synapse["current"], &synapse["state"]["u"], &synapse["state"]["x"]] {
        assert_eq!(list.as_array().unwrap().len(), t.len());
    }
    assert_eq!(synapse["delivered"].as_array().unwrap().len(), 3);
}

/// The rates of the squid's axon, from a solution with a relative tolerance of
/// 10⁻⁹ (LSODA): to 0.01 %, the accuracy of RK4 at 0.01 ms. They are of crossings
/// of 0 mV; at 30 µA/cm² later spikes do not reach the 20 mV of the default.
#[test]
fn the_axon_fires_as_published() {
    for (current, rate) in [(7.0, 58.327), (10.0, 68.3237), (20.0, 86.470), (30.0, 98.745)] {
        let run = "--duration 1000 --dt 0.01 --method rk4 --set g_l=0.3";
        let found = answer(&format!("neuron HH --current {current} {run}"));
        let spikes = numbers(&found["spikes"]);
        // The first intervals are a transient.
        let regular = &spikes[5..];
        let intervals = (regular.len() - 1) as f64;
        let by_interval = 1e3 * intervals / (regular[regular.len() - 1] - regular[0]);
        assert!((by_interval / rate - 1.0).abs() < 1e-4, "{current}: {by_interval} for {rate}");
        assert_eq!(found["rate_hz"].as_f64().unwrap(), spikes.len() as f64);
    }
}

/// Every method by its name, of which RK4 and exponential Euler are those of the
/// table above: their rates agree to the errors of their orders.
#[test]
fn every_method_runs_by_name() {
    let methods = "rk2 midpoint rk3 rk4 three_eighths backward_euler trapezoidal exponential_euler \
                   euler sequential_euler euler_maruyama milstein_ito milstein_stratonovich \
                   euler_heun heun modified_Euler RK4_alternative";
    for method in methods.split_whitespace() {
        let run = format!("neuron HH --current 10 --duration 300 --dt 0.01 --method {method}");
        let spikes = numbers(&answer(&run)["spikes"]);
        let regular = &spikes[3..];
        let period = (regular[regular.len() - 1] - regular[0]) / (regular.len() - 1) as f64;
        assert!((period / 14.63621 - 1.0).abs() < 0.01, "{method}: {period}");
        for model in ["LIF", "Izhikevich2007"] {
            let run =
                format!("neuron {model} --current 20 --duration 5 --dt 0.01 --method {method}");
            answer(&run);
        }
    }
    answer("neuron LIF --method exact");
    let noisy = "neuron LIF --current 9 --noise 5 --duration 200 --method milstein_ito";
    let [one, same, other] = [1, 1, 2].map(|seed| answer(&format!("{noisy} --seed {seed}")));
    assert_eq!(one, same);
    assert_ne!(one["spikes"], other["spikes"]);
}

/// The interval of the leaky neuron, tau ln((I − V_reset)/(I − V_th)) + t_ref,
/// which the exact method rounds up to a step.
#[test]
fn the_leaky_neuron_fires_by_its_closed_form() {
    for (current, t_ref) in [(11.0_f64, 0.0), (15.0, 0.0), (20.0, 2.0)] {
        let found = answer(&format!("neuron LIF --current {current} --t-ref {t_ref} --dt 0.01"));
        let interval = 10.0 * (current / (current - 10.0)).ln();
        let steps = (interval / 0.01).ceil() + t_ref / 0.01;
        let spikes = numbers(&found["spikes"]);
        assert!(spikes.len() > 30);
        for pair in spikes.windows(2) {
            assert_eq!(((pair[1] - pair[0]) / 0.01).round(), steps);
        }
    }
    let spelled = answer("neuron lif --current 20 --set ref=2,Vth=9,V_reset=-1,tau=12");
    let ours =
        answer("neuron Lif --current 20 --t-ref 2 --set v_th=9 --set v_reset=-1 --set tau=12");
    assert_eq!(spelled["spikes"], ours["spikes"]);
    let below = answer("neuron LIF --current 5 --duration 1000");
    assert!((below["state"]["v"].as_f64().unwrap() - 5.0).abs() < 1e-12);
    let start = answer("neuron LIF --duration 10 --init V=8");
    let closed = 8.0 * (-1.0f64).exp();
    assert!((start["state"]["v"].as_f64().unwrap() - closed).abs() < 1e-12);
}

/// Counts, first and last spikes of the author's script figure1.m, in its
/// protocol and labels (Izhikevich 2004).
#[test]
fn the_modes_fire_as_in_the_script() {
    let table: [(&str, usize, f64, f64); 15] = [
        ("tonic spiking", 5, 13.0, 86.75),
        ("phasic_spiking", 1, 43.75, 43.75),
        ("TonicBursting", 28, 25.0, 204.5),
        ("phasic bursting", 6, 39.0, 67.2),
        ("SFA", 6, 10.25, 71.5),
        ("Class 1", 10, 84.5, 290.5),
        ("spike latency", 1, 26.6, 26.6),
        ("subthreshold oscillation", 1, 26.5, 26.5),
        ("integrator", 1, 20.0, 20.0),
        ("rebound spike", 1, 68.0, 68.0),
        ("O", 1, 93.25, 93.25),
        ("bistability", 5, 45.25, 208.0),
        ("DAP", 1, 11.3, 11.3),
        ("accomodation", 1, 311.5, 311.5),
        ("inhibition induced spiking", 3, 94.5, 236.0),
    ];
    for (mode, count, first, last) in table {
        let found = answer(&format!("neuron Izhikevich --mode \"{mode}\""));
        let spikes = numbers(&found["spikes"]);
        assert_eq!(spikes.len(), count, "{mode}: {spikes:?}");
        close(&[spikes[0], spikes[count - 1]], &[first, last], 1e-9);
    }
    let tonic = answer("neuron Izhikevich --mode tonic");
    close(&numbers(&tonic["spikes"]), &[13.0, 17.0, 31.5, 59.25, 86.75], 1e-9);
    assert_eq!(tonic["rate_hz"], 50.0);
    let other = answer("neuron Izhikevich --mode tonic --set d=8");
    assert_ne!(other["spikes"], tonic["spikes"]);
}

/// The first amplitudes at 20 Hz of the depressing and the facilitating synapse
/// of Tsodyks, Uziel & Markram (2000), by the recursion of the model.
#[test]
fn short_term_plasticity_delivers_its_series() {
    let at_20_hz = "--spikes 50,100,150,200,250,300";
    let found = answer(&format!("synapse STP {at_20_hz} --set U=0.5,tau_d=800,tau_f=0"));
    let depressing = [0.5, 0.265147, 0.154835, 0.103020, 0.078683, 0.067251];
    close(&numbers(&found["delivered"]), &depressing, 1e-6);
    let spelled = "synapse TsodyksMarkram --set utilisation=0.04 --set tau_d=100 --set tau_f=1000";
    let found = answer(&format!("{spelled} {at_20_hz} --weight 2"));
    let facilitating = [0.04, 0.074671, 0.103290, 0.126443, 0.145160, 0.160461].map(|x| 2.0 * x);
    close(&numbers(&found["delivered"]), &facilitating, 2e-6);

    // Nothing enters but at the spikes, one step after their labels.
    let current = numbers(&found["current"]);
    let delivered = numbers(&found["delivered"]);
    let t = numbers(&found["t"]);
    let acts: Vec<f64> = (0..t.len()).filter(|k| current[*k] != 0.0).map(|k| t[k]).collect();
    close(&acts, &[50.1, 100.1, 150.1, 200.1, 250.1, 300.1], 1e-9);
    assert_eq!(current.into_iter().filter(|x| *x != 0.0).collect::<Vec<f64>>(), delivered);
    // Onto a receptor what is delivered decays with it.
    let words = "synapse STP --spikes 10 --onto ExpCurrent --set tau=3 --set U=0.2 --weight 5";
    let found = answer(words);
    let (t, current) = (numbers(&found["t"]), numbers(&found["current"]));
    let closed = |t: f64| if t < 10.05 { 0.0 } else { (-(t - 10.1) / 3.0).exp() };
    let closed: Vec<f64> = t.iter().map(|t| closed(*t)).collect();
    close(&current, &closed, 1e-12);
}

/// The fraction of channels that magnesium leaves open, from the current over
/// the conductance at the clamped potential (Jahr & Stevens 1990).
#[test]
fn nmda_is_blocked_by_magnesium() {
    for (v, open) in [(-80.0, 0.024425), (-65.0, 0.059668), (-40.0, 0.230155)] {
        for model in ["NMDA_Ch", "nmda_fast"] {
            let found = answer(&format!("synapse {model} --spikes 5 --v {v} --duration 60"));
            let g = numbers(&found["state"]["g"]);
            let current = numbers(&found["current"]);
            for k in [100, 300, 600] {
                assert!((current[k] / (g[k] * (0.0 - v)) - open).abs() < 1e-6, "{model} at {v}");
            }
        }
    }
    let usual = answer("synapse NMDA_Ch --spikes 5 --duration 60");
    let spelled =
        answer("synapse NMDA_Ch --spikes 5 --duration 60 --set cc_Mg=0,a=0.5,g_max=1.5,E=0");
    let ratio = numbers(&usual["current"])[400] / numbers(&spelled["current"])[400];
    assert!((ratio - 0.059668).abs() < 1e-6);
}

/// An exponential conductance: w e^(−(t − t_s − d)/tau) (E − v) from each spike
/// on, at every label to the last digits; the sign is that of a current into the
/// cell.
#[test]
fn exponential_conductances_follow_their_closed_form() {
    let cases =
        [("AMPA_Ch1", 0.0, 2.0, 0.1), ("GABAa_Ch1", -80.0, 6.0, 0.04), ("ExpCond", 0.0, 5.0, 1.0)];
    for (model, e_rev, tau, weight) in cases {
        let found = answer(&format!("synapse {model} --spikes 10,12.5 --v -60 --delay 1.5"));
        let (t, current) = (numbers(&found["t"]), numbers(&found["current"]));
        close(&numbers(&found["delivered"]), &[weight, weight], 0.0);
        let after = |t: f64, from: f64| match t - from {
            since if since < -1e-9 => 0.0,
            since => (-since / tau).exp(),
        };
        let closed: Vec<f64> = t
            .iter()
            .map(|t| weight * (after(*t, 11.5) + after(*t, 14.0)) * (e_rev + 60.0))
            .collect();
        close(&current, &closed, 1e-12);
    }
    let spelled = answer("synapse AMPA_Ch1 --spikes 10 --set tau_decay=3,g_max=0.2,E=10");
    let ours = answer("synapse ampa --spikes 10 --set tau=3 --set e_rev=10 --weight 0.2");
    assert_eq!(spelled["current"], ours["current"]);
    assert_eq!(spelled["model"], "AMPA_Ch1");
}

/// Two-state kinetics: a rise to r∞ (1 − e^(−(αT + β) d)) during the pulse, which
/// is what is delivered, then decay with β (Destexhe et al. 1998).
#[test]
fn kinetics_follow_their_closed_form() {
    for (model, alpha, beta, weight, e_rev) in
        [("AMPA_Ch2", 1.1, 0.19, 0.42, 0.0), ("GABAa_Ch2", 5.0, 0.18, 0.04, -80.0)]
    {
        let found = answer(&format!("synapse {model} --spikes 2 --v -50 --duration 20"));
        let limit = alpha / (alpha + beta);
        let rising = |since: f64| limit * (1.0 - (-(alpha + beta) * since).exp());
        let r = |t: f64| match t - 2.1 {
            since if since < 0.0 => 0.0,
            since if since < 1.0 => rising(since),
            since => rising(1.0) * (-beta * (since - 1.0)).exp(),
        };
        let t = numbers(&found["t"]);
        let closed: Vec<f64> = t.iter().map(|t| weight * r(*t) * (e_rev + 50.0)).collect();
        close(&numbers(&found["current"]), &closed, 1e-12);
        close(&numbers(&found["delivered"]), &[weight * rising(1.0)], 1e-12);
    }
    let spelled = "synapse AMPA_Ch2 --spikes 2 --set T=0.5,T_duration=0.5,alpha=0.98,beta=0.18";
    let peak = 0.42 * 0.49 / 0.67 * (1.0 - (-0.67f64 * 0.5).exp());
    close(&numbers(&answer(spelled)["delivered"]), &[peak], 1e-12);
}

/// Electrical synapses and jumps.
#[test]
fn what_has_no_receptor_is_shown() {
    let found = answer("synapse GapJunction --v -60 --v-pre -50 --weight 0.1 --duration 2");
    close(&numbers(&found["current"]), &[1.0; 21], 1e-12);
    assert_eq!(found["delivered"], Value::Array(vec![]));
    let found = answer("synapse GapJunction_LIF --spikes 1,2 --weight 0.5 --set k_spikelet=3");
    close(&numbers(&found["delivered"]), &[1.5, 1.5], 0.0);
    let found = answer("synapse VoltageJumpSynapse --spikes 1,2 --weight 0.5 --delay 0.3");
    assert_eq!(numbers(&found["delivered"]), [0.5, 0.5]);
    assert_eq!(numbers(&found["current"])[13], 0.5);
}

/// Every synapse there is gives one amount per spike and a current that is not
/// zero throughout.
#[test]
fn every_synapse_answers() {
    let all = answer("list");
    assert_eq!(keys(&all), ["neurons", "synapses"]);
    for entry in all["synapses"].as_array().unwrap() {
        let name = entry["name"].as_str().unwrap();
        let names = entry["aliases"].as_array().unwrap().iter().map(|a| a.as_str().unwrap());
        for name in names.chain([name]) {
            let found = answer(&format!("synapse {name} --spikes 10,15,20 --v -60 --v-pre -50"));
            assert_eq!(found["model"], name);
            let delivered = numbers(&found["delivered"]);
            assert_eq!(delivered.len(), 3, "{name}");
            let spikeless = name == "gap_junction" || name == "GapJunction";
            assert!(spikeless || delivered.iter().all(|x| *x > 0.0), "{name}: {delivered:?}");
            assert!(numbers(&found["current"]).iter().any(|x| *x != 0.0), "{name}");
        }
    }
}

/// Tables for people, lists, help, and pictures.
#[test]
fn people_are_answered_too() {
    let table = said("neuron HH --current 10 --duration 50").unwrap();
    assert!(table.starts_with("HH\n4 spikes in 50 ms, 80 Hz\n"), "{table}");
    let table = said("synapse STP --spikes 10,60").unwrap();
    assert!(table.contains("spike (ms)  delivered\n10          0.5\n"), "{table}");
    let help = said("--help").unwrap();
    assert!(help.contains("positive depolarises") && help.contains("--v-pre"));
    assert_eq!(said("neuron --help").unwrap(), help);
    assert!(said("list gabab_ch1").unwrap().contains("as GABAb_Ch1, k1 is k3"));
    let directory = std::env::temp_dir().join(format!("explore-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let file = directory.join("picture.png");
    for words in
        ["neuron Izhikevich --mode tonic", "neuron HH --duration 50", "synapse NMDA_Ch --spikes 10"]
    {
        said(&format!("{words} --plot {}", file.display())).unwrap();
        let picture = std::fs::read(&file).unwrap();
        assert!(picture.starts_with(b"\x89PNG"));
    }
    std::fs::remove_dir_all(directory).unwrap();
}

/// What the README shows is what is said.
#[test]
fn the_readme_shows_what_is_said() {
    let readme = include_str!("../README.md");
    let prompt = "$ cargo run --release --example explore -- ";
    let shown: Vec<&str> = readme.split(prompt).skip(1).collect();
    assert_eq!(shown.len(), 2);
    for shown in shown {
        let (words, after) = shown.split_once('\n').unwrap();
        assert!(after.starts_with(&format!("{}\n", said(words).unwrap())), "{words}");
    }
}

/// Each mistake is one line that says what is right.
#[test]
fn mistakes_are_told() {
    let mistakes = [
        ("--json", "expected `list`, `neuron MODEL` or `synapse MODEL`"),
        ("nuron HH", "(did you mean `neuron`?)"),
        ("neuron", "`neuron` needs a model, as in `neuron HH`"),
        ("neuron HHH", "(did you mean `HH`?)"),
        ("list HHH", "(did you mean `HH`?)"),
        ("synapse AMPA_Ch --spikes 1", "(did you mean `AMPA_Ch"),
        ("neuron HH --curent 10", "(did you mean `--current`?)"),
        ("neuron HH --spikes 10", "`neuron` has no option `--spikes`"),
        ("neuron HH -x", "has no option `-x`"),
        ("neuron HH 10", "`10` is one word too many"),
        ("neuron HH --current", "--current needs a value"),
        ("neuron HH --current ten", "--current is `ten`; expected a finite number"),
        ("neuron HH --current NaN", "--current is `NaN`; expected a finite number"),
        ("neuron HH --current inf", "expected a finite number"),
        ("neuron HH --current 1 --current 2", "--current is given twice"),
        ("neuron HH --json=yes", "--json"),
        ("neuron HH --duration -5", "--duration is -5; expected a time in ms, more than 0"),
        ("neuron HH --duration 0", "expected a time in ms, more than 0"),
        ("neuron HH --dt 0", "--dt is 0; expected a time in ms, more than 0"),
        ("neuron HH --dt 0.3 --duration 100", "the nearest are 99.9 and 100.2 ms"),
        ("neuron HH --set", "--set needs a value"),
        ("neuron HH --set g_l", "expected NAME=VALUE"),
        ("neuron HH --set g_leek=0.3", "(did you mean `g_Leak`?)"),
        ("neuron HH --set g_l=-1", "`g_l` is -1; expected a finite number, not less than 0"),
        ("neuron HH --set g_l=NaN", "--set g_l is `NaN`; expected a finite number"),
        ("neuron HH --set g_l=1 --set g_Leak=2", "`g_l` is given twice"),
        ("neuron HH --init w=0", "has no variable `w`; it has `v`, `m`, `h`, `n`"),
        ("neuron LIF --method rk5", "(did you mean `rk"),
        ("neuron HH --method exact", "only linear models have an exact solution"),
        ("neuron LIF --noise 1 --method rk4", "rk4"),
        ("neuron LIF --t-ref 0.05", "the nearest are 0 and 0.1 ms"),
        ("neuron LIF --seed -1", "expected a whole number"),
        ("neuron HH --mode tonic", "HH has no modes"),
        ("neuron Izhikevich --mode tonik", "(did you mean `tonic spiking`?)"),
        ("neuron HH --current 10 --method rk4", "try a smaller dt than 0.1 ms"),
        ("neuron HH --plot picture.bmp", "must end in .png or .svg"),
        ("synapse AMPA_Ch1", "needs the labels of presynaptic spikes"),
        ("synapse AMPA_Ch1 --spikes 10,5", "5 comes after 10; expected times in order"),
        ("synapse AMPA_Ch1 --spikes 10,10", "expected times in order, each but once"),
        ("synapse AMPA_Ch1 --spikes -1", "-1 is too early"),
        ("synapse AMPA_Ch1 --spikes 0", "0 is too early"),
        ("synapse AMPA_Ch1 --spikes 10,", "--spikes is ``; expected a finite number"),
        ("synapse AMPA_Ch1 --spikes 10.05", "the nearest are 10 and 10.1 ms"),
        ("synapse AMPA_Ch1 --spikes 10 --duration 5", "10 lies after the end"),
        ("synapse AMPA_Ch1 --spikes 10 --delay 0", "`delay` is 0; expected"),
        ("synapse AMPA_Ch1 --spikes 10 --delay 0.25", "the nearest are 0.2 and 0.3 ms"),
        ("synapse AMPA_Ch1 --spikes 10 --set tau_dekay=3", "(did you mean `tau_decay`?)"),
        ("synapse AMPA_Ch1 --spikes 10 --set tau=0", "expected a finite number more than 0"),
        ("synapse AMPA_Ch1 --spikes 10 --weight inf", "expected a finite number"),
        ("synapse STP --spikes 10 --onto STP", "STP is no receptor"),
        ("synapse NMDA_Ch --spikes 10 --onto ExpCond", "NMDA_Ch has a receptor"),
    ];
    for (words, expected) in mistakes {
        let told = said(words).expect_err(words);
        assert!(told.contains(expected), "{words}: {told}");
        assert!(!told.contains('\n'), "{words}: {told}");
    }
}
