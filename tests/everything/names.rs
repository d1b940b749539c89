//! The names that `npbrain::all` exports, read from the sources, and those that
//! NumpyBrain 0.2.2 has.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The modules of `all` that are another crate's, with the file that lists what
/// they export and the module in there.
const ELSEWHERE: [(&str, &str, &str); 5] = [
    ("", "npbrain-core/src/lib.rs", "prelude::"),
    ("ode::", "npbrain-core/src/ode/mod.rs", ""),
    ("sde::", "npbrain-core/src/sde/mod.rs", ""),
    ("integrate::", "npbrain-core/src/integrate/mod.rs", ""),
    ("vis::", "npbrain-viz/src/lib.rs", ""),
];

/// What `all.rs` names that is a module or a whole crate, listed above.
const MODULES: [&str; 2] = ["integrate", "vis"];

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Every name of `npbrain::all`, with the modules before it.
pub(crate) fn of_all() -> BTreeSet<String> {
    let mut names = exported(&read("npbrain/src/all.rs"));
    for module in MODULES {
        assert!(names.remove(module), "`all` has no module `{module}`");
    }
    for (module, file, inside) in ELSEWHERE {
        let there = exported(&read(file));
        let there = there.iter().filter_map(|name| name.strip_prefix(inside));
        names.extend(there.map(|name| format!("{module}{name}")));
    }
    names
}

/// The public names that a source file exports by `pub use` and `pub fn`.
fn exported(source: &str) -> BTreeSet<String> {
    let tokens = tokens(source);
    let mut names = BTreeSet::new();
    let mut at = 0;
    items(&tokens, &mut at, "", &mut names);
    assert_eq!(at, tokens.len(), "the file was not read to its end");
    names
}

/// Words, and single signs; no comments.
fn tokens(source: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    for line in source.lines() {
        let line = line.split("//").next().unwrap_or_default();
        let mut word = String::new();
        for c in line.chars() {
            if c.is_alphanumeric() || c == '_' {
                word.push(c);
                continue;
            }
            if !word.is_empty() {
                tokens.push(std::mem::take(&mut word));
            }
            if !c.is_whitespace() {
                tokens.push(c.into());
            }
        }
        if !word.is_empty() {
            tokens.push(word);
        }
    }
    tokens
}

/// Reads the items of a module up to its closing brace or the end of the file.
fn items(tokens: &[String], at: &mut usize, module: &str, names: &mut BTreeSet<String>) {
    let mut hidden = false;
    while let Some(token) = tokens.get(*at) {
        let next = |k: usize| tokens.get(*at + k).map_or("", String::as_str);
        match token.as_str() {
            "}" => return,
            "#" => {
                let attribute = tokens[*at..].iter().take_while(|token| *token != "]");
                let length = attribute.clone().count() + 1;
                // What a feature brings is there with it alone.
                let gone = |token: &String| token == "gpu" && !cfg!(feature = "gpu");
                hidden |= attribute.into_iter().any(|token| token == "hidden" || gone(token));
                *at += length;
                continue;
            }
            "pub" if next(1) == "use" && !hidden => {
                *at += 2;
                tree(tokens, at, module, names);
                assert_eq!(tokens[*at], ";");
            }
            "pub" if next(1) == "mod" && next(3) == "{" => {
                let inside = format!("{module}{}::", next(2));
                *at += 4;
                items(tokens, at, &inside, names);
            }
            "pub" if next(1) == "fn" => {
                names.insert(format!("{module}{}", next(2)));
                while tokens[*at] != "{" {
                    *at += 1;
                }
                let mut depth = 0;
                loop {
                    match tokens[*at].as_str() {
                        "{" => depth += 1,
                        "}" => depth -= 1,
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                    *at += 1;
                }
            }
            _ => *at += tokens[*at..].iter().take_while(|token| *token != ";").count(),
        }
        hidden = false;
        *at += 1;
    }
}

/// Reads what one `use` brings in: the last word of each path, or the one after
/// `as`.
fn tree(tokens: &[String], at: &mut usize, module: &str, names: &mut BTreeSet<String>) {
    let mut name = None;
    loop {
        match tokens[*at].as_str() {
            "{" => loop {
                *at += 1;
                if tokens[*at] != "}" {
                    tree(tokens, at, module, names);
                }
                if tokens[*at] == "}" {
                    *at += 1;
                    return;
                }
            },
            "," | ";" | "}" => {
                names.extend(name.map(|name| format!("{module}{name}")));
                return;
            }
            ":" | "as" => {}
            // What a glob brings in is read from the file it points to.
            "*" => name = None,
            word => name = Some(word.to_owned()),
        }
        *at += 1;
    }
}

/// Every public name of NumpyBrain 0.2.2: the namespace of `npbrain.all`, the
/// `__all__` of its modules, and that of `npbrain.profile`.
const NUMPYBRAIN: &str = "
    AMPA_Ch1 AMPA_Ch2 Dict GABAa_Ch1 GABAa_Ch2 GABAb_Ch1 GABAb_Ch2 GapJunction GapJunction_LIF HH
    Izhikevich LIF Monitor NMDA_Ch Network Neurons STP SpikeMonitor StateMonitor Synapses
    VoltageJumpSynapse autojit check_params clip copy_func ddict default_dict format_delay
    format_geometry format_refractory generate_fake_neuron initial_neu_state initial_syn_state
    jit_function jit_lambda judge_spike ode_generator raster_plot record_conductance sde_generator

    AMPA_synapses GABA_synapses HH_model Izhikevich_model LIF_model NMDA_synapses conn core
    gap_junction helper input_factory monitor network neuron neurons ode ordinary_synapses sde
    short_term_plasticity synapse synapses utils vis

    ode.forward_Euler ode.explicit_Euler ode.exp_euler_o2 ode.rk2 ode.RK2 ode.modified_Euler
    ode.explicit_midpoint_Euler ode.rk3 ode.RK3 ode.rk4 ode.RK4 ode.RK4_alternative
    ode.rk4_alternative ode.backward_Euler ode.implicit_Euler ode.trapezoidal_rule

    sde.Euler_method sde.EM sde.Euler sde.Euler_Maruyama_method sde.EM_method
    sde.Milstein_dfree_Ito sde.Heun_method2 sde.Heun sde.Euler_Heun sde.Euler_Heun_method
    sde.Heun_method sde.Milstein_dfree_Stra

    conn.format_connection conn.from_conn_mat conn.from_ij conn.one2one conn.all2all
    conn.grid_four conn.grid_eight conn.grid_N conn.fixed_prob conn.fixed_prenum
    conn.fixed_postnum conn.gaussian conn.dog conn.scale_free conn.small_world

    input_factory.step_current input_factory.constant_current input_factory.shock_current
    input_factory.pulse_current input_factory.ramp_current input_factory.format_current

    vis.get_figure vis.plot_value vis.plot_potential vis.plot_raster vis.plot_synapse
    vis.plot_neuron vis.vector_field_2d_system

    profile.set_backend profile.get_backend profile.is_numba_bk profile.set_numba
    profile.get_numba_profile profile.set_dt profile.get_dt profile.set_ode_method
    profile.get_ode_method profile.set_sde_method profile.get_sde_method";

/// Those of them that have no counterpart of the same name: parts of an
/// implementation in Python, settings that belong to a network, and modules
/// whose names are all in `all`.
const REPLACED: &str = "
    Dict autojit check_params clip copy_func ddict default_dict format_delay format_geometry
    format_refractory initial_neu_state initial_syn_state jit_function jit_lambda judge_spike
    record_conductance conn.format_connection

    AMPA_synapses GABA_synapses HH_model Izhikevich_model LIF_model NMDA_synapses core gap_junction
    helper monitor network neuron neurons ordinary_synapses short_term_plasticity synapse synapses
    utils

    profile.set_backend profile.get_backend profile.is_numba_bk profile.set_numba
    profile.get_numba_profile profile.set_dt profile.get_dt profile.set_ode_method
    profile.get_ode_method profile.set_sde_method profile.get_sde_method";

/// Those that `npbrain::all` should have by the same name, and has not.
pub(crate) fn without_a_counterpart() -> Vec<&'static str> {
    let exported = of_all();
    let replaced: BTreeSet<&str> = REPLACED.split_whitespace().collect();
    let exists = |name: &str| {
        let name = name.replace('.', "::");
        let module = format!("{name}::");
        exported.iter().any(|e| *e == name || e.starts_with(&module))
    };
    let wanted = NUMPYBRAIN.split_whitespace().filter(|name| !replaced.contains(name));
    wanted.filter(|name| !exists(name)).collect()
}

/// Those that are in the first column of no table of the page.
pub(crate) fn without_a_row() -> Vec<&'static str> {
    let page = read("npbrain/src/coming_from_numpybrain.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `"));
    let first = rows.filter_map(|row| row.split(" | ").next());
    let named: BTreeSet<&str> = first.flat_map(|cell| cell.split(['`', ',', ' '])).collect();
    NUMPYBRAIN.split_whitespace().filter(|name| !named.contains(name)).collect()
}

const GALLERY: &str = "../docs/gallery";

/// The pictures that the page of the gallery shows.
pub(crate) fn shown_in_the_gallery() -> BTreeSet<String> {
    let page = read(&format!("{GALLERY}/README.md"));
    let links = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    links.filter(|link| link.ends_with(".png")).map(String::from).collect()
}

/// The pictures that lie beside it.
pub(crate) fn kept_in_the_gallery() -> BTreeSet<String> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(GALLERY);
    let files = fs::read_dir(directory).expect("the gallery is there");
    let names = files.map(|file| file.expect("it can be read").file_name().into_string());
    let names = names.map(|name| name.expect("names are UTF-8"));
    names.filter(|name| name.ends_with(".png")).collect()
}

/// The functions of these crates that the page of the gallery does not name.
pub(crate) fn without_a_picture() -> Vec<String> {
    let page = read(&format!("{GALLERY}/README.md"));
    let crates = ["connect", "inputs", "neurons", "synapses"];
    let names = crates.map(|name| exported(&read(&format!("npbrain-{name}/src/lib.rs"))));
    let functions = names.into_iter().flatten().filter(|name| name.starts_with(char::is_lowercase));
    let functions: Vec<String> = functions.collect();
    assert!(functions.len() > 45, "only {} functions were read", functions.len());
    functions.into_iter().filter(|name| !page.contains(&format!("`{name}`"))).collect()
}
