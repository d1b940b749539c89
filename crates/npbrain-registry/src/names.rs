//! How names are compared.

/// `name` in lower case, letters and digits only.
pub(crate) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Which of `names` is meant by `wanted`: the one spelled so, or else the first
/// that differs in capitals and `_` alone.
pub(crate) fn position<'a>(
    names: impl Iterator<Item = &'a str> + Clone,
    wanted: &str,
) -> Option<usize> {
    let bare = plain(wanted);
    names
        .clone()
        .position(|name| name == wanted)
        .or_else(|| names.clone().position(|name| plain(name) == bare && !bare.is_empty()))
}
