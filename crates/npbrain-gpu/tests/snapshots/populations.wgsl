// Population `cells`: a step of Lif exact.

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

const SIZE = 100u;
// The word that tells whether a neuron was lost.
const LOST = 8u;
// The most steps of a submission.
const BLOCK = 250u;

// The high half of a product of 64 bits, by halves of 16 bits.
fn high_product(a: u32, b: u32) -> u32 {
    let low = vec2<u32>(a, b) & vec2<u32>(0xffffu);
    let high = vec2<u32>(a, b) >> vec2<u32>(16u);
    let first = low.x * high.y;
    let second = high.x * low.y;
    let middle = ((low.x * low.y) >> 16u) + (first & 0xffffu) + (second & 0xffffu);
    return high.x * high.y + (first >> 16u) + (second >> 16u) + (middle >> 16u);
}

// Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011).
fn philox(key: vec2<u32>, counter: vec4<u32>) -> vec4<u32> {
    var k = key;
    var c = counter;
    for (var round = 0; round < 10; round++) {
        c = vec4<u32>(
            high_product(c.z, 0xcd9e8d57u) ^ c.y ^ k.x,
            c.z * 0xcd9e8d57u,
            high_product(c.x, 0xd2511f53u) ^ c.w ^ k.y,
            c.x * 0xd2511f53u,
        );
        k += vec2<u32>(0x9e3779b9u, 0xbb67ae85u);
    }
    return c;
}

// The four words that neuron i shares with those 16, 32 and 48 places from it
// among the 64 it belongs to.
fn shared_words(key: vec2<u32>, i: u32, block: u32) -> vec4<u32> {
    let counter = 16u * (i / 64u) + i % 16u;
    return philox(key, vec4<u32>(counter, clock.step, clock.step_high, block));
}

// ln u, for 0 < u <= 1 and no smaller than 2^-33: the CPU's, term by term.
fn npbrain_ln(u: f32) -> f32 {
    let moved = bitcast<u32>(u) - 0x3f3504f3u;
    let m = bitcast<f32>((moved & 0x007fffffu) + 0x3f3504f3u);
    let e = f32(i32((moved + 0x3f800000u) >> 23u) - 127);
    let f = m - 1.0f;
    let z = f * f;
    var p = -0.07634456f * f + 0.12761542f;
    p = p * f + -0.13160183f;
    p = p * f + 0.14201763f;
    p = p * f + -0.16623358f;
    p = p * f + 0.20001227f;
    p = p * f + -0.2500082f;
    p = p * f + 0.3333333f;
    let y = f * z * p + e * -0.00021219444f - z * 0.5f;
    return (y + f) + e * 0.693359375f;
}

// sin and cos of pi x, for |x| <= 1: the CPU's, term by term.
fn npbrain_sin_cos_pi(x: f32) -> vec2<f32> {
    let mirrored = abs(x) > 0.5f;
    let a = select(abs(x), 1.0f - abs(x), mirrored);
    let swapped = a > 0.25f;
    let near = select(a, 0.5f - a, swapped);
    let z = near * near;
    var p = -0.589012f * z + 2.549761f;
    p = p * z + -5.1677074f;
    let sine = near * (p * z + 3.1415927f);
    p = 0.23136422f * z + -1.3350506f;
    p = p * z + 4.0587077f;
    p = p * z + -4.934802f;
    let cosine = p * z + 1.0f;
    let s = select(sine, cosine, swapped);
    let c = select(cosine, sine, swapped);
    return vec2<f32>(select(s, -s, x < 0.0f), select(c, -c, mirrored));
}

// The standard normal number of neuron i (Box and Muller 1958).
fn normal(key: vec2<u32>, i: u32, block: u32) -> f32 {
    let words = shared_words(key, i, block);
    let pair = select(words.zw, words.xy, i % 64u < 32u);
    let u = f32(pair.x) * 2.3283064e-10f + 1.1641532e-10f;
    let turn = npbrain_sin_cos_pi(f32(bitcast<i32>(pair.y)) * 4.656613e-10f);
    return sqrt(-2.0f * npbrain_ln(u)) * select(turn.x, turn.y, i % 32u < 16u);
}

// How many spikes a Poisson input gives neuron i in this step. Its table, from
// word `at` of the tables on: the number that is always reached, how many
// thresholds there are, and these, rising. There is no table where there is no law:
// the number is then NaN, which stops the run.
fn poisson(key: vec2<u32>, i: u32, at: u32) -> f32 {
    if at == 0u {
        return with_bits(0x7fc00000u);
    }
    let words = shared_words(key, i, 0u);
    let word = words[(i % 64u) / 16u];
    let first = at + 2u;
    var reached = 0u;
    var length = tables[at + 1u];
    while length > 0u {
        let half = length / 2u;
        let is_reached = tables[first + reached + half] <= word;
        reached = select(reached, reached + half + 1u, is_reached);
        length = select(half, length - half - 1u, is_reached);
    }
    return f32(tables[at] + reached);
}

// The number with these bits. Of a constant the language would refuse them.
fn with_bits(bits: u32) -> f32 {
    return bitcast<f32>(bits);
}

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

struct StepOut {
    v: f32,
    left: f32,
    fired: bool,
}

fn step(v: f32, p_tau: f32, p_r: f32, p_v_rest: f32, p_v_reset: f32, p_v_th: f32, p_noise: f32, left: f32, hold: f32, jump: f32, current: f32, conductance: f32, prepared_0: f32, prepared_1: f32, prepared_2: f32, prepared_3: f32, noise_0: f32) -> StepOut {
    var out: StepOut;

    // v
    let m0 = left >= 0.5f;
    let x0 = prepared_3 * noise_0;
    let x1 = fma(v, prepared_0, prepared_1);
    let x2 = fma(current, prepared_2, x1);
    let x3 = x2 + x0;
    let x4 = select(x3, v, m0);
    let x5 = x4 + jump;
    let x6 = select(x5, x4, m0);
    let m1 = (x6 >= p_v_th) && (!m0);
    out.v = select(x6, p_v_reset, m1);

    // left
    let x7 = left - 1.0f;
    let x8 = select(0.0f, x7, m0);
    out.left = select(x8, hold, m1);

    // fired
    out.fired = m1;

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
        atomicStore(&spikes[((clock.step + 1u) & 1u) * 4u + i / 32u], 0u);
    }
    let fired = (clock.step & 1u) * 4u;

    let drive_row = drive[1u + clock.k];
    var current = bitcast<f32>(drive[drive_row + i * drive[0]]);
    var conductance = 0.0f;

    // what arrives
    var arrived_0 = take(i) * 2.9802322e-8f;

    // Poisson input `background`
    if i >= 10u && i < 100u {
        arrived_0 += constants[0u] * poisson(vec2<u32>(0x6ccd6931u, 0xf92d3470u), i, tables[0u * BLOCK + clock.k]);
    }

    // the step
    let after = step(
        state[i], // v
        constants[1u + i], // p_tau
        constants[101u], // p_r
        constants[102u], // p_v_rest
        constants[103u], // p_v_reset
        constants[104u], // p_v_th
        constants[105u], // p_noise
        state[SIZE + i], // left
        constants[106u], // hold
        arrived_0, // jump
        current, // current
        conductance, // conductance
        constants[107u + i], // prepared_0
        constants[207u], // prepared_1
        constants[208u + i], // prepared_2
        constants[308u + i], // prepared_3
        normal(vec2<u32>(0x55dc8117u, 0xe2e20cabu), i, 0u), // noise_0
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

// Population `simple`: a step of Izhikevich euler.

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

const SIZE = 10u;
// The word that tells whether a neuron was lost.
const LOST = 2u;

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

struct StepOut {
    v: f32,
    u: f32,
    left: f32,
    fired: bool,
}

fn step(v: f32, u: f32, p_a: f32, p_b: f32, p_c: f32, p_d: f32, p_v_th: f32, p_k0: f32, p_k1: f32, p_k2: f32, p_accommodation: f32, p_noise: f32, left: f32, hold: f32, jump: f32, current: f32, conductance: f32, prepared_0: f32) -> StepOut {
    var out: StepOut;

    // v
    let m0 = left >= 0.5f;
    let x0 = p_k2 * v;
    let x1 = x0 * v;
    let x2 = p_k1 * v;
    let x3 = x1 + x2;
    let x4 = x3 + p_k0;
    let x5 = x4 - u;
    let x6 = conductance * v;
    let x7 = current - x6;
    let x8 = x5 + x7;
    let x9 = select(x8, 0.0f, m0);
    let x10 = fma(x9, prepared_0, v);
    let x11 = x10 + jump;
    let x12 = select(x11, x10, m0);
    let m1 = (x12 >= p_v_th) && (!m0);
    out.v = select(x12, p_c, m1);

    // u
    let x13 = v + 65.0f;
    let x14 = p_b * x13;
    let x15 = p_b * v;
    let x16 = x15 - u;
    let x17 = select(x16, x14, p_accommodation > 0.5f);
    let x18 = p_a * x17;
    let x19 = fma(x18, prepared_0, u);
    let x20 = x19 + p_d;
    out.u = select(x19, x20, m1);

    // left
    let x21 = left - 1.0f;
    let x22 = select(0.0f, x21, m0);
    out.left = select(x22, hold, m1);

    // fired
    out.fired = m1;

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
        atomicStore(&spikes[((clock.step + 1u) & 1u) * 1u + i / 32u], 0u);
    }
    let fired = (clock.step & 1u) * 1u;

    let drive_row = drive[1u + clock.k];
    var current = bitcast<f32>(drive[drive_row + i * drive[0]]);
    var conductance = 0.0f;

    // what arrives
    var arrived_0 = take((clock.step & 15u) * 10u + i) * 2.9802322e-8f;

    // the step
    let after = step(
        state[i], // v
        state[SIZE + i], // u
        constants[0u], // p_a
        constants[1u], // p_b
        constants[2u], // p_c
        constants[3u], // p_d
        constants[4u], // p_v_th
        constants[5u], // p_k0
        constants[6u], // p_k1
        constants[7u], // p_k2
        constants[8u], // p_accommodation
        constants[9u], // p_noise
        state[2u * SIZE + i], // left
        constants[10u], // hold
        arrived_0, // jump
        current, // current
        conductance, // conductance
        constants[11u], // prepared_0
    );
    if !(is_finite(after.v) && is_finite(after.u)) {
        // The state before is kept, and the whole population stands still.
        atomicStore(&spikes[LOST], clock.step + 1u);
        if !is_finite(after.u) {
            state[2u * SIZE + i] = lost(1u, after.u);
        }
        if !is_finite(after.v) {
            state[2u * SIZE + i] = lost(0u, after.v);
        }
        return;
    }
    state[i] = after.v;
    state[SIZE + i] = after.u;
    state[2u * SIZE + i] = after.left;
    if after.fired {
        atomicOr(&spikes[fired + i / 32u], 1u << (i % 32u));
    }
}

// Projection `each`: delivery.

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
@group(0) @binding(6) var<storage, read> delays: array<u32>;

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
                let slot = ((fired + ((delays[synapse / 4u] >> (8u * (synapse % 4u))) & 255u)) & route.slots) * route.neurons;
                atomicAdd(&due[route.port + slot + targets[synapse]], route.weight);
            }
        }
    }
}

// Projection `same`: delivery.

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
