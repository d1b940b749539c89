//! What an input describes.

use npbrain_core::{Current, InputHandle, Item, Neurons, Object, Place, Value};
use npbrain_inputs::{CurrentInput, input};

const PLACE: Place = Place { network: 7, index: 1, size: 3 };

fn constant(drive: &CurrentInput) -> &Value {
    match &drive.current {
        Current::Constant(current) => current,
        Current::Course(_) => panic!("a number or an array is no course"),
    }
}

#[test]
fn a_number_is_one_current_for_all() {
    let drive = input(Neurons::all(PLACE), 15.0);
    assert_eq!(drive.target, Neurons::all(PLACE));
    assert_eq!(constant(&drive), &Value::Same(15.0));
    assert_eq!(drive.scale, Value::Same(1.0));
    assert_eq!(drive.window, None);
    assert_eq!(drive.name, None);
}

#[test]
fn arrays_vectors_and_slices_are_one_current_each() {
    let each = Value::Each(vec![1.0, 2.0, 3.0]);
    let lif = Neurons::all(PLACE);
    assert_eq!(constant(&input(lif, [1.0, 2.0, 3.0])), &each);
    assert_eq!(constant(&input(lif, vec![1.0, 2.0, 3.0])), &each);
    assert_eq!(constant(&input(lif, &[1.0, 2.0, 3.0][..])), &each);
}

#[test]
fn an_input_becomes_an_item_with_its_handle() {
    let part = Neurons::all(PLACE).slice(1..3);
    let pulse = input(part, 2.0).during(10.0, 20.0).named("pulse");
    let Item::Input(item) = pulse.into_item() else {
        panic!("an input is an input");
    };
    assert_eq!(item.target.range(), 1..3);
    assert_eq!(item.window, Some((10.0, 20.0)));
    assert_eq!(item.name.as_deref(), Some("pulse"));
    assert_eq!(CurrentInput::handle(PLACE), InputHandle(PLACE));
}
