//! Mistakes a user makes, each with the full text of its error, and the same
//! network running well once it is mended.

use npbrain::all as nn;
use npbrain::all::{Neuron, NeuronModel, Num, Object, Scalar, When, export_neuron, vars};

/// Two populations; `mistake` adds to them or fails. Nothing may panic.
fn told(mistake: impl FnOnce(&mut nn::Network, [nn::Neurons; 2]) -> nn::Result<()>) -> String {
    let mut net = nn::Network::new();
    let neurons = [500, 1000].map(|size| nn::neurons(size, nn::Lif::default()));
    let [a, b] = neurons;
    let (a, b) = (net.add(a.named("lif1")), net.add(b.named("lif2")));
    match mistake(&mut net, [a, b]) {
        Ok(()) => panic!("it was not told"),
        Err(error) => error.to_string(),
    }
}

/// What is told of an object when the network that has it is planned; planning
/// again without it must work.
fn of<O: Object>(object: impl Fn([nn::Neurons; 2]) -> O) -> String {
    told(|net, neurons| {
        net.add(object(neurons));
        net.run(1.0, [])
    })
}

fn jump([a, b]: [nn::Neurons; 2]) -> nn::Projection {
    nn::VoltageJump::new(a, b, nn::fixed_prob(0.1)).named("syn")
}

#[test]
fn unknown_names() {
    assert_eq!(
        of(|[a, _]| nn::StateMonitor::new(a, ["V"])),
        "population `lif1` has no variable `V`; it has `v` (did you mean `v`?)"
    );
    assert_eq!(
        of(|_| nn::neurons(3, nn::Lif::default()).named("x").vary("taus", 3.0)),
        "population `x` has no parameter `taus`; it has `tau`, `r`, `v_rest`, `v_reset`, `v_th`, \
         `noise`, `t_ref` (did you mean `tau`?)"
    );
    assert_eq!(
        of(|_| nn::neurons(3, nn::Lif::default()).named("x").init("u", 3.0)),
        "population `x` has no variable `u`; it has `v`"
    );
    assert_eq!(of(|n| jump(n).port("exc")), "population `lif2` has no port `exc`; it has `v`");
    assert_eq!(
        "rk5".parse::<nn::Method>().unwrap_err().to_string(),
        "npbrain has no integration method `rk5`; it has `rk2`, `midpoint`, `rk3`, \
         `three_eighths`, `backward_euler`, `trapezoidal`, `milstein_ito`, \
         `milstein_stratonovich`, `euler_heun`, `sequential_euler`, `exact`, `exponential_euler`, `euler`, `rk4`, \
         `euler_maruyama`, `heun` (did you mean `rk4`?)"
    );
}

/// A µS must not become a mV because nobody said where it goes.
#[test]
fn ports() {
    use nn::NeuronModel as _;
    let cell = || nn::Lif::default().with((nn::ExpCond::default(), nn::ExpCond::default()));
    let onto = |net: &mut nn::Network, a, cell| {
        let cell = net.add(cell);
        net.add(nn::Projection::new(a, cell, nn::all_to_all()).named("syn"));
        net.run(1.0, [])
    };
    assert_eq!(
        told(|net, [a, _]| onto(net, a, nn::neurons(3, cell()).named("x"))),
        "projection `syn` names no port, and population `x` has `v`, `exp_cond`, `exp_cond2`; \
         choose one with `port`"
    );
    assert_eq!(
        of(|_| nn::neurons(3, cell()).named("x").ports(["a", "a"])),
        "population `x`: a port cannot be called `a`: another one is called so"
    );
    assert_eq!(
        of(|_| nn::neurons(3, cell()).named("x").ports(["a", "v"])),
        "population `x`: a port cannot be called `v`: that is the membrane's own"
    );
}

#[test]
fn values_that_make_no_sense() {
    let lif = |tau| nn::neurons(2, nn::Lif { tau, ..nn::default() }).named("x");
    assert_eq!(
        of(|_| lif(-1.0)),
        "population `x`: `tau` is -1; expected a finite number more than 0"
    );
    assert_eq!(of(|_| lif(f64::NAN)), "population `x`: `tau` is NaN; expected a finite number");
    assert_eq!(
        of(|_| lif(10.0).vary("v_th", [1.0, f64::INFINITY])),
        "population `x`: `v_th` is inf; expected a finite number"
    );
    assert_eq!(
        of(|_| lif(10.0).vary("v_th", [1.0, 2.0, 3.0])),
        "population `x`: `v_th` has 3 values; expected 2"
    );
    assert_eq!(
        of(|_| nn::neurons(0, nn::Lif::default()).named("x")),
        "population `x` has no neurons; a population needs at least one"
    );
    assert_eq!(
        of(|n| jump(n).weight(f64::NAN)),
        "projection `syn`: `weight` is NaN; expected a finite number"
    );
    assert_eq!(
        of(|[a, b]| nn::VoltageJump::new(a, b, nn::fixed_prob(1.5)).named("syn")),
        "projection `syn`: `p` is 1.5; expected a probability, 0 to 1"
    );
    assert_eq!(
        of(|[a, _]| nn::input(a, vec![1.0; 3]).named("drive")),
        "input `drive`: `current` has 3 values; expected 500"
    );
}

#[test]
fn times() {
    let told = |duration| told(|net, _| net.run(duration, []));
    assert_eq!(
        told(0.25),
        "the network: `duration` = 0.25 ms is not a multiple of dt = 0.1 ms; the nearest are 0.2 \
         and 0.3 ms"
    );
    assert_eq!(told(-1.0), "the network: `duration` is -1; expected a time in ms, not negative");
    assert_eq!(
        of(|n| jump(n).delay(0.0)),
        "projection `syn`: `delay` is 0; expected at least one step; the shortest delay is dt"
    );
    assert_eq!(
        of(|n| jump(n).delay(0.17)),
        "projection `syn`: `delay` = 0.17 ms is not a multiple of dt = 0.1 ms; the nearest are \
         0.1 and 0.2 ms"
    );
    assert_eq!(
        of(|_| nn::neurons(3, nn::Lif::default()).named("x").t_ref(-2.0)),
        "population `x`: `t_ref` is -2; expected a time in ms, not negative"
    );
    assert_eq!(
        of(|[a, _]| nn::input(a, 1.0).named("drive").during(2.0, 1.0)),
        "input `drive`: `end` is 1; expected a time not before the start"
    );
    assert_eq!(
        of(|_| nn::spike_array(1, [(0, 0.0)]).named("x")),
        "population `x`: `spike time` is 0; expected at least one step"
    );
}

#[test]
fn handles_slices_and_names() {
    let mut other = nn::Network::new();
    let stranger = other.add(nn::neurons(5, nn::Lif::default()));
    assert_eq!(
        of(|[a, _]| jump([a, stranger])),
        "projection `syn` was given the handle of a population of another network; use one that \
         this network's `add` returned"
    );
    assert_eq!(
        of(|[a, b]| jump([a.slice(400..600), b])),
        "population `lif1`: 400..600 is no part of its 500 neurons (0..500)"
    );
    #[expect(clippy::reversed_empty_ranges, reason = "that is the mistake")]
    let reversed = of(|[a, b]| jump([a.slice(9..3), b]));
    assert_eq!(reversed, "population `lif1`: 9..3 is no part of its 500 neurons (0..500)");
    assert_eq!(
        of(|_| nn::neurons(3, nn::Lif::default()).named("lif2")),
        "there are two objects named `lif2`; names must differ"
    );
    assert_eq!(
        told(|net, [a, _]| {
            let monitor = net.add(nn::SpikeMonitor::new(a).named("spikes"));
            net.get(monitor).map(drop)
        }),
        "this monitor has recorded nothing yet; call `run` first"
    );
}

/// What would do nothing is refused, not ignored.
#[test]
fn what_a_source_cannot_do() {
    let source = || nn::spike_array(2, [(0, 1.0)]).named("x");
    assert_eq!(
        of(|_| source().t_ref(2.0)),
        "population `x`: SpikeArray has no membrane to hold, so no \
         `t_ref`"
    );
    assert_eq!(
        of(|_| source().method(nn::Method::Rk4)),
        "population `x`: SpikeArray cannot be integrated with rk4: it brings its own method; it \
         has none"
    );
    assert_eq!(
        told(|net, _| {
            let source = net.add(source());
            net.run(1.0, [nn::input(source, 1.0).named("drive")])
        }),
        "input `drive`: population `x` takes no current"
    );
    let onto_source = |both: bool| {
        told(|net, [a, _]| {
            let source = net.add(source());
            let jump = match both {
                true => nn::VoltageJump::new(source, a, nn::all_to_all()).mutual(),
                false => nn::VoltageJump::new(a, source, nn::all_to_all()),
            };
            net.add(jump.named("syn"));
            net.run(1.0, [])
        })
    };
    assert_eq!(
        onto_source(false),
        "projection `syn`: population `x` has no membrane or other port to arrive at"
    );
    assert_eq!(
        onto_source(true),
        "projection `syn`: it acts both ways, and population `x` has no membrane"
    );
}

/// Parameters that are fine by themselves and make no sense together.
#[test]
fn parameters_that_do_not_fit_one_another() {
    let told = |projection: fn([nn::Neurons; 2]) -> nn::Projection| {
        of(|ends| projection(ends).named("syn"))
    };
    let slow = "needs tau_rise less than tau_decay";
    assert_eq!(
        told(|[a, b]| {
            let model = nn::NmdaKinetics { tau_rise: 100.0, ..nn::default() };
            nn::synapses(model, a, b, nn::fixed_prob(0.1)).onto(nn::GradedNmda::default())
        }),
        format!("projection `syn`: NmdaKinetics {slow}")
    );
    assert_eq!(
        told(|[a, b]| {
            let model = nn::NmdaFast { tau_decay: 1.0, ..nn::default() };
            nn::synapses(model, a, b, nn::fixed_prob(0.1)).onto(nn::Nmda::default())
        }),
        format!("projection `syn`: NmdaFast {slow}")
    );
    let grows = "needs k4 less than k2, or its receptors grow without bound";
    assert_eq!(
        told(|[a, b]| {
            let model = nn::GabaBDesensitising { k4: 0.03, ..nn::default() };
            nn::synapses(model, a, b, nn::fixed_prob(0.1)).onto(nn::GradedCond::default())
        }),
        format!("projection `syn`: GabaBDesensitising {grows}")
    );
    assert_eq!(
        told(|[a, b]| {
            let model = nn::Pooled(nn::GabaBDesensitising { k4: 0.03, ..nn::default() });
            nn::synapses(model, a, b, nn::fixed_prob(0.1)).onto(nn::GradedHill::default())
        }),
        format!("projection `syn`: PooledGabaBDesensitising {grows}")
    );
    assert_eq!(
        told(|[a, b]| {
            let model = nn::TsodyksMarkram { utilisation: 1.5, ..nn::default() };
            nn::synapses(model, a, b, nn::fixed_prob(0.1))
        }),
        "projection `syn`: TsodyksMarkram uses a fraction of its resources: utilisation is at \
         most 1"
    );
}

#[test]
fn methods() {
    let izhikevich = || nn::neurons(3, nn::Izhikevich::default()).named("x");
    assert_eq!(
        of(|_| izhikevich().method(nn::Method::Exact)),
        "population `x`: Izhikevich cannot be integrated with exact: only linear models have an \
         exact solution; it has `exponential_euler`, `euler`, `rk4`, `euler_maruyama`, `heun`"
    );
    assert_eq!(
        of(|_| {
            let noisy = nn::Lif { noise: 1.0, ..nn::default() };
            nn::neurons(3, noisy).named("x").method(nn::Method::Rk4)
        }),
        "population `x`: Lif cannot be integrated with rk4: these parameters make it noisy, and \
         this method integrates no noise; it has `exact`, `exponential_euler`, `euler_maruyama`, \
         `heun`"
    );
}

#[test]
fn settings_are_fixed_at_the_first_run() {
    assert_eq!(
        told(|net, _| {
            net.run(1.0, [])?;
            net.dt(0.2).map(drop)
        }),
        "`dt` is fixed at the first run; set it before, or make a new network"
    );
}

#[test]
fn recording_that_does_not_fit() {
    let mut net = nn::Network::new();
    let a = net.add(nn::neurons(1000, nn::Lif::default()));
    let monitor = net.add(nn::StateMonitor::new(a, ["v"]).named("all"));
    net.recording_limit(1_000_000);
    let error = net.run(100.0, []).unwrap_err();
    assert_eq!(
        error.to_string(),
        "monitor `all` would record 8016008 bytes in this run, and 1000000 are allowed; record \
         fewer neurons or every k-th step, or raise the limit with `recording_limit`"
    );
    assert_eq!(net.time(), 0.0);
    net.recording_limit(10_000_000).run(100.0, []).unwrap();
    assert_eq!(net.get(monitor).unwrap().t.len(), 1001);
}

/// A ring of 2²³ steps for 10⁶ neurons is beyond any machine: refused, not tried.
#[test]
fn delays_that_do_not_fit() {
    let text = told(|net, _| {
        let many = net.add(nn::neurons(1_000_000, nn::Lif::default()));
        let delays = vec![0.1, 800_000.0];
        let ends = (many.slice(0..2), many.slice(5..7));
        net.add(nn::VoltageJump::new(ends.0, ends.1, nn::one_to_one()).delay(delays).named("long"));
        net.run(1.0, [])
    });
    let start = "projection `long`: what is under way through its \
                 delays of up to 8000000 steps would need 67108864000000 bytes, and the machine has ";
    assert!(text.starts_with(start) && text.ends_with(" left"), "{text}");
}

/// `main` prints errors by `Debug`.
#[test]
fn both_forms_of_an_error_are_its_text() {
    let error = "rk5".parse::<nn::Method>().unwrap_err();
    assert_eq!(format!("{error:?}"), error.to_string());
}

#[test]
fn pictures() {
    let error = nn::vis::figure(1, 1).save("/no/such/folder/a.png").unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot write the picture /no/such/folder/a.png: No such file or directory (os error 2)"
    );
}

vars! {
    /// v' = v² + I: infinite after a finite time, and never firing.
    pub struct Explosive;
}
vars! {
    /// Its state.
    pub struct ExplosiveState {
        /// Membrane potential.
        v = 0.0 "mV",
    }
}
impl NeuronModel for Explosive {
    const NAME: &'static str = "Explosive";
    const METHOD: nn::Method = nn::Method::Euler;
    type Params<V: Copy> = Explosive;
    type State<V: Copy> = ExplosiveState<V>;

    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> ExplosiveState<Num<S>> {
        ExplosiveState { v: n.x.v * n.x.v + n.current() }
    }
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.lt(-1e9)
    }
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> ExplosiveState<Num<S>> {
        n.x
    }
}
export_neuron!(Explosive);

/// What is no longer finite stops the run, within 100 steps, on every engine,
/// and what was recorded is kept.
#[test]
fn state_that_is_lost() {
    for workers in [1, 3] {
        let mut net = nn::Network::new();
        net.on(nn::Cpu::new().workers(workers)).unwrap();
        let cells = net.add(nn::neurons(200, Explosive).named("cells"));
        let spikes = net.add(nn::StateMonitor::new(cells, ["v"]).neurons([150]));
        net.add(nn::input(cells.slice(150..151), 0.1));
        let error = net.run(100.0, []).unwrap_err().to_string();
        let blown = |v: f64| !v.is_finite();
        let data = net.get(spikes).unwrap();
        let v = data.trace("v", 0).unwrap();
        let lost = v.iter().position(|v| blown(*v)).unwrap();
        assert!(v.len() - lost <= 100, "found {} steps late", v.len() - lost);
        assert!(error.starts_with("population `cells`: `v` of neuron 150 is "), "{error}");
        assert!(
            error.ends_with("; try a smaller dt than 0.1 ms, or the method exponential_euler"),
            "{error}"
        );
    }
}

/// The network that all these mistakes were made in runs.
#[test]
fn the_network_mended_runs_well() {
    let mut net = nn::Network::new();
    let a = net.add(nn::neurons(500, nn::Lif::default()).named("lif1"));
    let b = net.add(nn::neurons(1000, nn::Lif::default()).named("lif2"));
    let wrong = net.add(nn::StateMonitor::new(a, ["v"]).neurons([7]));
    net.add(jump([a, b]).weight(0.5).delay(0.1));
    net.run(20.0, [nn::input(a, 15.0)]).unwrap();
    assert_eq!(net.get(wrong).unwrap().t.len(), 201);
}
