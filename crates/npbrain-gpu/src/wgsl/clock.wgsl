// The step under way, in two halves, and its place among those of the block.
struct Clock {
    step: u32,
    step_high: u32,
    k: u32,
    unused: u32,
}
@group(0) @binding(0) var<uniform> clock: Clock;
