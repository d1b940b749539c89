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
