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
