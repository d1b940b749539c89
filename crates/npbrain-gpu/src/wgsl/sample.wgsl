// Copies chosen words of a buffer to the row of this step in a log.

struct Sampling {
    // How many words.
    count: u32,
    // Steps from row to row.
    every: u32,
}
@group(0) @binding(1) var<storage, read> source: array<u32>;
@group(0) @binding(2) var<storage, read> chosen: array<u32>;
@group(0) @binding(3) var<storage, read_write> rows: array<u32>;
@group(0) @binding(4) var<uniform> sampling: Sampling;

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) lane: u32,
) {
    let i = (group.y * groups.x + group.x) * 64u + lane;
    if i < sampling.count {
        rows[clock.k / sampling.every * sampling.count + i] = source[chosen[i]];
    }
}
