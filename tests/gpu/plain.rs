use npbrain::all as nn;
use npbrain::core::NeuronModel;
use npbrain::engine::Backend;

type Seen = (Vec<nn::SpikeData>, Vec<nn::StateData>, nn::RateData);

/// Noise, ports, refractory periods and parameters per neuron, delays of both kinds,
/// multapses, a source, inputs with windows, monitors of every kind.
fn network(backend: impl Backend + 'static, runs: &[f64]) -> nn::Result<(Seen, String)> {
    let mut net = nn::Network::new();
    net.seed(42)?.on(backend)?;
    let a = nn::neurons(150, nn::Lif { noise: 2.0, ..nn::default() })
        .named("a")
        .vary("tau", (0..150).map(|i| 8.0 + 0.03 * f64::from(i)).collect::<Vec<_>>())
        .t_ref(1.3);
    let b = nn::neurons(333, nn::Izhikevich::default()).named("b");
    let c = nn::spike_array(3, [(0, 1.0), (2, 1.0), (1, 17.3), (0, 30.0)]).named("c");
    let receptors =
        (nn::ExpCond { e_rev: 30.0, ..nn::default() }, nn::ExpCond { tau: 10.0, e_rev: -10.0 });
    let d = nn::neurons(65, nn::Lif { noise: 0.5, ..nn::default() }.with(receptors))
        .named("d")
        .ports(["excitation", "inhibition"])
        .vary("excitation.tau", (0..65).map(|i| 2.0 + 0.1 * f64::from(i)).collect::<Vec<_>>())
        .t_ref(2.0);
    let (a, b, c, d) = (net.add(a), net.add(b), net.add(c), net.add(d));
    let states = [
        net.add(nn::StateMonitor::new(a, ["v"])),
        net.add(nn::StateMonitor::new(b, ["u", "v"]).neurons([0, 7, 332]).every(0.5)),
        net.add(nn::StateMonitor::new(d, ["v", "inhibition.g"]).neurons([64])),
    ];
    let spikes = [a, b, c, d].map(|n| net.add(nn::SpikeMonitor::new(n)));
    let rate = net.add(nn::RateMonitor::new(b).bin(2.0));
    let delays: Vec<f64> = (0..450).map(|k| 0.1 * f64::from(1 + k % 40)).collect();
    let weights: Vec<f64> = (0..450).map(|k| 0.1 + 0.001 * f64::from(k)).collect();
    net.add(nn::VoltageJump::new(a, b, nn::fixed_prob(0.2)).weight(0.7).named("a-b"));
    net.add(nn::VoltageJump::new(b, b, nn::fixed_prob(0.05)).weight(-0.3).delay(1.5).named("b-b"));
    net.add(
        nn::VoltageJump::new(b.slice(10..200), a, nn::fixed_prob(0.1))
            .weight(0.11)
            .delay(0.7)
            .named("b-a"),
    );
    net.add(
        nn::VoltageJump::new(c, a, nn::all_to_all()).weight(weights).delay(delays).named("c-a"),
    );
    let multapses = nn::pairs([(0, 0), (0, 0), (0, 2), (2, 1)]);
    net.add(nn::VoltageJump::new(c, b.slice(100..103), multapses).weight(3.3).named("multapses"));
    net.add(nn::Projection::new(a, d, nn::fixed_prob(0.1)).port("excitation").weight(0.02));
    net.add(
        nn::Projection::new(b, d, nn::fixed_prob(0.1)).port("inhibition").weight(0.02).delay(3.0),
    );
    net.add(nn::poisson_input(b, 10, 20.0).weight(0.4));
    net.add(nn::input(a, 11.0).named("i1"));
    net.add(nn::input(a.slice(20..90), 4.1).during(5.0, 25.0).named("i2"));
    let each: Vec<f64> = (0..333).map(|i| 4.0 + 0.02 * f64::from(i)).collect();
    net.add(nn::input(b, each).named("i3"));
    net.add(nn::input(d, 14.0));
    for duration in runs {
        net.run(*duration, [])?;
    }
    let seen = (
        spikes.iter().map(|m| net.get(*m)).collect::<nn::Result<_>>()?,
        states.iter().map(|m| net.get(*m)).collect::<nn::Result<_>>()?,
        net.get(rate)?,
    );
    Ok((seen, net.explain()?))
}

#[test]
fn a_network_with_everything_runs_alike() {
    let (cpu, _) = network(nn::Cpu::new().f32(), &[5.0, 3.0]).unwrap();
    let (gpu, _) = network(nn::Gpu::new().unwrap(), &[5.0, 3.0]).unwrap();
    for (cpu, gpu) in cpu.0.iter().zip(&gpu.0) {
        assert_eq!((&cpu.t, &cpu.i), (&gpu.t, &gpu.i), "{}", cpu.population);
    }
    assert!(cpu.0[1].t.len() > 100);
    for (cpu, gpu) in cpu.1.iter().zip(&gpu.1) {
        assert_eq!(cpu.t, gpu.t);
        for (cpu, gpu) in cpu.variables.iter().zip(&gpu.variables) {
            let pairs = cpu.values.iter().zip(&gpu.values);
            let worst = pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            assert!(worst < 1e-3, "{}: {worst:e}", cpu.name);
        }
    }
    assert_eq!(cpu.2.rate, gpu.2.rate);
}

/// However a run is cut into runs, and so into submissions.
#[test]
fn runs_continue_one_another() {
    let of = |runs: &[f64]| {
        let (seen, _) = network(nn::Gpu::new().unwrap(), runs).unwrap();
        let spikes: Vec<_> = seen.0.iter().map(|s| (s.t.to_vec(), s.i.to_vec())).collect();
        let states: Vec<_> =
            seen.1.iter().flat_map(|s| s.variables.iter().map(|v| v.values.clone())).collect();
        (spikes, states, seen.2.rate)
    };
    let whole = of(&[60.0]);
    assert!(whole.0[1].0.len() > 500, "{}", whole.0[1].0.len());
    assert!(of(&[0.1, 24.9, 0.0, 35.0]) == whole);
    assert!(of(&[1.0; 60]) == whole);
}

/// What is added, written and weighted between runs is the CPU's too.
#[test]
fn a_network_may_be_changed_between_runs() {
    let run = |backend: &dyn Fn(&mut nn::Network) -> nn::Result<()>| {
        let mut net = nn::Network::new();
        net.seed(9)?;
        backend(&mut net)?;
        let a = net.add(
            nn::neurons(40, nn::Lif::default())
                .named("a")
                .t_ref(1.0)
                .method(nn::Method::ExponentialEuler),
        );
        let delays: Vec<f64> = (0..1600).map(|k| 0.1 * f64::from(1 + k % 300)).collect();
        let own = nn::VoltageJump::new(a, a, nn::all_to_all()).weight(0.05).delay(delays);
        let own = net.add(own.named("own"));
        let spikes = net.add(nn::SpikeMonitor::new(a));
        let drive: Vec<f64> = (0..40).map(|i| 11.0 + 0.1 * f64::from(i)).collect();
        net.add(nn::input(a, drive));
        net.run(20.0, [])?;
        // Sixteen times the weights: another unit, while arrivals are under way.
        let weights = net.synapses(own)?.weight;
        net.set_weights(own, weights.iter().map(|w| 16.0 * w).collect::<Vec<_>>())?;
        net.run(5.0, [])?;
        net.set_state(a.slice(3..9), "v", 7.0)?;
        let b = net.add(nn::neurons(10, nn::Lif::default()).named("b"));
        net.add(
            nn::Projection::new(a, b, nn::fixed_prob(0.5))
                .onto(nn::ExpCurrent::default())
                .weight(2.0)
                .delay(4.0),
        );
        net.add(
            nn::Projection::new(a, a, nn::fixed_prob(0.2))
                .onto(nn::ExpCond { e_rev: -5.0, ..nn::default() })
                .weight(0.01)
                .delay(30.0),
        );
        let states = net.add(nn::StateMonitor::new(b, ["v"]));
        net.run(60.0, [])?;
        let (spikes, states) = (net.get(spikes)?, net.get(states)?);
        let v = states.variables[0].values.clone();
        Ok::<_, nn::Error>((spikes.t.to_vec(), spikes.i.to_vec(), v, net.state(a, "v")?))
    };
    let cpu = run(&|net| net.on(nn::Cpu::new().f32()).map(|_| ())).unwrap();
    let gpu = run(&|net| net.on(nn::Gpu::new()?).map(|_| ())).unwrap();
    assert!(cpu.0.len() > 100);
    assert_eq!(cpu.0.len(), gpu.0.len());
    assert_eq!((cpu.0, cpu.1), (gpu.0, gpu.1));
    let worst = cpu.2.iter().zip(&gpu.2).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert!(worst < 1e-4, "{worst:e}");
    let worst = cpu.3.iter().zip(&gpu.3).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert!(worst < 1e-4, "{worst:e}");
}

/// Intervals that no submission is a multiple of, and one that is longer than any.
#[test]
fn samples_are_taken_at_their_times() {
    let run = |backend: &dyn Fn(&mut nn::Network) -> nn::Result<()>| {
        let mut net = nn::Network::new();
        backend(&mut net)?;
        let cells = net.add(nn::neurons(70, nn::Lif::default()));
        let group = net.add(nn::poisson_group(9, |t: f64| 100.0 + t));
        net.add(nn::VoltageJump::new(group, cells, nn::all_to_all()).weight(0.5));
        net.add(nn::input(cells, 12.0));
        let monitors: Vec<_> = [0.7, 30.1]
            .into_iter()
            .flat_map(|every| {
                [
                    net.add(nn::StateMonitor::new(cells, ["v"]).neurons([3, 69]).every(every)),
                    net.add(nn::StateMonitor::new(group, ["rate"]).every(every)),
                ]
            })
            .collect();
        for duration in [12.3, 100.0, 0.4] {
            net.run(duration, [])?;
        }
        let data =
            |m| net.get(m).map(|s: nn::StateData| (s.t.to_vec(), s.variables[0].values.clone()));
        monitors.into_iter().map(data).collect::<nn::Result<Vec<_>>>()
    };
    let cpu = run(&|net| net.on(nn::Cpu::new().f32()).map(|_| ())).unwrap();
    let gpu = run(&|net| net.on(nn::Gpu::new()?).map(|_| ())).unwrap();
    assert_eq!(cpu[2].0.len(), 4);
    for ((t, cpu), (on_gpu, gpu)) in cpu.iter().zip(&gpu) {
        assert_eq!(t, on_gpu);
        let worst = cpu.iter().zip(gpu).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(worst < 1e-4, "{worst:e}");
    }
}
