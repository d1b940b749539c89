use npbrain_core::{Error, ReceptorChoice, ReceptorKernel, Result, Value};

use super::Settings;
use super::population::{PopulationPlan, check_domain};

/// A receptor attached to a population by a projection. Projections with equal
/// receptors share one. Its port follows the population's own and those of the
/// receptors attached before.
#[derive(Clone)]
pub struct ReceptorPlan {
    /// The model with its parameters; a population's receptors are summed in
    /// the order of these.
    pub name: String,
    /// The population.
    pub population: usize,
    /// What moves it.
    pub kernel: &'static dyn ReceptorKernel,
    /// Parameters, in the order of the kernel's table.
    pub params: Vec<f64>,
    /// Constants of the kernel.
    pub prepared: Vec<f64>,
}

impl std::fmt::Debug for ReceptorPlan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} on population {}", self.name, self.population)
    }
}

impl ReceptorPlan {
    /// The number of the port of the receptor `choice` at population
    /// `population`: of an equal one among `attached`, or of a new one.
    pub(super) fn port(
        object: &str,
        choice: &ReceptorChoice,
        population: usize,
        target: &PopulationPlan,
        attached: &mut Vec<ReceptorPlan>,
        settings: &Settings,
    ) -> Result<usize> {
        let name = format!("{choice:?}");
        let here = attached.iter().filter(|r| r.population == population);
        let own = target.ports.len();
        if let Some(k) = here.clone().position(|r| r.name == name) {
            return Ok(own + k);
        }
        let k = here.count();
        let traits = choice.kernel.traits();
        for (var, value) in traits.params.iter().zip(&choice.params) {
            check_domain(object, var.name, &Value::Same(*value), var.domain)?;
        }
        let refused = |reason: String| Err(Error::Impossible { object: object.into(), reason });
        if target.traits.membrane.is_none() {
            return refused(format!("{} has no membrane for a receptor", target.object()));
        }
        if target.traits.needs_linear && !traits.current_only {
            return refused(format!(
                "{} has run with the method {}, which takes no conductances; choose another",
                target.object(),
                target.traits.method
            ));
        }
        let Some(prepared) = choice.kernel.prepare(&choice.params, settings.dt) else {
            return refused(format!(
                "the dynamics of {} are not linear; compose it into the neuron instead",
                traits.model
            ));
        };
        let (kernel, params) = (choice.kernel, choice.params.clone());
        attached.push(ReceptorPlan { name, population, kernel, params, prepared });
        Ok(own + k)
    }
}
