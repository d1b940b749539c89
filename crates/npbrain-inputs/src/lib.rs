//! npbrain-inputs
