use crate::number::{Num, Scalar};

/// What is known about one parameter or state variable.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Var {
    /// Its name, as in the struct.
    pub name: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// Its default.
    pub default: f64,
    /// What it is.
    pub doc: &'static str,
    /// Which values make sense.
    pub domain: Domain,
}

/// Which values of a parameter make sense; all must be finite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// Any number.
    Any,
    /// More than 0.
    Positive,
    /// 0 or more.
    NotNegative,
}

impl Domain {
    /// Whether `value` is one of them.
    pub fn contains(self, value: f64) -> bool {
        value.is_finite()
            && match self {
                Domain::Any => true,
                Domain::Positive => value > 0.0,
                Domain::NotNegative => value >= 0.0,
            }
    }

    /// What messages say of it.
    pub const fn expected(self) -> &'static str {
        match self {
            Domain::Any => "a finite number",
            Domain::Positive => "a finite number more than 0",
            Domain::NotNegative => "a finite number, not less than 0",
        }
    }
}

/// The [`Domain`] written behind a unit in [`vars!`](crate::vars).
#[doc(hidden)]
#[macro_export]
macro_rules! domain {
    () => {
        $crate::Domain::Any
    };
    (> 0) => {
        $crate::Domain::Positive
    };
    (>= 0) => {
        $crate::Domain::NotNegative
    };
}

/// The variables of a set, in order; a tree, so that compositions can chain
/// the sets of their parts at compile time.
#[derive(Clone, Copy, Debug)]
pub enum Table {
    /// The variables of one struct.
    Set(&'static [Var]),
    /// The variables of the first, then those of the second.
    Both(&'static Table, &'static Table),
}

impl Table {
    /// How many variables there are.
    pub const fn len(&self) -> usize {
        match self {
            Table::Set(vars) => vars.len(),
            Table::Both(first, second) => first.len() + second.len(),
        }
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The variable at `index`.
    ///
    /// # Panics
    /// If there are not that many.
    pub const fn get(&self, index: usize) -> &'static Var {
        match self {
            Table::Set(vars) => &vars[index],
            Table::Both(first, second) => {
                if index < first.len() {
                    first.get(index)
                } else {
                    second.get(index - first.len())
                }
            }
        }
    }

    /// The index of the first variable named `name`.
    pub const fn find(&self, name: &str) -> Option<usize> {
        let mut index = 0;
        while index < self.len() {
            if same(self.get(index).name, name) {
                return Some(index);
            }
            index += 1;
        }
        None
    }

    /// The variables in order.
    pub fn iter(&self) -> impl Iterator<Item = &'static Var> + '_ {
        (0..self.len()).map(|index| self.get(index))
    }
}

/// `==` on strings, which is not `const` in the language yet.
const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut k = 0;
    while k < a.len() {
        if a[k] != b[k] {
            return false;
        }
        k += 1;
    }
    true
}

/// A set of named values of one kind: parameters or state. Written by
/// [`vars!`](crate::vars).
pub trait Vars<V: Copy>: Copy {
    /// The variables.
    const TABLE: &'static Table;
    /// How many there are.
    const LEN: usize = Self::TABLE.len();

    /// The set whose variable `k` is `value(k)`.
    fn make(value: impl FnMut(usize) -> V) -> Self;

    /// The value of variable `index`.
    ///
    /// # Panics
    /// If there are not that many.
    fn get(&self, index: usize) -> V;
}

/// A value of a parameter set or model: how its numbers are read.
pub trait Values {
    /// The values, in the order of the table.
    fn values(&self) -> Vec<f64>;
}

/// No variables at all.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Nothing;

impl<V: Copy> Vars<V> for Nothing {
    const TABLE: &'static Table = &Table::Set(&[]);

    #[inline(always)]
    fn make(_: impl FnMut(usize) -> V) -> Self {
        Nothing
    }

    #[inline(always)]
    fn get(&self, index: usize) -> V {
        panic!("there is no variable {index} in an empty set")
    }
}

/// Two sets chained: those of a composition's parts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pair<A, B>(pub A, pub B);

impl<V: Copy, A: Vars<V>, B: Vars<V>> Vars<V> for Pair<A, B> {
    const TABLE: &'static Table = &Table::Both(A::TABLE, B::TABLE);

    #[expect(
        clippy::redundant_closure,
        reason = "only a closure of its own is inlined for certain"
    )]
    #[inline(always)]
    fn make(mut value: impl FnMut(usize) -> V) -> Self {
        // A call through a reference, `&mut value`, falls out of the SIMD level.
        let first = A::make(
            #[inline(always)]
            |k| value(k),
        );
        Pair(
            first,
            B::make(
                #[inline(always)]
                |k| value(A::LEN + k),
            ),
        )
    }

    #[inline(always)]
    fn get(&self, index: usize) -> V {
        if index < A::LEN { self.0.get(index) } else { self.1.get(index - A::LEN) }
    }
}

/// The set `x` with variable `index` replaced.
#[inline(always)]
pub(crate) fn with<S: Scalar, X: Vars<Num<S>>>(x: &X, index: usize, value: Num<S>) -> X {
    X::make(
        #[inline(always)]
        |k| if k == index { value } else { x.get(k) },
    )
}

/// Defines a set of parameters or state variables: a struct generic over its
/// value, with name, default, unit and doc of each. Behind the unit may stand
/// `> 0` or `>= 0` where other values make no sense: networks refuse them.
///
/// ```
/// use npbrain_core::{vars, Vars};
///
/// vars! {
///     /// A leaky membrane.
///     pub struct Membrane {
///         /// Membrane time constant.
///         tau = 10.0 "ms" > 0,
///         /// Resting potential.
///         v_rest = -65.0 "mV",
///     }
/// }
/// let membrane = Membrane { tau: 20.0, ..Default::default() };
/// assert_eq!(membrane.v_rest, -65.0);
/// assert_eq!(<Membrane as Vars<f64>>::TABLE.get(0).unit, "ms");
/// ```
#[macro_export]
macro_rules! vars {
    (
        $(#[$meta:meta])*
        pub struct $name:ident;
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct $name;

        impl $crate::Values for $name {
            fn values(&self) -> Vec<f64> {
                Vec::new()
            }
        }

        impl<V: Copy> $crate::Vars<V> for $name {
            const TABLE: &'static $crate::Table = &$crate::Table::Set(&[]);

            #[inline(always)]
            fn make(_: impl FnMut(usize) -> V) -> Self {
                $name
            }

            #[inline(always)]
            fn get(&self, index: usize) -> V {
                panic!("{} has no variable {index}", stringify!($name))
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(
                $(#[doc = $doc:literal])*
                $var:ident = $default:literal $unit:literal $(> $above:tt)? $(>= $least:tt)?
            ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $name<V = f64> {
            $(
                $(#[doc = $doc])*
                #[doc = concat!("\n\nUnit: ", $unit, ". Default: ", stringify!($default), ".")]
                pub $var: V,
            )*
        }

        impl Default for $name<f64> {
            fn default() -> Self {
                Self { $( $var: $default ),* }
            }
        }

        impl $crate::Values for $name<f64> {
            fn values(&self) -> Vec<f64> {
                vec![ $( self.$var ),* ]
            }
        }

        impl<V: Copy> $crate::Vars<V> for $name<V> {
            const TABLE: &'static $crate::Table = &$crate::Table::Set(&[
                $( $crate::Var {
                    name: stringify!($var),
                    unit: $unit,
                    default: $default,
                    doc: concat!($($doc),*),
                    domain: $crate::domain!($(> $above)? $(>= $least)?),
                } ),*
            ]);

            #[inline(always)]
            #[allow(unused_assignments, reason = "the last increment is never read")]
            fn make(mut value: impl FnMut(usize) -> V) -> Self {
                let mut index = 0;
                $( let $var = value(index); index += 1; )*
                Self { $( $var ),* }
            }

            #[inline(always)]
            #[allow(unused_assignments, reason = "the last increment is never read")]
            fn get(&self, index: usize) -> V {
                let mut k = 0;
                $( if index == k { return self.$var; } k += 1; )*
                panic!("{} has no variable {index}", stringify!($name))
            }
        }
    };
}
