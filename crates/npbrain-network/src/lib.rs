//! npbrain-network
