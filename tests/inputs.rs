//! Inputs that change in time.
