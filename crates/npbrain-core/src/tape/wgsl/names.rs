/// Hands out identifiers: valid, unique, and close to what was asked for.
pub(super) struct Names {
    taken: Vec<String>,
}

impl Names {
    /// For functions, structures and variables, which must not hide what
    /// printed functions refer to.
    pub(super) fn of_variables() -> Self {
        Names { taken: REFERRED_TO.iter().map(|name| name.to_string()).collect() }
    }

    /// For members of a structure, which hide nothing.
    pub(super) fn of_members() -> Self {
        Names { taken: Vec::new() }
    }

    /// The identifier for `name`.
    pub(super) fn add(&mut self, name: &str) -> String {
        let valid = valid(name);
        let mut unique = valid.clone();
        let mut number = 2;
        while is_reserved(&unique) || self.taken.contains(&unique) {
            unique = format!("{valid}_{number}");
            number += 1;
        }
        self.taken.push(unique.clone());
        unique
    }

    /// The identifiers for several names.
    pub(super) fn add_all<'n>(
        &mut self,
        names: impl IntoIterator<Item = &'n String>,
    ) -> Vec<String> {
        names.into_iter().map(|name| self.add(name)).collect()
    }
}

/// `name` with other characters than ASCII letters and digits replaced, and
/// a letter first.
fn valid(name: &str) -> String {
    let replaced: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    match replaced.trim_start_matches('_') {
        "" => "unnamed".into(),
        rest if rest.starts_with(|c: char| c.is_ascii_digit()) => format!("n{rest}"),
        rest => rest.into(),
    }
}

/// `like_this` as `LikeThis`.
pub(super) fn camel_case(name: &str) -> String {
    name.split('_')
        .flat_map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            [first.to_ascii_uppercase(), rest.to_string()]
        })
        .collect()
}

fn is_reserved(name: &str) -> bool {
    RESERVED.split_whitespace().any(|word| word == name)
}

/// What the printed functions refer to.
const REFERRED_TO: [&str; 15] = [
    "abs",
    "bitcast",
    "bool",
    "cos",
    "exp",
    "f32",
    "log",
    "npbrain_exprel",
    "npbrain_float",
    "npbrain_tanh",
    "out",
    "select",
    "sin",
    "sqrt",
    "u32",
];

/// The keywords and reserved words of WGSL (W3C, August 2025).
const RESERVED: &str = "
    alias break case const const_assert continue continuing default diagnostic
    discard else enable false fn for if let loop override requires return struct
    switch true var while NULL Self abstract active alignas alignof as asm
    asm_fragment async attribute auto await become cast catch class co_await
    co_return co_yield coherent column_major common compile compile_fragment concept
    const_cast consteval constexpr constinit crate debugger decltype delete demote
    demote_to_helper do dynamic_cast enum explicit export extends extern external
    fallthrough filter final finally friend from fxgroup get goto groupshared highp
    impl implements import inline instanceof interface layout lowp macro macro_rules
    match mediump meta mod module move mut mutable namespace new nil noexcept
    noinline nointerpolation non_coherent noncoherent noperspective null nullptr of
    operator package packoffset partition pass patch pixelfragment precise precision
    premerge priv protected pub public readonly ref regardless register
    reinterpret_cast require resource restrict self set shared sizeof smooth snorm
    static static_assert static_cast std subroutine super target template this
    thread_local throw trait try type typedef typeid typename typeof union unless
    unorm unsafe unsized use using varying virtual volatile wgsl where with
    writeonly yield
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reserved_word_is_avoided() {
        for word in naga::keywords::wgsl::RESERVED {
            assert!(is_reserved(word), "{word}");
        }
    }

    #[test]
    fn names_become_valid_and_unique() {
        let mut names = Names::of_variables();
        let mut add = |name| names.add(name);
        assert_eq!(add("v"), "v");
        assert_eq!(add("v"), "v_2");
        assert_eq!(add("v_2"), "v_2_2");
        assert_eq!(add("ampa.g"), "ampa_g");
        assert_eq!(add("exp"), "exp_2");
        assert_eq!(add("loop"), "loop_2");
        assert_eq!(add("2nd"), "n2nd");
        assert_eq!(add("__hidden"), "hidden");
        assert_eq!(add("τ"), "unnamed");
        assert_eq!(add(""), "unnamed_2");
        assert_eq!(camel_case("lif_step"), "LifStep");
    }
}
