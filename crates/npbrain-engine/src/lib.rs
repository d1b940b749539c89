//! npbrain-engine
