use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{MaskId, NumberId, Op, Sym, SymMask, Tape, TapeOutput};

thread_local! {
    /// The innermost recording under way. Operators take no argument that
    /// could carry it.
    static ACTIVE: RefCell<Option<Recording>> = const { RefCell::new(None) };
}

/// Tells the recordings of a process apart, so that a `Sym` cannot be taken
/// for one of another recording, be it on another thread.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// Names the inputs and outputs of a recording; see [`Tape::record`].
#[derive(Debug)]
pub struct Recorder {
    recording: u64,
}

impl Recorder {
    /// The next input.
    ///
    /// # Panics
    ///
    /// If an input of this name was asked for before.
    pub fn input(&self, name: impl Into<String>) -> Sym {
        let name = name.into();
        Recording::with(self.recording, |recording| {
            assert!(
                !recording.inputs.contains(&name),
                "two inputs of a recording are called {name:?}"
            );
            let slot = index(recording.inputs.len());
            recording.inputs.push(name);
            Sym::new(self.recording, NumberId(recording.push(Op::Input(slot))))
        })
    }

    /// The next result that is a number.
    ///
    /// # Panics
    ///
    /// If an output of this name exists, or `value` is of another recording.
    pub fn number(&self, name: impl Into<String>, value: Sym) {
        let (name, id) = (name.into(), value.of(self.recording));
        Recording::with(self.recording, |recording| {
            recording.check_new_output(&name);
            recording.numbers.push(TapeOutput { name, id });
        });
    }

    /// The next result that is a truth value, such as whether a neuron fires.
    ///
    /// # Panics
    ///
    /// If an output of this name exists, or `value` is of another recording.
    pub fn mask(&self, name: impl Into<String>, value: SymMask) {
        let (name, id) = (name.into(), value.of(self.recording));
        Recording::with(self.recording, |recording| {
            recording.check_new_output(&name);
            recording.masks.push(TapeOutput { name, id });
        });
    }
}

/// A tape under way.
pub(super) struct Recording {
    id: u64,
    inputs: Vec<String>,
    ops: Vec<Op>,
    mask_count: u32,
    /// What each operation recorded so far made.
    known: HashMap<Op, u32>,
    numbers: Vec<TapeOutput<NumberId>>,
    masks: Vec<TapeOutput<MaskId>>,
}

impl Recording {
    /// What `body` records.
    pub(super) fn of(body: impl FnOnce(&Recorder)) -> Recording {
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        let scope = Scope {
            outer: ACTIVE.replace(Some(Recording {
                id,
                inputs: Vec::new(),
                ops: Vec::new(),
                mask_count: 0,
                known: HashMap::new(),
                numbers: Vec::new(),
                masks: Vec::new(),
            })),
        };
        body(&Recorder { recording: id });
        // Every recording inside `body` has put this one back, so it is there.
        let recording = ACTIVE.take().expect("the recording is still under way");
        drop(scope);
        recording
    }

    /// Runs `f` on the innermost recording of this thread, which must be `id`.
    pub(super) fn with<R>(id: u64, f: impl FnOnce(&mut Recording) -> R) -> R {
        ACTIVE.with_borrow_mut(|active| match active {
            Some(recording) if recording.id == id => f(recording),
            Some(_) => panic!("a symbol was used inside a recording that is not its own"),
            None => panic!("a symbol was used after its recording, or on another thread"),
        })
    }

    /// Records `op`, or finds it recorded; the place of what it makes.
    pub(super) fn push(&mut self, op: Op) -> u32 {
        let key = op.canonical();
        if let Some(&made) = self.known.get(&key) {
            return made;
        }
        let made = if op.makes_mask() {
            self.mask_count += 1;
            self.mask_count - 1
        } else {
            index(self.ops.len()) - self.mask_count
        };
        self.ops.push(op);
        self.known.insert(key, made);
        made
    }

    fn check_new_output(&self, name: &str) {
        assert!(
            self.numbers.iter().all(|output| output.name != name)
                && self.masks.iter().all(|output| output.name != name),
            "two outputs of a recording are called {name:?}"
        );
    }

    /// The finished tape: what the outputs need, renumbered, in the same order.
    pub(super) fn into_tape(self, name: String) -> Tape {
        assert!(
            !self.numbers.is_empty() || !self.masks.is_empty(),
            "the recording of {name:?} names no output"
        );
        let (number_needed, mask_needed) = Tape::needed(
            &self.ops,
            self.numbers.iter().map(|output| output.id),
            self.masks.iter().map(|output| output.id),
        );
        let (number_place, mask_place) = (places(&number_needed), places(&mask_needed));
        let number = |id: NumberId| NumberId(number_place[id.index()]);
        let mask = |id: MaskId| MaskId(mask_place[id.index()]);

        let (mut next_number, mut next_mask) = (number_needed.iter(), mask_needed.iter());
        let ops = self.ops.iter().filter(|op| {
            let needed = if op.makes_mask() { next_mask.next() } else { next_number.next() };
            needed == Some(&true)
        });
        Tape {
            name,
            inputs: self.inputs,
            ops: ops.map(|op| op.map(number, mask)).collect(),
            numbers: renumbered(self.numbers, number),
            masks: renumbered(self.masks, mask),
        }
    }
}

/// For each place, how many kept ones come before it.
fn places(kept: &[bool]) -> Vec<u32> {
    kept.iter()
        .scan(0, |before, &kept| {
            let place = *before;
            *before += u32::from(kept);
            Some(place)
        })
        .collect()
}

fn renumbered<Id>(outputs: Vec<TapeOutput<Id>>, place: impl Fn(Id) -> Id) -> Vec<TapeOutput<Id>> {
    outputs.into_iter().map(|TapeOutput { name, id }| TapeOutput { name, id: place(id) }).collect()
}

fn index(count: usize) -> u32 {
    u32::try_from(count).expect("a tape holds fewer than 2³² operations")
}

/// Puts the outer recording back, however the inner one ends.
struct Scope {
    outer: Option<Recording>,
}

impl Drop for Scope {
    fn drop(&mut self) {
        ACTIVE.set(self.outer.take());
    }
}
