//! Values that are functions of where neurons are.

use npbrain_core::random::{Key, Stream};
use npbrain_core::{Draw, SynapseSite};
use npbrain_values::distance;

/// By hand: 6 and 8 make 10, and in a space of 9 by 12 that repeats itself they
/// are 3 and 4, which make 5.
#[test]
fn distances_are_euclidean_and_go_the_short_way_round() {
    let site = SynapseSite { i: 0, j: 1, positions: [[1.0, 2.0, 0.0], [7.0, 10.0, 0.0]] };
    let mut stream = Stream::new(Key::new(1, "a", "delay"), 0);
    let open = distance(|d| 1.0 + d * d);
    assert_eq!(open.draw(site, &mut stream), 101.0);
    assert_eq!(open.period([9.0, 12.0]).draw(site, &mut stream), 26.0);
    let wrong: &dyn Draw<SynapseSite> = &open.period(f64::NAN);
    assert_eq!(
        wrong.check("projection `a`", "delay").unwrap_err().to_string(),
        "projection `a`: `period` is NaN; expected a length, more than 0"
    );
}
