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
// declarations

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
                let slot = (/*acts at*/ & route.slots) * route.neurons;
                atomicAdd(&due[route.port + slot + targets[synapse]], /*weight*/);
            }
        }
    }
}
