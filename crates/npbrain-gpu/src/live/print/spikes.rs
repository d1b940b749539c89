//! How programs go through spikes.

/// Goes through the spikes of one end, a workgroup per spike.
pub(super) fn spikes(side: &str, end: &str, index: &str, count: &str, delay: &str) -> String {
    format!(
        "    let fired = clock.step - {delay};
    let ring = (fired & link.{side}_ring) * link.{side}_words;
    let last = (link.first_{end} + {count} + 31u) / 32u;
    for (var word = link.first_{end} / 32u + group.x; word < last; word += groups.x) {{
        var bits = spikes[ring + word];
        while bits != 0u {{
            let neuron = 32u * word + firstTrailingBit(bits);
            bits &= bits - 1u;
            if neuron < link.first_{end} || neuron >= link.first_{end} + {count} {{
                continue;
            }}
            let {index} = neuron - link.first_{end};
"
    )
}
