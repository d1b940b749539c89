use npbrain_core::{Error, Result, Tape};
use npbrain_engine::{Label, Lost, PoissonPlan, PopulationPlan, ReceptorPlan};

use crate::currents::Currents;
use crate::device::{Binding, Device, Program, groups};
use crate::gpu::NAME;
use crate::hosted::Hosted;
use crate::layout::{Layout, Port, moved_due, moved_spikes};
use crate::tables::Tables;
use crate::update::{Parts, checked_tape, update};

/// A population: what it is, and the buffers it lives in.
pub(crate) struct Cells {
    pub(crate) plan: PopulationPlan,
    pub(crate) label: Label,
    /// The step of its neurons, if they move on the device.
    pub(crate) tape: Option<Tape>,
    pub(crate) hosted: Option<Hosted>,
    /// Attached receptors, in the order of their ports.
    pub(crate) receptors: Vec<ReceptorPlan>,
    receptor_tapes: Vec<Tape>,
    /// Poisson inputs, in the order of their names.
    pours: Vec<PoissonPlan>,
    /// Whether potentials of other neurons flow in.
    pub(crate) coupled: bool,
    /// The ports at which levels arrive.
    pub(crate) graded: Vec<usize>,
    pub(crate) currents: Currents,
    pub(crate) tables: Tables,
    pub(crate) layout: Layout,
    pub(crate) buffers: Option<Buffers>,
    /// The program, if there is anything to do in a step, and its text.
    pub(crate) update: Option<Program>,
    pub(crate) text: String,
}

/// The buffers of a population.
pub(crate) struct Buffers {
    pub(crate) state: wgpu::Buffer,
    constants: wgpu::Buffer,
    pub(crate) spikes: wgpu::Buffer,
    pub(crate) drive: wgpu::Buffer,
    pub(crate) tables: wgpu::Buffer,
    pub(crate) felt: wgpu::Buffer,
    pub(crate) due: wgpu::Buffer,
}

impl Cells {
    /// A population without buffers yet.
    ///
    /// # Errors
    /// [`Error::Unsupported`] for a model that cannot be printed.
    pub(crate) fn new(plan: PopulationPlan, dt: f64) -> Result<Self> {
        let tape = checked_tape(&plan)?;
        if tape.is_none() && !plan.kernel.is_autonomous() {
            return Err(Error::Unsupported {
                backend: NAME,
                object: plan.object(),
                reason: format!(
                    "its model {} has no tape: it is no list of arithmetic operations that a \
                     shader could be printed from",
                    plan.traits.model
                ),
            });
        }
        let hosted = tape.is_none().then(|| Hosted::new(&plan));
        let ports = vec![Port { slots: 0, start: 0, unit: 1.0 }; 1 + plan.ports.len()];
        Ok(Cells {
            label: Label::new(&plan, dt),
            tape,
            hosted,
            receptors: Vec::new(),
            receptor_tapes: Vec::new(),
            pours: Vec::new(),
            coupled: false,
            graded: Vec::new(),
            currents: Currents::new(plan.size),
            tables: Tables::default(),
            layout: Layout {
                size: plan.size,
                columns: plan.traits.state.len() + 1,
                ports,
                ring: 2,
            },
            buffers: None,
            update: None,
            text: String::new(),
            plan,
        })
    }

    /// The tape of a receptor, or why it cannot be attached.
    ///
    /// # Errors
    /// [`Error::Unsupported`].
    pub(crate) fn receptor_tape(receptor: &ReceptorPlan) -> Result<Tape> {
        receptor.kernel.tape().ok_or_else(|| Error::Unsupported {
            backend: NAME,
            object: format!("the receptor {}", receptor.kernel.traits().model),
            reason: "it has no tape that a shader could be printed from".into(),
        })
    }

    /// Attaches a receptor, whose port follows those there are.
    pub(crate) fn attach(&mut self, receptor: ReceptorPlan, tape: Tape) {
        self.receptors.push(receptor);
        self.receptor_tapes.push(tape);
    }

    /// Gives up all receptors but the first ones.
    pub(crate) fn detach(&mut self, kept: usize) {
        self.receptors.truncate(kept);
        self.receptor_tapes.truncate(kept);
    }

    /// The first column of an attached receptor.
    pub(crate) fn receptor_column(&self, number: usize) -> usize {
        let before = self.receptors[..number].iter();
        let columns: usize = before.map(|receptor| receptor.kernel.traits().state.len()).sum();
        self.plan.traits.state.len() + 1 + columns
    }

    /// Takes in a Poisson input.
    pub(crate) fn add_poisson(&mut self, pour: PoissonPlan) {
        let at = self.pours.partition_point(|other| other.name < pour.name);
        self.pours.insert(at, pour);
        self.tables = Tables::new(self.pours.iter());
    }

    /// The row, among what the neurons feel, of the levels that arrive at a port:
    /// those of currents and conductances come first.
    pub(crate) fn felt_row(&self, port: usize) -> usize {
        2 + self.graded.iter().position(|graded| *graded == port).unwrap_or(0)
    }

    /// How many such rows there are.
    fn felt_rows(&self) -> usize {
        match self.coupled || !self.graded.is_empty() {
            true => 2 + self.graded.len(),
            false => 0,
        }
    }

    /// How many columns the state has with the receptors there are.
    pub(crate) fn columns(&self) -> usize {
        self.receptor_column(self.receptors.len())
    }

    /// The state at the beginning, column by column from column `from` on.
    fn initial(&self, from: usize) -> Vec<f32> {
        let size = self.plan.size;
        let own = self.plan.initial.iter().cloned();
        let countdown = std::iter::once(npbrain_core::Value::Same(0.0));
        let receptors = self.receptors.iter().flat_map(|receptor| {
            let variables = receptor.kernel.traits().state;
            variables.iter().map(|variable| npbrain_core::Value::Same(variable.default))
        });
        let columns = own.chain(countdown).chain(receptors).skip(from);
        columns.flat_map(|value| (0..size).map(move |i| value.of(i) as f32)).collect()
    }

    /// Refuses buffers that do not fit.
    ///
    /// # Errors
    /// [`Error::TooLargeForDevice`].
    pub(crate) fn check(&self, layout: &Layout, device: &Device) -> Result<()> {
        let object = self.plan.object();
        let bytes = |words: usize| 4 * words as u64;
        device.check_size(&object, "its state", bytes(layout.columns * layout.size))?;
        device.check_size(&object, "the spikes of past steps", bytes(layout.spikes()))?;
        device.check_size(&object, "what is under way to it", bytes(layout.due()))?;
        let each = |values: &[npbrain_core::Value]| -> usize {
            values.iter().map(|value| value.as_slice().len()).sum()
        };
        let constants = each(&self.plan.params) + each(&self.plan.prepared) + layout.size;
        device.check_size(&object, "its parameters", bytes(constants))
    }

    /// Makes the buffers and the program for `layout`, keeping what is in the old
    /// ones; `now` is the step under way. `None` if the device is lost.
    pub(crate) fn build(
        &mut self,
        layout: Layout,
        device: &mut Device,
        clock: &wgpu::Buffer,
        now: u64,
    ) -> Option<()> {
        let name = self.plan.name.clone();
        let parts = Parts {
            plan: &self.plan,
            tape: self.tape.as_ref(),
            receptors: &self.receptors,
            receptor_tapes: &self.receptor_tapes,
            pours: &self.pours,
            coupled: self.coupled,
            graded: &self.graded,
            layout: &layout,
        };
        let program = update(&parts);
        let (state, spikes, due) = match &self.buffers {
            None => (self.initial(0), vec![0; layout.spikes()], vec![0; layout.due()]),
            Some(old) => {
                let mut state: Vec<f32> = bytemuck::cast_vec(device.read(&old.state)?);
                state.truncate(self.layout.columns * layout.size);
                state.extend(self.initial(self.layout.columns));
                let spikes = moved_spikes(&self.layout, &layout, &device.read(&old.spikes)?, now);
                let due = moved_due(&self.layout, &layout, &device.read(&old.due)?, now);
                (state, spikes, due)
            }
        };
        let buffers = Buffers {
            state: device.buffer(&format!("state of {name}"), &state),
            constants: device.buffer(&format!("constants of {name}"), &program.constants),
            spikes: device.buffer(&format!("spikes of {name}"), &spikes),
            drive: device.zeros(
                &format!("drive of {name}"),
                match self.plan.traits.membrane {
                    Some(_) => self.currents.capacity(),
                    None => 0,
                },
            ),
            tables: device.zeros(&format!("tables of {name}"), self.tables.capacity()),
            felt: device.zeros(&format!("coupling of {name}"), self.felt_rows() * layout.size),
            due: device.buffer(&format!("due at {name}"), &due),
        };
        let moves = self.tape.is_some()
            || !self.receptors.is_empty()
            || layout.due() > 0
            || self.felt_rows() > 0;
        self.update = moves.then(|| {
            let mut bindings = vec![
                Binding::Write(&buffers.state),
                Binding::Read(&buffers.constants),
                Binding::Write(&buffers.spikes),
                Binding::Read(&buffers.drive),
                Binding::Read(&buffers.tables),
                Binding::Write(&buffers.felt),
            ];
            if layout.due() > 0 {
                bindings.push(Binding::Write(&buffers.due));
            }
            device.program(&name, &program.text, clock, &bindings, groups(layout.size))
        });
        self.text = if moves { program.text } else { String::new() };
        self.buffers = Some(buffers);
        self.layout = layout;
        Some(())
    }

    /// Whether the device is told the currents into it.
    pub(crate) fn is_driven(&self) -> bool {
        self.plan.traits.membrane.is_some() && self.update.is_some()
    }

    /// The neuron that was lost, from the `state` of a population that stands still.
    pub(crate) fn find_lost(&self, state: &[f32]) -> Option<Lost> {
        let (size, variables) = (self.layout.size, self.plan.traits.state.len());
        let countdown = &state[variables * size..][..size];
        let told = |left: f32| f64::from(left) / f64::from(LOST_UNIT);
        let neuron = countdown.iter().position(|left| told(*left) > 0.5)?;
        let code = told(countdown[neuron]).round() as usize - 1;
        Some(Lost {
            variable: code / 4,
            neuron,
            value: [f64::NAN, f64::INFINITY, f64::NEG_INFINITY][(code % 4).min(2)],
            last: (0..variables).map(|k| f64::from(state[k * size + neuron])).collect(),
        })
    }
}

/// What the countdown of a lost neuron is counted in: more than any countdown. As
/// in the printed program.
pub(crate) const LOST_UNIT: f32 = 1.2676506e30;
