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
