// Population `cells`: a step of Lif exponential_euler.

// The step under way, in two halves, and its place among those of the block.
struct Clock {
    step: u32,
    step_high: u32,
    k: u32,
    unused: u32,
}
@group(0) @binding(0) var<uniform> clock: Clock;
@group(0) @binding(1) var<storage, read_write> state: array<f32>;
@group(0) @binding(2) var<storage, read> constants: array<f32>;
@group(0) @binding(3) var<storage, read_write> spikes: array<atomic<u32>>;
@group(0) @binding(4) var<storage, read> drive: array<u32>;
@group(0) @binding(5) var<storage, read> tables: array<u32>;
@group(0) @binding(6) var<storage, read_write> felt: array<f32>;
@group(0) @binding(7) var<storage, read_write> due: array<atomic<i32>>;

const SIZE = 70u;
// The word that tells whether a neuron was lost.
const LOST = 6u;

// Takes away what is due.
fn take(at: u32) -> f32 {
    let sum = atomicLoad(&due[at]);
    if sum != 0 {
        atomicStore(&due[at], 0);
    }
    return f32(sum);
}

// Whether a number is neither infinite nor NaN, by its bits: compilers may assume
// that all numbers are.
fn is_finite(x: f32) -> bool {
    return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
}

// Tells variable k, and what has become of it, by the countdown.
fn lost(k: u32, x: f32) -> f32 {
    let bits = bitcast<u32>(x);
    let kind = select(select(1u, 2u, bits == 0xff800000u), 0u, (bits & 0x007fffffu) != 0u);
    return f32(1u + 4u * k + kind) * 1.2676506e30f;
}

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

struct StepOut {
    v: f32,
    left: f32,
    fired: bool,
}

fn step(v: f32, p_tau: f32, p_r: f32, p_v_rest: f32, p_v_reset: f32, p_v_th: f32, p_noise: f32, left: f32, hold: f32, jump: f32, current: f32, conductance: f32, prepared_0: f32) -> StepOut {
    var out: StepOut;

    // v
    let m0 = left >= 0.5f;
    let x0 = p_v_rest - v;
    let x1 = conductance * v;
    let x2 = conductance * 1.0f;
    let x3 = current - x1;
    let x4 = p_r * x3;
    let x5 = p_r * (-x2);
    let x6 = x0 + x4;
    let x7 = -1.0f + x5;
    let x8 = 1.0f / p_tau;
    let x9 = x6 * x8;
    let x10 = x7 * x8;
    let x11 = select(x10, 0.0f, m0);
    let x12 = prepared_0 * x11;
    let x13 = select(x9, 0.0f, m0);
    let x14 = npbrain_exprel(x12);
    let x15 = prepared_0 * x14;
    let x16 = fma(x15, x13, v);
    let x17 = x16 + jump;
    let x18 = select(x17, x16, m0);
    let m1 = (x18 >= p_v_th) && (!m0);
    out.v = select(x18, p_v_reset, m1);

    // left
    let x19 = left - 1.0f;
    let x20 = select(0.0f, x19, m0);
    out.left = select(x20, hold, m1);

    // fired
    out.fired = m1;

    return out;
}

struct Receptor0Out {
    current: f32,
    conductance: f32,
    x_g: f32,
}

fn receptor_0(p_tau: f32, p_e_rev: f32, x_g: f32, v: f32, prepared_0: f32, prepared_1: f32, prepared_2: f32, prepared_3: f32, arrived: f32) -> Receptor0Out {
    var out: Receptor0Out;

    // current
    let x0 = prepared_2 * x_g;
    let x1 = prepared_3 + x0;
    out.current = x1 * p_e_rev;

    // conductance
    out.conductance = x1;

    // x_g
    let x2 = prepared_0 * x_g;
    let x3 = prepared_1 + x2;
    out.x_g = x3 + arrived;

    return out;
}

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) lane: u32,
) {
    let i = (group.y * groups.x + group.x) * 64u + lane;
    if i >= SIZE {
        return;
    }
    let lost_in = atomicLoad(&spikes[LOST]);
    if lost_in != 0u && lost_in != clock.step + 1u {
        return;
    }
    if i % 32u == 0u {
        atomicStore(&spikes[((clock.step + 1u) & 1u) * 3u + i / 32u], 0u);
    }
    let fired = (clock.step & 1u) * 3u;

    let drive_row = drive[1u + clock.k];
    var current = bitcast<f32>(drive[drive_row + i * drive[0]]);
    var conductance = 0.0f;

    // what arrives
    var arrived_0 = take(i) * 5.9604645e-8f;
    var arrived_1 = take(70u + i) * 3.7252903e-9f;

    // ExpCond[5.0, 0.0]
    let received_0 = receptor_0(
        constants[0u], // p_tau
        constants[1u], // p_e_rev
        state[2u * SIZE + i], // x_g
        state[i], // v
        constants[2u], // prepared_0
        constants[3u], // prepared_1
        constants[4u], // prepared_2
        constants[5u], // prepared_3
        arrived_1, // arrived
    );
    current += received_0.current;
    conductance += received_0.conductance;
    state[2u * SIZE + i] = received_0.x_g;

    // the step
    let after = step(
        state[i], // v
        constants[6u], // p_tau
        constants[7u], // p_r
        constants[8u], // p_v_rest
        constants[9u], // p_v_reset
        constants[10u], // p_v_th
        constants[11u], // p_noise
        state[SIZE + i], // left
        constants[12u], // hold
        arrived_0, // jump
        current, // current
        conductance, // conductance
        constants[13u], // prepared_0
    );
    if !(is_finite(after.v)) {
        // The state before is kept, and the whole population stands still.
        atomicStore(&spikes[LOST], clock.step + 1u);
        if !is_finite(after.v) {
            state[SIZE + i] = lost(0u, after.v);
        }
        return;
    }
    state[i] = after.v;
    state[SIZE + i] = after.left;
    if after.fired {
        atomicOr(&spikes[fired + i / 32u], 1u << (i % 32u));
    }
}

// Projection `conductance`: delivery.

// The step under way, in two halves, and its place among those of the block.
struct Clock {
    step: u32,
    step_high: u32,
    k: u32,
    unused: u32,
}
@group(0) @binding(0) var<uniform> clock: Clock;

// Spikes become arrivals: workgroups go through the words of spikes, a bit per
// neuron, and through the row of each neuron that fired.

struct Route {
    // The neurons whose rows these are: from the first to before the last.
    first: u32,
    last: u32,
    // How many steps before this one the spikes were fired.
    wait: u32,
    // The ring of spikes: its length less one, a power of two, and the words of a step.
    ring: u32,
    words: u32,
    // Where the port's ring begins among what is due, its length less one, and the
    // neurons of a step.
    port: u32,
    slots: u32,
    neurons: u32,
    // What arrives, where that is one for all synapses.
    weight: i32,
}
@group(0) @binding(1) var<storage, read> spikes: array<u32>;
@group(0) @binding(2) var<storage, read> rows: array<u32>;
@group(0) @binding(3) var<storage, read> targets: array<u32>;
@group(0) @binding(4) var<storage, read_write> due: array<atomic<i32>>;
@group(0) @binding(5) var<uniform> route: Route;

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) lane: u32,
) {
    let fired = clock.step - route.wait;
    let ring = (fired & route.ring) * route.words;
    let last = (route.last + 31u) / 32u;
    for (var word = route.first / 32u + group.x; word < last; word += groups.x) {
        var bits = spikes[ring + word];
        while bits != 0u {
            let source = 32u * word + firstTrailingBit(bits);
            bits &= bits - 1u;
            if source < route.first || source >= route.last {
                continue;
            }
            let row = source - route.first;
            let end = rows[row + 1u];
            for (var synapse = rows[row] + lane; synapse < end; synapse += 64u) {
                let slot = (clock.step & route.slots) * route.neurons;
                atomicAdd(&due[route.port + slot + targets[synapse]], route.weight);
            }
        }
    }
}

// Projection `learning`, PairStdp: spikes of sources reach the synapses.

// The step under way, in two halves, and its place among those of the block.
struct Clock {
    step: u32,
    step_high: u32,
    k: u32,
    unused: u32,
}
@group(0) @binding(0) var<uniform> clock: Clock;
@group(0) @binding(1) var<storage, read> spikes: array<u32>;
@group(0) @binding(2) var<storage, read> rows: array<u32>;
@group(0) @binding(3) var<storage, read_write> synapses: array<u32>;
@group(0) @binding(4) var<storage, read_write> sources: array<u32>;
@group(0) @binding(5) var<storage, read> ends: array<u32>;
@group(0) @binding(6) var<storage, read_write> due: array<atomic<i32>>;
@group(0) @binding(7) var<uniform> link: Link;

const SOURCES = 8u;
const TARGETS = 70u;
const SYNAPSES = 560u;

// A projection whose synapses have a model. Labels are the numbers of steps; marks are
// labels of last spikes, counted from a base.
struct Link {
    // The first source and the first target in their populations.
    first_source: u32,
    first_target: u32,
    // How many steps a spike takes to the synapse, and from there to the soma.
    axonal: u32,
    dendritic: u32,
    // The label that marks are counted from.
    base: u32,
    // The rings of spikes of both populations: their lengths less one, and the words
    // of a step.
    pre_ring: u32,
    pre_words: u32,
    post_ring: u32,
    post_words: u32,
    // Where the port's ring begins among what is due, its length less one, and the
    // neurons of a step.
    port: u32,
    slots: u32,
    neurons: u32,
    // The step in ms, the whole numbers per unit of weight, and the most that a
    // synapse may deliver.
    dt: f32,
    per_unit: f32,
    most: f32,
    unused: u32,
}

// The ms from a mark to a label; none if the mark is the later.
fn elapsed(label: u32, mark: u32) -> f32 {
    return f32(max(bitcast<i32>(label - link.base) - bitcast<i32>(mark), 0)) * link.dt;
}

struct ReleaseOut {
    before_trace: f32,
    source_trace: f32,
    released: f32,
}

fn release(p_tau_plus: f32, p_tau_minus: f32, p_a_plus: f32, p_a_minus: f32, p_w_min: f32, p_w_max: f32, source_trace: f32, elapsed: f32) -> ReleaseOut {
    var out: ReleaseOut;

    // before_trace
    let x0 = 1.0f / p_tau_plus;
    let x1 = -elapsed * x0;
    let x2 = exp(x1);
    let x3 = source_trace * x2;
    out.before_trace = x3;

    // source_trace
    out.source_trace = x3 + 1.0f;

    // released
    out.released = 1.0f;

    return out;
}

struct ArriveOut {
    sent: f32,
    weight: f32,
}

fn arrive(p_tau_plus: f32, p_tau_minus: f32, p_a_plus: f32, p_a_minus: f32, p_w_min: f32, p_w_max: f32, weight: f32, source_trace: f32, target_trace: f32, elapsed: f32, released: f32) -> ArriveOut {
    var out: ArriveOut;

    // sent
    out.sent = weight * released;

    // weight
    let x0 = 1.0f / p_tau_minus;
    let x1 = -elapsed * x0;
    let x2 = exp(x1);
    let x3 = target_trace * x2;
    let x4 = p_a_minus * x3;
    let x5 = weight - x4;
    let x6 = select(p_w_min, x5, x5 > p_w_min);
    let x7 = select(x5, x6, x5 == x5);
    let x8 = select(p_w_max, x7, x7 < p_w_max);
    out.weight = select(x7, x8, x7 == x7);

    return out;
}

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) lane: u32,
) {
    let fired = clock.step - link.axonal;
    let ring = (fired & link.pre_ring) * link.pre_words;
    let last = (link.first_source + SOURCES + 31u) / 32u;
    for (var word = link.first_source / 32u + group.x; word < last; word += groups.x) {
        var bits = spikes[ring + word];
        while bits != 0u {
            let neuron = 32u * word + firstTrailingBit(bits);
            bits &= bits - 1u;
            if neuron < link.first_source || neuron >= link.first_source + SOURCES {
                continue;
            }
            let source = neuron - link.first_source;
            let spike = release(
                20.0f, // p.tau_plus
                20.0f, // p.tau_minus
                0.005f, // p.a_plus
                0.00525f, // p.a_minus
                0.0f, // p.w_min
                1.0f, // p.w_max
                bitcast<f32>(sources[0u * SOURCES + source]), // source.trace
                elapsed(fired + 1u, sources[1u * SOURCES + source]), // elapsed
            );
            storageBarrier();
            if lane == 0u {
                sources[0u * SOURCES + source] = bitcast<u32>(spike.source_trace);
                sources[1u * SOURCES + source] = fired + 1u - link.base;
            }
            let end = rows[source + 1u];
            for (var synapse = rows[source] + lane; synapse < end; synapse += 64u) {
                let post = rows[SOURCES + 1u + synapse];
                let after = arrive(
                    20.0f, // p.tau_plus
                    20.0f, // p.tau_minus
                    0.005f, // p.a_plus
                    0.00525f, // p.a_minus
                    0.0f, // p.w_min
                    1.0f, // p.w_max
                    bitcast<f32>(synapses[synapse]), // weight
                    spike.before_trace, // source.trace
                    bitcast<f32>(ends[0u * TARGETS + post]), // target.trace
                    elapsed(clock.step + 1u - link.dendritic, ends[1u * TARGETS + post]), // elapsed
                    spike.released, // released
                );
                synapses[0u * SYNAPSES + synapse] = bitcast<u32>(after.weight);
                let sent = after.sent;
                if !(abs(sent) <= link.most) {
                    // Told after the block: the whole numbers do not hold it.
                    sources[16u] = 1u;
                } else if sent != 0.0f {
                    let slot = ((clock.step + link.dendritic) & link.slots) * link.neurons;
                    let whole = i32(round(sent * link.per_unit));
                    atomicAdd(&due[link.port + slot + link.first_target + post], whole);
                }
            }
        }
    }
}

// Projection `learning`, PairStdp: spikes of targets reach the synapses.

// The step under way, in two halves, and its place among those of the block.
struct Clock {
    step: u32,
    step_high: u32,
    k: u32,
    unused: u32,
}
@group(0) @binding(0) var<uniform> clock: Clock;
@group(0) @binding(1) var<storage, read> spikes: array<u32>;
@group(0) @binding(2) var<storage, read> columns: array<u32>;
@group(0) @binding(3) var<storage, read_write> synapses: array<u32>;
@group(0) @binding(4) var<storage, read> sources: array<u32>;
@group(0) @binding(5) var<storage, read_write> ends: array<u32>;
@group(0) @binding(6) var<uniform> link: Link;

const SOURCES = 8u;
const TARGETS = 70u;
const SYNAPSES = 560u;

// A projection whose synapses have a model. Labels are the numbers of steps; marks are
// labels of last spikes, counted from a base.
struct Link {
    // The first source and the first target in their populations.
    first_source: u32,
    first_target: u32,
    // How many steps a spike takes to the synapse, and from there to the soma.
    axonal: u32,
    dendritic: u32,
    // The label that marks are counted from.
    base: u32,
    // The rings of spikes of both populations: their lengths less one, and the words
    // of a step.
    pre_ring: u32,
    pre_words: u32,
    post_ring: u32,
    post_words: u32,
    // Where the port's ring begins among what is due, its length less one, and the
    // neurons of a step.
    port: u32,
    slots: u32,
    neurons: u32,
    // The step in ms, the whole numbers per unit of weight, and the most that a
    // synapse may deliver.
    dt: f32,
    per_unit: f32,
    most: f32,
    unused: u32,
}

// The ms from a mark to a label; none if the mark is the later.
fn elapsed(label: u32, mark: u32) -> f32 {
    return f32(max(bitcast<i32>(label - link.base) - bitcast<i32>(mark), 0)) * link.dt;
}

struct LearnOut {
    weight: f32,
}

fn learn(p_tau_plus: f32, p_tau_minus: f32, p_a_plus: f32, p_a_minus: f32, p_w_min: f32, p_w_max: f32, weight: f32, source_trace: f32, target_trace: f32, elapsed: f32) -> LearnOut {
    var out: LearnOut;

    // weight
    let x0 = 1.0f / p_tau_plus;
    let x1 = -elapsed * x0;
    let x2 = exp(x1);
    let x3 = source_trace * x2;
    let x4 = p_a_plus * x3;
    let x5 = weight + x4;
    let x6 = select(p_w_min, x5, x5 > p_w_min);
    let x7 = select(x5, x6, x5 == x5);
    let x8 = select(p_w_max, x7, x7 < p_w_max);
    out.weight = select(x7, x8, x7 == x7);

    return out;
}

struct TargetSpikeOut {
    before_trace: f32,
    target_trace: f32,
}

fn target_spike(p_tau_plus: f32, p_tau_minus: f32, p_a_plus: f32, p_a_minus: f32, p_w_min: f32, p_w_max: f32, target_trace: f32, elapsed: f32) -> TargetSpikeOut {
    var out: TargetSpikeOut;

    // before_trace
    let x0 = 1.0f / p_tau_minus;
    let x1 = -elapsed * x0;
    let x2 = exp(x1);
    let x3 = target_trace * x2;
    out.before_trace = x3;

    // target_trace
    out.target_trace = x3 + 1.0f;

    return out;
}

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) lane: u32,
) {
    let fired = clock.step - link.dendritic;
    let ring = (fired & link.post_ring) * link.post_words;
    let last = (link.first_target + TARGETS + 31u) / 32u;
    for (var word = link.first_target / 32u + group.x; word < last; word += groups.x) {
        var bits = spikes[ring + word];
        while bits != 0u {
            let neuron = 32u * word + firstTrailingBit(bits);
            bits &= bits - 1u;
            if neuron < link.first_target || neuron >= link.first_target + TARGETS {
                continue;
            }
            let post = neuron - link.first_target;
            let spike = target_spike(
                20.0f, // p.tau_plus
                20.0f, // p.tau_minus
                0.005f, // p.a_plus
                0.00525f, // p.a_minus
                0.0f, // p.w_min
                1.0f, // p.w_max
                bitcast<f32>(ends[0u * TARGETS + post]), // target.trace
                elapsed(fired + 1u, ends[1u * TARGETS + post]), // elapsed
            );
            storageBarrier();
            if lane == 0u {
                ends[0u * TARGETS + post] = bitcast<u32>(spike.target_trace);
                ends[1u * TARGETS + post] = fired + 1u - link.base;
            }
            let end = columns[post + 1u];
            for (var place = columns[post] + lane; place < end; place += 64u) {
                let synapse = columns[TARGETS + 1u + place];
                let source = columns[TARGETS + 1u + SYNAPSES + place];
                let after = learn(
                    20.0f, // p.tau_plus
                    20.0f, // p.tau_minus
                    0.005f, // p.a_plus
                    0.00525f, // p.a_minus
                    0.0f, // p.w_min
                    1.0f, // p.w_max
                    bitcast<f32>(synapses[synapse]), // weight
                    bitcast<f32>(sources[0u * SOURCES + source]), // source.trace
                    spike.before_trace, // target.trace
                    elapsed(clock.step + 1u - link.axonal, sources[1u * SOURCES + source]), // elapsed
                );
                synapses[0u * SYNAPSES + synapse] = bitcast<u32>(after.weight);
            }
        }
    }
}

// Projection `learning`, PairStdp: what a monitor sees.

// The step under way, in two halves, and its place among those of the block.
struct Clock {
    step: u32,
    step_high: u32,
    k: u32,
    unused: u32,
}
@group(0) @binding(0) var<uniform> clock: Clock;
@group(0) @binding(1) var<storage, read> sources: array<u32>;
@group(0) @binding(2) var<storage, read> chosen: array<u32>;
@group(0) @binding(3) var<storage, read_write> record: array<u32>;
@group(0) @binding(4) var<uniform> link: Link;

const SOURCES = 8u;
const TARGETS = 70u;
const SYNAPSES = 560u;

// A projection whose synapses have a model. Labels are the numbers of steps; marks are
// labels of last spikes, counted from a base.
struct Link {
    // The first source and the first target in their populations.
    first_source: u32,
    first_target: u32,
    // How many steps a spike takes to the synapse, and from there to the soma.
    axonal: u32,
    dendritic: u32,
    // The label that marks are counted from.
    base: u32,
    // The rings of spikes of both populations: their lengths less one, and the words
    // of a step.
    pre_ring: u32,
    pre_words: u32,
    post_ring: u32,
    post_words: u32,
    // Where the port's ring begins among what is due, its length less one, and the
    // neurons of a step.
    port: u32,
    slots: u32,
    neurons: u32,
    // The step in ms, the whole numbers per unit of weight, and the most that a
    // synapse may deliver.
    dt: f32,
    per_unit: f32,
    most: f32,
    unused: u32,
}

// The ms from a mark to a label; none if the mark is the later.
fn elapsed(label: u32, mark: u32) -> f32 {
    return f32(max(bitcast<i32>(label - link.base) - bitcast<i32>(mark), 0)) * link.dt;
}

struct SeenAfterOut {
    source_trace: f32,
}

fn seen_after(p_tau_plus: f32, p_tau_minus: f32, p_a_plus: f32, p_a_minus: f32, p_w_min: f32, p_w_max: f32, source_trace: f32, elapsed: f32) -> SeenAfterOut {
    var out: SeenAfterOut;

    // source_trace
    let x0 = 1.0f / p_tau_plus;
    let x1 = -elapsed * x0;
    let x2 = exp(x1);
    out.source_trace = source_trace * x2;

    return out;
}

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) lane: u32,
) {
    let i = (group.y * groups.x + group.x) * 64u + lane;
    if i >= arrayLength(&chosen) {
        return;
    }
    let source = chosen[i];
    let seen = seen_after(
        20.0f, // p.tau_plus
        20.0f, // p.tau_minus
        0.005f, // p.a_plus
        0.00525f, // p.a_minus
        0.0f, // p.w_min
        1.0f, // p.w_max
        bitcast<f32>(sources[0u * SOURCES + source]), // source.trace
        elapsed(clock.step + 1u - link.axonal, sources[1u * SOURCES + source]), // elapsed
    );
    record[clock.k / 1u * arrayLength(&chosen) + i] = bitcast<u32>(seen.source_trace);
}
