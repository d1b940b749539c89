//! How much memory the process has taken.

/// The most that was resident at a time, in MiB, where the system tells.
pub(super) fn peak() -> Option<f64> {
    told("VmHWM:")
}

/// What is resident now, in MiB, where the system tells.
pub(super) fn resident() -> Option<f64> {
    told("VmRSS:")
}

fn told(key: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(key))?;
    let kib: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib / 1024.0)
}
