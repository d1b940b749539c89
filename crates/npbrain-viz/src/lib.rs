//! npbrain-viz
