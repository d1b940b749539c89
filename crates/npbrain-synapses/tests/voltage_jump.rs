//! What a `VoltageJump` describes.

use npbrain_connect::{all_to_all, fixed_prob};
use npbrain_core::{Given, Item, MEMBRANE_PORT, Neurons, Object, Place, Value};
use npbrain_synapses::VoltageJump;

fn population(index: usize, size: usize) -> Neurons {
    Neurons::all(Place { network: 1, index, size })
}

#[test]
fn by_default_it_adds_one_millivolt_to_v_after_the_shortest_delay() {
    let (lif1, lif2) = (population(0, 5), population(1, 7));
    let jump = VoltageJump::new(lif1, lif2, all_to_all());
    assert_eq!(jump.kind, "VoltageJump");
    assert_eq!(jump.port.as_deref(), Some(MEMBRANE_PORT));
    assert_eq!(jump.port.as_deref(), Some("v"));
    assert!(jump.weight.is_none());
    assert!(jump.delay.is_none());
    assert_eq!(jump.name, None);
    assert_eq!((jump.pre, jump.post), (lif1, lif2));
}

#[test]
fn it_is_refined_like_any_projection() {
    let (lif1, lif2) = (population(0, 5), population(1, 7));
    let jump = VoltageJump::new(lif1, lif2.slice(0..4), fixed_prob(0.1))
        .weight(0.2)
        .delay(1.5)
        .named("forward");
    let Item::Projection(item) = jump.into_item() else {
        panic!("synapses are a projection");
    };
    assert!(matches!(item.weight, Some(Given::Values(Value::Same(0.2)))));
    assert!(matches!(item.delay, Some(Given::Values(Value::Same(1.5)))));
    assert_eq!(item.name.as_deref(), Some("forward"));
    assert_eq!(item.post.range(), 0..4);
    assert_eq!(
        format!("{:?}", item.rule),
        format!("{:?}", fixed_prob(0.1)),
        "the rule is kept as given"
    );
}
