//! npbrain
