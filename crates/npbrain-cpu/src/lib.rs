//! npbrain-cpu
