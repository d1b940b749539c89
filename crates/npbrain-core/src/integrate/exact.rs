use super::matrix::Matrix;
use super::{Integrator, Method};
use crate::model::{Input, Neuron, NeuronModel, Vars, membrane, noise_driven, noise_of};
use crate::number::{Dual, Num, Scalar, When};

/// The exact solution of a linear model (Rotter & Diesmann 1999), its
/// Ornstein–Uhlenbeck noise included.
///
/// A [`LINEAR`](NeuronModel::LINEAR) model is x' = A x + c + b·I + noise. Its
/// A, c and b are read off [`derivative`](NeuronModel::derivative) with
/// [`Dual`] numbers; the matrix exponential then gives
/// x(t + dt) = Φ x + Ψc + Ψb·I + L ξ, with Ψ = ∫₀^dt e^{As} ds and L Lᵀ the
/// covariance ∫₀^dt e^{As} g gᵀ e^{Aᵀs} ds (Van Loan 1978). So a model says
/// its equation once and nothing about its solution, and equal time constants
/// are no special case.
///
/// While the membrane is held, the other variables follow the solution of the
/// system with v' = 0.
pub struct Exact;

impl Integrator for Exact {
    const METHOD: Method = Method::Exact;
    const NOISE: bool = true;
    const LINEAR: bool = true;
    const UNIFORM: bool = true;

    fn prepared<M: NeuronModel>() -> usize {
        let n = variables::<M>();
        let noise = M::NOISE.len();
        let solutions = if n > 1 { 2 } else { 1 };
        solutions * n * (n + 2) + noise * noise
    }

    fn prepare<M: NeuronModel>(&self, p: &M::Params<f64>, dt: f64) -> Vec<f64> {
        let system = System::of::<M>(p);
        let mut prepared = system.solution(dt);
        if system.n > 1 {
            prepared.extend(system.held(membrane::<M>()).solution(dt));
        }
        prepared.extend(system.noise_factor::<M>(dt));
        prepared
    }

    #[inline(always)]
    fn advance<M: NeuronModel, S: Scalar, const NOISY: bool>(
        n: &Neuron<M, S>,
        held: When<S>,
        prepared: impl Fn(usize) -> Num<S>,
        noise: impl Fn(usize) -> Num<S>,
    ) -> M::State<Num<S>> {
        let size = variables::<M>();
        let solutions = if size > 1 { 2 } else { 1 };
        let factor = solutions * size * (size + 2);
        let causes = causes(n);
        M::State::make(
            #[inline(always)]
            |k| {
                let kick = match noise_of::<M>(k) {
                    Some(process) if NOISY => Some(correlated(
                        process + 1,
                        #[inline(always)]
                        |i| prepared(factor + process * M::NOISE.len() + i),
                        &noise,
                    )),
                    _ => None,
                };
                let of_this = causes.get(k);
                let free = row(n, k * (size + 2), of_this, &prepared, kick);
                match const { membrane::<M>() } {
                    Some(v) if v == k => held.select(n.x.get(k), free),
                    Some(v) if of_this & (1 << v) != 0 => {
                        let held_row = (size + k) * (size + 2);
                        held.select(row(n, held_row, of_this, &prepared, kick), free)
                    }
                    _ => free,
                }
            },
        )
    }
}

/// What acts on each variable, directly or through others: bit i is variable i,
/// the bit after the last the input current.
///
/// All of it is known to the compiler, so that of a solution nothing is computed
/// but what is not zero whatever the parameters.
#[inline(always)]
fn causes<M: NeuronModel, S: Scalar>(n: &Neuron<M, S>) -> M::State<u64> {
    let size = variables::<M>();
    const { assert!(<M::State<f64> as Vars<f64>>::LEN < 63, "causes are bits of one word") };
    let mut causes = <M::State<u64> as Vars<u64>>::make(
        #[inline(always)]
        |k| 1 << k,
    );
    for by in 0..=size {
        let f = M::derivative(&Neuron::<M, Dual<S>> {
            p: Vars::make(
                #[inline(always)]
                |k| seeded(n.p.get(k), false),
            ),
            x: Vars::make(
                #[inline(always)]
                |k| seeded(n.x.get(k), k == by),
            ),
            input: Input {
                current: seeded(n.input.current, by == size),
                conductance: seeded(n.input.conductance, false),
            },
        });
        causes = Vars::make(
            #[inline(always)]
            |k| causes.get(k) | (u64::from(f.get(k).0.slope.is_some()) << by),
        );
    }
    let mut reached = 1;
    while reached < size {
        let nearer = causes;
        causes = Vars::make(
            #[inline(always)]
            |k| {
                let mut of_this = nearer.get(k);
                for i in 0..size {
                    if nearer.get(k) & (1 << i) != 0 {
                        of_this |= nearer.get(i);
                    }
                }
                of_this
            },
        );
        reached *= 2;
    }
    causes
}

#[inline(always)]
fn seeded<S: Scalar>(x: Num<S>, is_variable: bool) -> Num<Dual<S>> {
    Num(if is_variable { Dual::variable(x.0) } else { Dual::constant(x.0) })
}

/// One variable of the solution, whose constants start at `start`.
#[inline(always)]
fn row<M: NeuronModel, S: Scalar>(
    n: &Neuron<M, S>,
    start: usize,
    causes: u64,
    prepared: &impl Fn(usize) -> Num<S>,
    kick: Option<Num<S>>,
) -> Num<S> {
    let size = variables::<M>();
    let mut sum = prepared(start + size);
    for i in 0..size {
        if causes & (1 << i) != 0 {
            sum = n.x.get(i).mul_add(prepared(start + i), sum);
        }
    }
    if causes & (1 << size) != 0 {
        sum = n.input.current.mul_add(prepared(start + size + 1), sum);
    }
    match kick {
        Some(kick) => sum + kick,
        None => sum,
    }
}

/// ∑ lᵢ ξᵢ.
#[inline(always)]
fn correlated<S: Scalar>(
    count: usize,
    l: impl Fn(usize) -> Num<S>,
    noise: &impl Fn(usize) -> Num<S>,
) -> Num<S> {
    let mut sum = l(0) * noise(0);
    for i in 1..count {
        sum = noise(i).mul_add(l(i), sum);
    }
    sum
}

fn variables<M: NeuronModel>() -> usize {
    <M::State<f64> as Vars<f64>>::LEN
}

/// x' = A x + c + b·I.
struct System {
    n: usize,
    a: Matrix,
    c: Vec<f64>,
    b: Vec<f64>,
    g: Vec<f64>,
}

impl System {
    fn of<M: NeuronModel>(p: &M::Params<f64>) -> System {
        let n = variables::<M>();
        // The column of derivatives with respect to variable `seed`, or to the
        // input current for `seed` = n.
        let column = |seed: usize| {
            let number = |k: usize| {
                if k == seed { Num(Dual::variable(0.0)) } else { Num(Dual::constant(0.0)) }
            };
            let f = M::derivative(&Neuron::<M, Dual<f64>> {
                p: Vars::make(|k| Num(Dual::constant(p.get(k)))),
                x: Vars::make(number),
                input: Input { current: number(n), conductance: Num(Dual::constant(0.0)) },
            });
            (0..n).map(|k| f.get(k).0).collect::<Vec<_>>()
        };
        let mut a = Matrix::zero(n);
        for j in 0..n {
            for (i, f) in column(j).into_iter().enumerate() {
                a.set(i, j, f.derivative());
            }
        }
        let by_current = column(n);
        let g = M::diffusion(&Neuron::<M, f64> {
            p: Vars::make(|k| Num(p.get(k))),
            x: Vars::make(|_| Num(0.0)),
            input: Input::none(Num(0.0)),
        });
        System {
            n,
            a,
            c: by_current.iter().map(|f| f.value).collect(),
            b: by_current.iter().map(|f| f.derivative()).collect(),
            g: (0..n)
                .map(|k| match noise_of::<M>(k) {
                    Some(_) => g.get(k).0,
                    None => 0.0,
                })
                .collect(),
        }
    }

    /// The same system with the derivative of variable `v` zero.
    fn held(&self, v: Option<usize>) -> System {
        let mut a = self.a.clone();
        let (mut b, mut c) = (self.b.clone(), self.c.clone());
        if let Some(v) = v {
            (0..self.n).for_each(|j| a.set(v, j, 0.0));
            b[v] = 0.0;
            c[v] = 0.0;
        }
        System { n: self.n, a, b, c, g: self.g.clone() }
    }

    /// Per variable: its row of Φ, then of Ψc, then of Ψb. All three come from
    /// one exponential, of the system with c and b as two constant variables.
    fn solution(&self, dt: f64) -> Vec<f64> {
        let n = self.n;
        let mut extended = Matrix::zero(n + 2);
        for i in 0..n {
            for j in 0..n {
                extended.set(i, j, dt * self.a.get(i, j));
            }
            extended.set(i, n, dt * self.c[i]);
            extended.set(i, n + 1, dt * self.b[i]);
        }
        let solved = extended.exp();
        (0..n)
            .flat_map(|i| (0..n + 2).map(move |j| (i, j)))
            .map(|(i, j)| solved.get(i, j))
            .collect()
    }

    /// L of the noise-driven variables, row by row (Van Loan 1978).
    fn noise_factor<M: NeuronModel>(&self, dt: f64) -> Vec<f64> {
        let (n, processes) = (self.n, M::NOISE.len());
        if processes == 0 {
            return Vec::new();
        }
        // Van Loan's exponential holds e^{-Ah} beside e^{Ah}, which is useless
        // for h long beside a time constant: so a short h, doubled until it is
        // dt, by Σ(2h) = Σ(h) + Φ(h) Σ(h) Φ(h)ᵀ.
        let doublings = self.a.halvings(dt);
        let h = dt * 0.5f64.powi(doublings);
        let mut doubled = Matrix::zero(2 * n);
        for i in 0..n {
            for j in 0..n {
                doubled.set(i, j, -h * self.a.get(i, j));
                doubled.set(n + i, n + j, h * self.a.get(j, i));
            }
            doubled.set(i, n + i, h * self.g[i] * self.g[i]);
        }
        let solved = doubled.exp();
        let (mut phi, mut upper) = (Matrix::zero(n), Matrix::zero(n));
        for i in 0..n {
            for j in 0..n {
                phi.set(i, j, solved.get(n + j, n + i));
                upper.set(i, j, solved.get(i, n + j));
            }
        }
        let mut sigma = phi.times(&upper);
        for _ in 0..doublings {
            let later = phi.times(&sigma);
            for i in 0..n {
                for j in 0..n {
                    let added: f64 = (0..n).map(|k| later.get(i, k) * phi.get(j, k)).sum();
                    sigma.set(i, j, sigma.get(i, j) + added);
                }
            }
            phi = phi.times(&phi);
        }
        let mut covariance = Matrix::zero(processes);
        for (i, row) in (0..processes).map(|k| (k, noise_driven::<M>(k))) {
            for (j, column) in (0..processes).map(|k| (k, noise_driven::<M>(k))) {
                covariance.set(i, j, sigma.get(row, column));
            }
        }
        let l = covariance.cholesky();
        (0..processes)
            .flat_map(|i| (0..processes).map(move |j| (i, j)))
            .map(|(i, j)| l.get(i, j))
            .collect()
    }
}
