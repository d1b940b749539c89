//! npbrain-connect
