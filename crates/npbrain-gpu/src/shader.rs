//! The texts of the engine's own programs, and how they are put together.

/// The step under way, which every program sees.
pub(crate) const CLOCK: &str = include_str!("wgsl/clock.wgsl");
/// Random words.
pub(crate) const PHILOX: &str = include_str!("wgsl/philox.wgsl");
/// Normal numbers made of them.
pub(crate) const NORMAL: &str = include_str!("wgsl/normal.wgsl");
/// Poisson numbers made of them.
pub(crate) const POISSON: &str = include_str!("wgsl/poisson.wgsl");
const SAMPLE: &str = include_str!("wgsl/sample.wgsl");
const DELIVER: &str = include_str!("wgsl/deliver.wgsl");

/// Copies what monitors record.
pub(crate) fn sample() -> String {
    ["// Recording.\n", CLOCK, SAMPLE].join("\n")
}

/// How wide the delays of synapses are, where each has its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DelayWidth {
    /// One delay for all.
    None,
    /// So many bits each, packed into words.
    Bits(u32),
}

/// Delivers spikes along the rows of a projection.
pub(crate) fn deliver(weight_each: bool, delay: DelayWidth) -> String {
    let mut declared = String::new();
    if weight_each {
        declared.push_str("@group(0) @binding(6) var<storage, read> weights: array<i32>;\n");
    }
    let acts_at = match delay {
        DelayWidth::None => "clock.step".into(),
        DelayWidth::Bits(bits) => {
            let binding = if weight_each { 7 } else { 6 };
            declared.push_str(&format!(
                "@group(0) @binding({binding}) var<storage, read> delays: array<u32>;\n"
            ));
            let in_a_word = 32 / bits;
            match in_a_word {
                1 => "(fired + delays[synapse])".into(),
                _ => {
                    let most = (1_u32 << bits) - 1;
                    format!(
                        "(fired + ((delays[synapse / {in_a_word}u] >> ({bits}u * (synapse % \
                         {in_a_word}u))) & {most}u))"
                    )
                }
            }
        }
    };
    let text = DELIVER
        .replace("// declarations\n", &declared)
        .replace("/*acts at*/", &acts_at)
        .replace("/*weight*/", if weight_each { "weights[synapse]" } else { "route.weight" });
    [CLOCK, &text].join("\n")
}
