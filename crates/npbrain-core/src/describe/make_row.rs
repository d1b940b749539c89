/// What makes the targets of one source at a time, in any order of the sources: so
/// rows can be made on several threads, laid down as an engine wants them, or made
/// anew at each spike and never laid down at all.
///
/// A rule has it ([`Connect::rows`](crate::Connect::rows)) if the targets of a source
/// follow from the source alone.
pub trait MakeRow: Send + Sync {
    /// Appends the targets of `source`, which is one of the sources: its row as
    /// [`Connect::connect`](crate::Connect::connect) makes it, however often it is
    /// asked for.
    fn make(&mut self, source: usize, targets: &mut Vec<u32>);

    /// About how many synapses all rows have, for making room.
    fn expected(&self) -> usize;

    /// Another one that makes the same rows, for another thread.
    fn another(&self) -> Box<dyn MakeRow>;
}
