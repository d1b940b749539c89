//! The GPU backend, on whatever adapter there is: in CI Mesa's llvmpipe.

#[path = "gpu/errors.rs"]
mod errors;
#[path = "gpu/models.rs"]
mod models;
#[path = "gpu/networks.rs"]
mod networks;
#[path = "gpu/plain.rs"]
mod plain;
#[path = "gpu/random.rs"]
mod random;
