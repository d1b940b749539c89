//! Random numbers are the CPU's: Poisson counts to the last bit, normal numbers to
//! 10⁻⁶.

use npbrain::all as nn;
use npbrain::core::{prelude::*, vars};
use npbrain::engine::Backend;

vars! {
    /// In steps of 1 ms it forgets what it was, and is what arrives and its noise.
    pub struct Fresh {
        /// How much noise.
        noise = 0.0 "mV",
    }
}
vars! {
    /// What came last.
    pub struct FreshState {
        /// What came last.
        v = 0.0 "mV",
    }
}

impl NeuronModel for Fresh {
    const NAME: &'static str = "Fresh";
    const METHOD: Method = Method::EulerMaruyama;
    const NOISE: &'static [&'static str] = &["v"];
    type Params<V: Copy> = Fresh<V>;
    type State<V: Copy> = FreshState<V>;

    #[inline(always)]
    fn derivative<S: Scalar>(n: &Neuron<Self, S>) -> FreshState<Num<S>> {
        FreshState { v: -n.x.v }
    }
    #[inline(always)]
    fn diffusion<S: Scalar>(n: &Neuron<Self, S>) -> FreshState<Num<S>> {
        FreshState { v: n.p.noise }
    }
    fn is_noisy(p: &Fresh) -> bool {
        p.noise != 0.0
    }
    #[inline(always)]
    fn fires<S: Scalar>(n: &Neuron<Self, S>) -> When<S> {
        n.x.v.gt(1e30)
    }
    #[inline(always)]
    fn reset<S: Scalar>(n: &Neuron<Self, S>) -> FreshState<Num<S>> {
        n.x
    }
}
export_neuron!(Fresh);

/// What 1,000 neurons were in each of so many steps of 1 ms.
fn seen(
    backend: impl Backend + 'static,
    noise: f64,
    pour: impl Fn(nn::Neurons) -> Option<nn::PoissonInput>,
    steps: f64,
) -> nn::Result<Vec<f64>> {
    let mut net = nn::Network::new();
    net.seed(11)?.dt(1.0)?.on(backend)?;
    let cells = net.add(nn::neurons(1000, Fresh { noise }).named("cells"));
    if let Some(pour) = pour(cells) {
        net.add(pour);
    }
    let states = net.add(nn::StateMonitor::new(cells, ["v"]));
    net.run(steps, [])?;
    Ok(net.get(states)?.variables[0].values.iter().copied().collect())
}

#[test]
fn normal_numbers_are_the_cpus() {
    let nothing = |_| None;
    let cpu = seen(nn::Cpu::new().f32(), 1.0, nothing, 300.0).unwrap();
    let gpu = seen(nn::Gpu::new().unwrap(), 1.0, nothing, 300.0).unwrap();
    let pairs = cpu.iter().zip(&gpu);
    let worst = pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    println!("normal numbers differ by at most {worst:e}");
    assert!(worst <= 1e-6, "{worst}");
    // They are what they should be: 300,000 of them.
    let drawn = &gpu[1000..];
    let n = drawn.len() as f64;
    let mean = drawn.iter().sum::<f64>() / n;
    let variance = drawn.iter().map(|x| x * x).sum::<f64>() / n;
    assert!(mean.abs() < 4.0 / n.sqrt(), "{mean}");
    assert!((variance - 1.0).abs() < 4.0 * (2.0 / n).sqrt(), "{variance}");
}

#[test]
fn poisson_counts_are_the_cpus() {
    // Means from rare to many, the last two from a part of the neurons on.
    for (rate, from) in [(0.5, 0), (40.0, 0), (900.0, 0), (20_000.0, 100), (3e6, 333)] {
        let pour = |cells: nn::Neurons| Some(nn::poisson_input(cells.slice(from..1000), 2, rate));
        let cpu = seen(nn::Cpu::new().f32(), 0.0, pour, 300.0).unwrap();
        let gpu = seen(nn::Gpu::new().unwrap(), 0.0, pour, 300.0).unwrap();
        assert!(cpu.iter().sum::<f64>() > 10.0);
        assert!(cpu == gpu, "at {rate} Hz");
    }
}

#[test]
fn poisson_counts_of_a_rate_that_changes_are_the_cpus() {
    let pour = |cells| {
        let rate = |t: f64| 500.0 * (1.0 + (t / 20.0).sin());
        Some(nn::poisson_input(cells, 3, rate).weight(2.0))
    };
    let cpu = seen(nn::Cpu::new().f32(), 0.0, pour, 600.0).unwrap();
    let gpu = seen(nn::Gpu::new().unwrap(), 0.0, pour, 600.0).unwrap();
    assert!(cpu == gpu);
}

#[test]
fn a_rate_that_is_none_stops_the_run() {
    let pour = |cells| {
        let rate = |t: f64| if t < 50.0 { 5.0 } else { f64::NAN };
        Some(nn::poisson_input(cells, 3, rate))
    };
    let error = seen(nn::Gpu::new().unwrap(), 0.0, pour, 100.0).unwrap_err();
    assert!(matches!(error, nn::Error::NotFinite(_)), "{error}");
}

/// Sources are run by the code of the CPU, and noisy currents are made by the host.
#[test]
fn poisson_groups_and_noisy_currents_are_the_cpus() {
    let network = |backend: &dyn Fn(&mut nn::Network) -> nn::Result<()>| {
        let mut net = nn::Network::new();
        net.seed(5)?;
        backend(&mut net)?;
        let rate = |t: f64| 30.0 + 20.0 * (t / 10.0).sin();
        let steady = net.add(nn::poisson_group(100, 40.0).t_ref(3.0).named("steady"));
        let swinging = net.add(nn::poisson_group(70, rate).named("swinging"));
        let cells = net.add(nn::neurons(50, nn::Lif::default()).named("cells"));
        net.add(nn::VoltageJump::new(steady, cells, nn::fixed_prob(0.2)).weight(1.0));
        net.add(nn::VoltageJump::new(swinging, cells, nn::fixed_prob(0.2)).weight(1.0).delay(30.0));
        net.add(nn::input(cells, nn::white_noise(5.0, 3.0, 0.5)));
        net.add(nn::input(cells.slice(10..20), nn::ornstein_uhlenbeck(1.0, 3.0, 5.0)));
        let spikes = [steady, swinging, cells].map(|n| net.add(nn::SpikeMonitor::new(n)));
        let rates = net.add(nn::StateMonitor::new(swinging, ["rate"]).every(0.5));
        for duration in [70.0, 0.1, 29.9] {
            net.run(duration, [])?;
        }
        let spikes: Vec<_> = spikes
            .into_iter()
            .map(|m| net.get(m).map(|s| (s.t.to_vec(), s.i.to_vec())))
            .collect::<nn::Result<_>>()?;
        Ok::<_, nn::Error>((spikes, net.get(rates)?.variables[0].values.clone()))
    };
    let cpu = network(&|net| net.on(nn::Cpu::new().f32()).map(|_| ())).unwrap();
    let gpu = network(&|net| net.on(nn::Gpu::new()?).map(|_| ())).unwrap();
    assert!(cpu.0.iter().all(|(t, _)| t.len() > 30));
    assert!(cpu.0 == gpu.0);
    assert!(cpu.1 == gpu.1);
}
