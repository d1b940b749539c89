/// What an engine has done since it was made.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) steps: u64,
    pub(crate) submissions: u64,
    pub(crate) dispatches: u64,
    /// How often the host waited for numbers of the device.
    pub(crate) read_backs: u64,
    pub(crate) uploaded: u64,
    pub(crate) fetched: u64,
}

impl Counts {
    /// The lines that tell of it.
    pub(crate) fn lines(&self) -> String {
        let per = |count: u64, steps: f64| match self.steps {
            0 => 0.0,
            all => count as f64 * steps / all as f64,
        };
        format!(
            "steps {}\n\
             dispatches {:.2} per step\n\
             submissions {:.2} per 100 steps\n\
             read-backs {}\n\
             uploaded {} bytes, fetched {} bytes\n",
            self.steps,
            per(self.dispatches, 1.0),
            per(self.submissions, 100.0),
            self.read_backs,
            self.uploaded,
            self.fetched,
        )
    }
}
