//! Models recorded as tapes: run back, counted, printed, differentiated.

use std::panic::{AssertUnwindSafe, catch_unwind};

use fearless_simd::{Level, Simd, dispatch};
use npbrain_core::{
    Dual, Evaluator, Lanes, Num, Op, Real, Scalar, Sym, SymMask, Tape, WgslFunction, When,
};

/// Izhikevich's simple model: dv, du and whether it fires.
fn izhikevich<S: Scalar>([v, u, current, a, b]: [Num<S>; 5]) -> ([Num<S>; 2], When<S>) {
    let dv = 0.04 * v * v + 5.0 * v + 140.0 - u + current;
    ([dv, a * (b * v - u)], v.ge(30.0))
}

/// Hodgkin and Huxley's axon: dv, dm, dh, dn and whether it is above 0 mV.
fn hodgkin_huxley<S: Scalar>([v, m, h, n, current]: [Num<S>; 5]) -> ([Num<S>; 4], When<S>) {
    let alpha_m = 1.0 / (-(v + 40.0) / 10.0).exprel();
    let beta_m = 4.0 * (-(v + 65.0) / 18.0).exp();
    let alpha_h = 0.07 * (-(v + 65.0) / 20.0).exp();
    let beta_h = 1.0 / (1.0 + (-(v + 35.0) / 10.0).exp());
    let alpha_n = 0.1 / (-(v + 55.0) / 10.0).exprel();
    let beta_n = 0.125 * (-(v + 65.0) / 80.0).exp();
    let i_na = 120.0 * m.powi(3) * h * (v - 50.0);
    let i_k = 36.0 * n.powi(4) * (v + 77.0);
    let i_l = 0.3 * (v + 54.387);
    (
        [
            current - i_na - i_k - i_l,
            alpha_m * (1.0 - m) - beta_m * m,
            alpha_h * (1.0 - h) - beta_h * h,
            alpha_n * (1.0 - n) - beta_n * n,
        ],
        v.gt(0.0),
    )
}

fn record<const I: usize, const O: usize>(
    name: &str,
    inputs: [&str; I],
    outputs: [&str; O],
    model: impl Fn([Num<Sym>; I]) -> ([Num<Sym>; O], When<Sym>),
) -> Tape {
    Tape::record(name, |recorder| {
        let (numbers, spike) = model(inputs.map(|name| Num(recorder.input(name))));
        for (name, number) in outputs.into_iter().zip(numbers) {
            recorder.number(name, number.0);
        }
        recorder.mask("spike", spike.0);
    })
}

fn izhikevich_tape() -> Tape {
    record("izhikevich", ["v", "u", "current", "a", "b"], ["v", "u"], izhikevich)
}

fn hodgkin_huxley_tape() -> Tape {
    record("hodgkin_huxley", ["v", "m", "h", "n", "current"], ["v", "m", "h", "n"], hodgkin_huxley)
}

/// Inputs of both models: ordinary, at removable singularities, extreme.
const INPUTS: [[f64; 5]; 9] = [
    [-65.0, 0.05, 0.6, 0.32, 10.0],
    [-40.0, 0.1, 0.5, 0.4, 0.0],
    [-55.0, 0.02, 0.6, 0.3, 7.5],
    [31.7, 0.9, 0.1, 0.7, -3.0],
    [-0.0, 0.0, 1.0, 0.0, 1e-310],
    [f64::NAN, 0.1, 0.2, 0.3, 0.4],
    [-65.0, f64::NAN, 0.2, 0.3, 0.4],
    [f64::INFINITY, 0.1, 0.2, 0.3, 0.4],
    [f64::NEG_INFINITY, 0.1, 0.2, 0.3, f64::INFINITY],
];

/// Bits, with every NaN the same: which NaN an operation gives is open.
fn bits<T: Real>(value: T) -> u64 {
    let value = value.to_f64();
    if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() }
}

fn assert_runs_as_recorded<T: Real, const O: usize>(
    tape: &Tape,
    model: impl Fn([Num<T>; 5]) -> ([Num<T>; O], When<T>),
) {
    let mut evaluator = Evaluator::new();
    for inputs in INPUTS {
        let inputs = inputs.map(T::of);
        let (direct, fires) = model(inputs.map(Num));
        let (numbers, masks) = evaluator.run(tape, &inputs);
        assert_eq!(
            numbers.iter().map(|&x| bits(x)).collect::<Vec<_>>(),
            direct.map(|x| bits(x.0)),
            "{} at {:?}",
            tape.name(),
            inputs.map(Real::to_f64),
        );
        assert_eq!(masks, [fires.0]);
    }
}

#[test]
fn a_tape_gives_the_bits_of_the_model() {
    assert_runs_as_recorded::<f64, 2>(&izhikevich_tape(), izhikevich);
    assert_runs_as_recorded::<f32, 2>(&izhikevich_tape(), izhikevich);
    assert_runs_as_recorded::<f64, 4>(&hodgkin_huxley_tape(), hodgkin_huxley);
    assert_runs_as_recorded::<f32, 4>(&hodgkin_huxley_tape(), hodgkin_huxley);
}

#[test]
fn a_tape_runs_on_lanes() {
    fn check<S: Simd>(simd: S) {
        let tape = izhikevich_tape();
        let inputs = INPUTS[0].map(|x| Lanes::<S, f64>::splat(simd, x));
        let (numbers, _) = tape.eval(&inputs);
        let mut lanes = vec![0.0; Lanes::<S, f64>::WIDTH];
        numbers[0].store(&mut lanes);
        let (scalar, _) = tape.eval(&INPUTS[0]);
        assert!(lanes.iter().all(|&lane| bits(lane) == bits(scalar[0])));
    }
    dispatch!(Level::new(), simd => check(simd));
}

/// Against loops written by hand on `f64`, which share nothing with the crate.
#[test]
fn tapes_agree_with_models_written_by_hand() {
    let close = |tape: &[f64], wanted: &[f64]| {
        assert_eq!(tape.len(), wanted.len());
        for (x, y) in tape.iter().zip(wanted) {
            let same = (x - y).abs() <= 1e-12 * y.abs().max(1.0);
            assert!(same, "{tape:?} and {wanted:?}");
        }
    };
    for [v, x, y, z, current] in INPUTS.into_iter().take(4) {
        let (tape, _) = izhikevich_tape().eval(&[v, x, y, z, current]);
        let dv = 0.04 * v * v + 5.0 * v + 140.0 - x + y;
        close(&tape, &[dv, z * (current * v - x)]);

        let (m, h, n) = (x, y, z);
        let (tape, above) = hodgkin_huxley_tape().eval(&[v, m, h, n, current]);
        let rate = |x: f64| {
            if x == 0.0 { 1.0 } else { x / (1.0 - (-x).exp()) }
        };
        let i_na = 120.0 * m * m * m * h * (v - 50.0);
        let i_k = 36.0 * n * n * n * n * (v + 77.0);
        let dm = rate((v + 40.0) / 10.0) * (1.0 - m) - 4.0 * ((-65.0 - v) / 18.0).exp() * m;
        let dh =
            0.07 * ((-65.0 - v) / 20.0).exp() * (1.0 - h) - h / (1.0 + ((-35.0 - v) / 10.0).exp());
        let dn = 0.1 * rate((v + 55.0) / 10.0) * (1.0 - n) - 0.125 * ((-65.0 - v) / 80.0).exp() * n;
        close(&tape, &[current - i_na - i_k - 0.3 * (v + 54.387), dm, dh, dn]);
        assert_eq!(above, [v > 0.0]);
    }
}

fn count(tape: &Tape, which: impl Fn(&Op) -> bool) -> usize {
    tape.ops().iter().filter(|&op| which(op)).count()
}

#[test]
fn equal_operations_are_recorded_once() {
    let tape = Tape::record("square", |recorder| {
        let v = Num(recorder.input("v"));
        recorder.number("square", ((v + 1.0) * (1.0 + v)).0);
    });
    assert_eq!(count(&tape, |op| matches!(op, Op::Add(..))), 1);
    assert_eq!(count(&tape, |op| matches!(op, Op::Mul(a, b) if a == b)), 1);

    let tape = hodgkin_huxley_tape();
    assert_eq!(count(&tape, |op| matches!(op, Op::Exp(_))), 4);
    assert_eq!(count(&tape, |op| matches!(op, Op::Exprel(_))), 2);
    // v + 65 is written three times; with 77, 55, 54.387, 40 and 35 there are
    // six sums of v, and one more in beta_h.
    assert_eq!(count(&tape, |op| matches!(op, Op::Add(..))), 7);
}

#[test]
fn zeros_of_both_signs_and_nan_are_constants_of_their_own() {
    let tape = Tape::record("constants", |recorder| {
        let x = recorder.input("x");
        recorder.number("a", x + x.lit(0.0));
        recorder.number("b", x + x.lit(-0.0));
        recorder.number("c", x + x.lit(f64::NAN));
        recorder.number("d", x.lit(f64::NAN) + x);
    });
    assert_eq!(count(&tape, |op| matches!(op, Op::Constant(_))), 3);
    assert_eq!(count(&tape, |op| matches!(op, Op::Add(..))), 3);
    // A NaN does not make a tape differ from itself.
    assert_eq!(tape, tape.clone());
    let (numbers, _) = tape.eval(&[-0.0]);
    assert_eq!([bits(numbers[0]), bits(numbers[1])], [bits(0.0), bits(-0.0)]);
}

#[test]
fn what_no_output_needs_is_dropped_and_inputs_stay() {
    let tape = Tape::record("part", |recorder| {
        let (x, y) = (recorder.input("x"), recorder.input("y"));
        let kept = x * x;
        let _ = y.exp().lt(x) & x.gt(y);
        recorder.number("kept", kept + x);
        recorder.mask("above", x.gt(y.lit(2.0)));
    });
    assert_eq!(tape.inputs(), ["x", "y"]);
    assert_eq!(tape.numbers()[0].name, "kept");
    assert_eq!(tape.masks()[0].name, "above");
    assert_eq!(tape.ops().len(), 5);
    assert_eq!(tape.eval(&[3.0, f64::NAN]), (vec![12.0], vec![true]));
}

#[test]
fn a_tape_recorded_again_is_the_same_tape() {
    let tape = hodgkin_huxley_tape();
    let again = Tape::record("hodgkin_huxley", |recorder| {
        let inputs: Vec<Sym> = tape.inputs().iter().map(|name| recorder.input(name)).collect();
        let (numbers, masks) = tape.eval(&inputs);
        for (output, &number) in tape.numbers().iter().zip(&numbers) {
            recorder.number(&output.name, number);
        }
        for (output, &mask) in tape.masks().iter().zip(&masks) {
            recorder.mask(&output.name, mask);
        }
    });
    assert_eq!(tape, again);
}

/// The derivatives of the model by its first variable.
fn slopes<S: Scalar>(inputs: [S; 5]) -> [S; 4] {
    let mut duals = inputs.map(Dual::constant);
    duals[0] = Dual::variable(inputs[0]);
    hodgkin_huxley(duals.map(Num)).0.map(|x| x.0.derivative())
}

#[test]
fn derivatives_are_recorded_too() {
    let tape = Tape::record("slopes", |recorder| {
        let inputs = ["v", "m", "h", "n", "current"].map(|name| recorder.input(name));
        for (name, slope) in ["v", "m", "h", "n"].into_iter().zip(slopes(inputs)) {
            recorder.number(name, slope);
        }
    });
    for inputs in INPUTS {
        let (numbers, _) = tape.eval(&inputs);
        assert_eq!(
            numbers.iter().map(|&x| bits(x)).collect::<Vec<_>>(),
            slopes(inputs).map(bits),
            "at {inputs:?}"
        );
    }
    // The other way round: the tape of the model, run on duals.
    let (duals, _) = hodgkin_huxley_tape().eval(&{
        let mut duals = INPUTS[0].map(Dual::constant);
        duals[0] = Dual::variable(INPUTS[0][0]);
        duals
    });
    for (dual, slope) in duals.iter().zip(slopes(INPUTS[0])) {
        assert_eq!(bits(dual.derivative()), bits(slope));
    }
    validate(&tape.wgsl("slopes"));
}

// ---------------------------------------------------------------------------
// Misuse

fn message<R>(body: impl FnOnce() -> R) -> String {
    let payload = catch_unwind(AssertUnwindSafe(body)).err().expect("it should panic");
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => payload.downcast_ref::<&str>().expect("a text").to_string(),
    }
}

#[test]
fn symbols_work_in_their_own_recording_only() {
    let mut escaped = None;
    let tape = Tape::record("first", |recorder| {
        let x = recorder.input("x");
        escaped = Some(x);
        recorder.number("y", x + x);
    });
    let escaped = escaped.unwrap();
    assert!(message(|| escaped + escaped).contains("after its recording"));
    let other_thread = std::thread::spawn(move || message(|| escaped.lt(escaped)));
    assert!(other_thread.join().unwrap().contains("another thread"));

    Tape::record("second", |recorder| {
        let y = recorder.input("y");
        assert!(message(|| escaped.exp()).contains("not its own"));
        assert!(message(|| y + escaped).contains("mixed"));
        assert!(message(|| recorder.number("z", escaped)).contains("mixed"));
        // A nested recording works, a panicking one is undone.
        let inner = Tape::record("inner", |inner| {
            let x = inner.input("x");
            assert!(message(|| y.exp()).contains("not its own"));
            assert!(message(|| recorder.input("w")).contains("not its own"));
            inner.number("y", x + x);
        });
        assert_eq!(inner.ops(), tape.ops());
        message(|| Tape::record("panics", |_| panic!("by the model")));
        recorder.number("z", y);
    });
}

#[test]
fn outputs_and_inputs_must_be_named_apart() {
    let twice = |body: fn(&npbrain_core::Recorder)| message(|| Tape::record("twice", body));
    let inputs = twice(|recorder| {
        recorder.input("x");
        recorder.input("x");
    });
    assert!(inputs.contains("two inputs of a recording are called \"x\""));
    let outputs = twice(|recorder| {
        let x = recorder.input("x");
        recorder.number("y", x);
        recorder.mask("y", x.lt(x));
    });
    assert!(outputs.contains("two outputs of a recording are called \"y\""));
    assert!(twice(|_| ()).contains("names no output"));
    // None of these panics left a recording behind.
    izhikevich_tape();
    assert!(message(|| izhikevich_tape().eval(&[1.0])).contains("inputs for the tape"));
}

// ---------------------------------------------------------------------------
// WGSL

/// Puts the functions in a compute shader that calls them all, and validates
/// it as a browser would: without any optional feature.
fn validate_all(functions: &[WgslFunction]) {
    let mut source = WgslFunction::module(functions);
    source += "
@group(0) @binding(0) var<storage, read_write> numbers: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
";
    for (k, function) in functions.iter().enumerate() {
        let arguments: Vec<String> =
            (0..function.parameters.len()).map(|k| format!("numbers[id.x + {k}u]")).collect();
        let (name, structure) = (&function.name, &function.structure);
        source += &format!("let r{k}: {structure} = {name}({});\n", arguments.join(", "));
        for member in &function.numbers {
            source += &format!("numbers[id.x] = r{k}.{member};\n");
        }
        for member in &function.masks {
            source += &format!("numbers[id.x] = select(0.0f, 1.0f, r{k}.{member});\n");
        }
    }
    source += "}\n";

    let module = naga::front::wgsl::parse_str(&source)
        .unwrap_or_else(|e| panic!("{}\n{source}", e.emit_to_string(&source)));
    naga::valid::Validator::new(
        naga::valid::ValidationFlags::all(),
        naga::valid::Capabilities::empty(),
    )
    .validate(&module)
    .unwrap_or_else(|e| panic!("{}\n{source}", e.emit_to_string(&source)));
}

fn validate(function: &WgslFunction) {
    validate_all(std::slice::from_ref(function));
}

type Operation<Out> = fn(Sym, Sym) -> Out;

#[test]
fn every_operation_prints_valid_wgsl() {
    let numbers: [(&str, Operation<Sym>); 13] = [
        ("add", |x, y| x + y),
        ("sub", |x, y| x - y),
        ("mul", |x, y| x * y),
        ("div", |x, y| x / y),
        ("neg", |x, _| -x),
        ("abs", |x, _| x.abs()),
        ("sqrt", |x, _| x.sqrt()),
        ("exp", |x, _| x.exp()),
        ("ln", |x, _| x.ln()),
        ("exprel", |x, _| x.exprel()),
        ("tanh", |x, _| x.tanh()),
        ("sin", |x, _| x.sin()),
        ("cos", |x, _| x.cos()),
    ];
    let masks: [(&str, Operation<SymMask>); 8] = [
        ("lt", |x, y| x.lt(y)),
        ("le", |x, y| x.le(y)),
        ("gt", |x, y| x.gt(y)),
        ("ge", |x, y| x.ge(y)),
        ("eq", |x, y| x.eq(y)),
        ("both", |x, y| x.lt(y) & y.gt(x)),
        ("either", |x, y| x.lt(y) | y.gt(x) & !x.eq(y)),
        ("contrary", |x, y| !x.eq(y)),
    ];
    let tape = Tape::record("operations", |recorder| {
        let (x, y) = (recorder.input("x"), recorder.input("y"));
        for (name, operation) in numbers {
            recorder.number(name, operation(x, y));
            // Results as operands, on both sides, with signs.
            let nested = operation(-operation(-x, -y), -operation(y.lit(-1.5), x));
            recorder.number(format!("{name}_nested"), nested);
        }
        for (name, operation) in masks {
            let selected = Sym::select(operation(x, y), -x, y.lit(-1.0) - -y);
            recorder.number(format!("{name}_selected"), selected);
            recorder.mask(name, operation(x, y));
            // Of nothing else than constants: a compiler must not fold it.
            recorder.mask(format!("{name}_constant"), operation(x.lit(0.0), x.lit(1e30)));
        }
        for (name, operation) in numbers {
            for (k, constant) in [0.0, -1.0, 1e30].into_iter().enumerate() {
                let folded = operation(x.lit(constant), x.lit(-constant));
                recorder.number(format!("{name}_constant_{k}"), folded);
            }
        }
    });
    // Each operation by itself, so that no other one defines what it needs.
    for (name, operation) in numbers {
        let tape = Tape::record(name, |recorder| {
            let (x, y) = (recorder.input("x"), recorder.input("y"));
            recorder.number("z", operation(x, y));
        });
        validate(&tape.wgsl(name));
    }
    validate(&tape.wgsl("operations"));
    assert_eq!(tape.to_wgsl("f").matches("fn npbrain_exprel(").count(), 1);
}

#[test]
fn every_constant_prints_valid_wgsl() {
    let tape = Tape::record("constants", |recorder| {
        let x = recorder.input("x");
        for (k, value) in [
            0.0,
            -0.0,
            0.1,
            -54.387,
            1e-7,
            1e20,
            f64::from(f32::MAX),
            f64::from(f32::MIN_POSITIVE),
            1e-45,
            1e-300,
            1e300,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NAN,
        ]
        .into_iter()
        .enumerate()
        {
            recorder.number(format!("sum_{k}"), x - x.lit(value));
            recorder.number(format!("alone_{k}"), x.lit(value));
            recorder.number(format!("of_constant_{k}"), x.lit(value).exp() - -x.lit(value));
        }
    });
    let text = tape.to_wgsl("constants");
    validate(&tape.wgsl("constants"));
    assert!(text.contains("out.sum_2 = x - 0.1f;"), "{text}");
    assert!(text.contains("out.sum_3 = x - (-54.387f);"), "{text}");
    assert!(text.contains("out.sum_11 = x - npbrain_float(0x7f800000u);"), "{text}");
}

#[test]
fn models_with_awkward_names_print_valid_wgsl_side_by_side() {
    let names = ["v", "exp", "loop", "ampa.g", "2nd", "τ", "σ", "out", "x0", "select", "f32"];
    let tape = Tape::record("names", |recorder| {
        let inputs = names.map(|name| recorder.input(name));
        for (name, x) in names.into_iter().zip(inputs) {
            recorder.number(name, (x * x).exp() + x);
        }
        recorder.mask("spike", inputs[0].lt(inputs[1]));
    });
    let functions = [
        tape.wgsl("step"),
        tape.wgsl("exp"),
        hodgkin_huxley_tape().wgsl("Hodgkin–Huxley"),
        izhikevich_tape().wgsl("switch"),
    ];
    assert_eq!(functions[0].parameters[3], "ampa_g");
    assert_eq!(functions[0].structure, "StepOut");
    validate_all(&functions);
}

#[test]
fn the_printed_wgsl() {
    let tape = Tape::record("lif", |recorder| {
        let [v, left, tau, current] =
            ["v", "left", "tau", "I"].map(|name| Num(recorder.input(name)));
        let free = left.le(0.0);
        let moved = v + 0.1 * ((-(v + 65.0) + current) / tau);
        let held = free.select(moved, v);
        let fires = held.ge(-50.0) & free;
        recorder.number("v", fires.select(-65.0, held).0);
        recorder.number("left", fires.select(20.0, left - 1.0).0);
        recorder.number("rate", ((v + 65.0) / 10.0).exprel().0);
        recorder.mask("spike", fires.0);
    });
    assert_eq!(
        tape.to_wgsl("lif_step"),
        "\
// (exp(x) - 1) / x; its Taylor series near 0, where the difference cancels.
fn npbrain_exprel(x: f32) -> f32 {
    var near = 2.5052108e-8f;
    near = near * x + 2.755732e-7f;
    near = near * x + 2.7557319e-6f;
    near = near * x + 2.4801588e-5f;
    near = near * x + 0.0001984127f;
    near = near * x + 0.0013888889f;
    near = near * x + 0.008333334f;
    near = near * x + 0.041666668f;
    near = near * x + 0.16666667f;
    near = near * x + 0.5f;
    near = near * x + 1.0f;
    return select((exp(x) - 1.0f) / x, near, abs(x) < 1.0f);
}

struct LifStepOut {
    v: f32,
    left: f32,
    rate: f32,
    spike: bool,
}

fn lif_step(v: f32, left: f32, tau: f32, I: f32) -> LifStepOut {
    var out: LifStepOut;

    // v
    let m0 = left <= 0.0f;
    let x0 = v + 65.0f;
    let x1 = -x0 + I;
    let x2 = 1.0f / tau;
    let x3 = x1 * x2;
    let x4 = 0.1f * x3;
    let x5 = v + x4;
    let x6 = select(v, x5, m0);
    let m1 = (x6 >= -50.0f) && m0;
    out.v = select(x6, -65.0f, m1);

    // left
    let x7 = left - 1.0f;
    out.left = select(x7, 20.0f, m1);

    // rate
    let x8 = x0 * 0.1f;
    out.rate = npbrain_exprel(x8);

    // spike
    out.spike = m1;

    return out;
}
"
    );
    validate(&tape.wgsl("lif_step"));
}

#[test]
fn the_printed_equations() {
    assert_eq!(
        izhikevich_tape().to_string(),
        "\
izhikevich(v, u, current, a, b):
  x0 = 0.04 * v
  x1 = x0 * v
  x2 = 5.0 * v
  x3 = x1 + x2
  x4 = x3 + 140.0
  x5 = x4 - u
  -> v = x5 + current
  x6 = b * v
  x7 = x6 - u
  -> u = a * x7
  -> spike = v >= 30.0
"
    );
}
