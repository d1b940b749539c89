use npbrain_core::{Error, Result};
use npbrain_engine::{Backend, Engine, Settings};

use crate::device::Device;
use crate::engine::GpuEngine;
use crate::route::MOST_SYNAPSES;

/// What the backend calls itself in messages.
pub(crate) const NAME: &str = "gpu";

/// What is to be done where no adapter is found.
const HELP: &str = "install a driver for Vulkan, Metal or DirectX 12; without a GPU, Mesa's \
                    llvmpipe runs on the processor (Debian, Ubuntu: apt-get install \
                    mesa-vulkan-drivers libvulkan1)";

/// The backend that runs networks on a GPU, through Vulkan, Metal or DirectX 12.
///
/// It computes in `f32`. Everything else about it is on the [front
/// page](crate) of this crate.
///
/// ```no_run
/// # use npbrain_gpu::Gpu;
/// # fn main() -> npbrain_core::Result<()> {
/// for adapter in Gpu::adapters() {
///     println!("{} ({}, {})", adapter.name, adapter.kind, adapter.api);
/// }
/// let best = Gpu::new()?;
/// let software = Gpu::named("llvmpipe")?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Gpu {
    adapter: wgpu::Adapter,
    options: Options,
}

/// What one may ask of an engine.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// The most that synapses with a model deliver, by the names of projections.
    pub(crate) bounds: Vec<(String, f64)>,
    /// How many synapses lie in one buffer at most.
    pub(crate) most_synapses: usize,
    /// At which step the device is lost on purpose.
    pub(crate) lost_after: Option<u64>,
}

/// What a GPU is to be good at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// Fast: a GPU of its own before one in the processor.
    High,
    /// Sparing: the other way round.
    Low,
}

/// A GPU, or what stands for one, as the system tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adapter {
    /// Its name.
    pub name: String,
    /// What it is: "discrete GPU", "integrated GPU", "virtual GPU", "processor" or
    /// "other".
    pub kind: &'static str,
    /// What it is reached by: "vulkan", "metal" or "dx12".
    pub api: String,
    /// Its driver, if known.
    pub driver: String,
}

impl Gpu {
    /// The fastest adapter: as [`power`](Self::power) with [`Power::High`].
    ///
    /// # Errors
    /// [`Error::NoAdapter`].
    pub fn new() -> Result<Self> {
        Gpu::power(Power::High)
    }

    /// The adapter that is best at this.
    ///
    /// # Errors
    /// [`Error::NoAdapter`].
    pub fn power(power: Power) -> Result<Self> {
        let rank = |adapter: &wgpu::Adapter| match (adapter.get_info().device_type, power) {
            (wgpu::DeviceType::DiscreteGpu, Power::High)
            | (wgpu::DeviceType::IntegratedGpu, Power::Low) => 0,
            (wgpu::DeviceType::DiscreteGpu | wgpu::DeviceType::IntegratedGpu, _) => 1,
            (wgpu::DeviceType::VirtualGpu, _) => 2,
            (wgpu::DeviceType::Other, _) => 3,
            (wgpu::DeviceType::Cpu, _) => 4,
        };
        match all().into_iter().min_by_key(rank) {
            Some(adapter) => Ok(Gpu::on(adapter)),
            None => Err(no_adapter("was found".into(), Vec::new())),
        }
    }

    /// The first adapter with this in its name; capitals do not matter.
    ///
    /// # Errors
    /// [`Error::NoAdapter`], which tells the names there are.
    pub fn named(name: &str) -> Result<Self> {
        let wanted = name.to_lowercase();
        let adapters = all();
        let fits =
            |adapter: &&wgpu::Adapter| adapter.get_info().name.to_lowercase().contains(&wanted);
        match adapters.iter().find(fits) {
            Some(adapter) => Ok(Gpu::on(adapter.clone())),
            None => Err(no_adapter(
                format!("is called `{name}`"),
                adapters.iter().map(|adapter| adapter.get_info().name).collect(),
            )),
        }
    }

    fn on(adapter: wgpu::Adapter) -> Self {
        let options =
            Options { bounds: Vec::new(), most_synapses: MOST_SYNAPSES, lost_after: None };
        Gpu { adapter, options }
    }

    /// The adapters there are.
    pub fn adapters() -> Vec<Adapter> {
        all().iter().map(described).collect()
    }

    /// The adapter it will run on.
    pub fn adapter(&self) -> Adapter {
        described(&self.adapter)
    }

    /// Refuses to compute in `f64`: WGSL has no such numbers. It is here to say so
    /// where [`Cpu`](https://docs.rs/npbrain-cpu) would.
    ///
    /// # Errors
    /// Always, [`Error::Unsupported`].
    pub fn f64(self) -> Result<Self> {
        Err(Error::Unsupported {
            backend: NAME,
            object: "a network in f64".into(),
            reason: "GPUs have no f64 that could be relied on, and WGSL has none; the CPU has"
                .into(),
        })
    }

    /// How much a single synapse of the projection `projection` may deliver at
    /// most, in the unit of its weights: for synapses with a model, whose
    /// deliveries change. What a port adds up in whole numbers must fit; see the
    /// [front page](crate#what-arrives-is-whole-numbers).
    ///
    /// Without it, 16 times the largest of the weights that the projection begins
    /// with.
    #[must_use]
    pub fn bound(mut self, projection: &str, most: f64) -> Self {
        self.options.bounds.push((projection.into(), most));
        self
    }

    /// Splits projections into buffers of so many synapses: for tests.
    #[doc(hidden)]
    #[must_use]
    pub fn split_at(mut self, synapses: usize) -> Self {
        self.options.most_synapses = synapses;
        self
    }

    /// Loses the device on purpose once `step` steps have been made: for tests.
    #[doc(hidden)]
    #[must_use]
    pub fn lose_after(mut self, step: u64) -> Self {
        self.options.lost_after = Some(step);
        self
    }
}

impl Backend for Gpu {
    fn name(&self) -> &'static str {
        NAME
    }

    fn engine(&self, settings: &Settings) -> Result<Box<dyn Engine>> {
        for (projection, most) in &self.options.bounds {
            if !(most.is_finite() && *most > 0.0) {
                return Err(Error::InvalidValue {
                    object: format!("projection `{projection}`"),
                    name: "bound".into(),
                    value: *most,
                    expected: "a finite number, more than 0",
                });
            }
        }
        let device = Device::open(&self.adapter)?;
        Ok(Box::new(GpuEngine::new(device, settings, self.options.clone())))
    }
}

/// All adapters, through any of the three interfaces.
fn all() -> Vec<wgpu::Adapter> {
    let mut wanted = wgpu::InstanceDescriptor::new_without_display_handle();
    wanted.backends = wgpu::Backends::VULKAN | wgpu::Backends::METAL | wgpu::Backends::DX12;
    wanted.flags = wgpu::InstanceFlags::empty();
    let instance = wgpu::Instance::new(wanted);
    pollster::block_on(instance.enumerate_adapters(wgpu::Backends::all()))
}

fn described(adapter: &wgpu::Adapter) -> Adapter {
    let info = adapter.get_info();
    Adapter {
        name: info.name,
        kind: match info.device_type {
            wgpu::DeviceType::DiscreteGpu => "discrete GPU",
            wgpu::DeviceType::IntegratedGpu => "integrated GPU",
            wgpu::DeviceType::VirtualGpu => "virtual GPU",
            wgpu::DeviceType::Cpu => "processor",
            wgpu::DeviceType::Other => "other",
        },
        api: info.backend.to_string(),
        driver: format!("{} {}", info.driver, info.driver_info).trim().into(),
    }
}

pub(crate) fn no_adapter(wanted: String, found: Vec<String>) -> Error {
    Error::NoAdapter { wanted, found, help: HELP }
}

#[cfg(test)]
mod tests {
    use super::no_adapter;

    #[test]
    fn where_no_adapter_is_the_message_says_what_to_install() {
        let error = no_adapter("was found".into(), Vec::new());
        assert_eq!(
            error.to_string(),
            "no GPU was found; there is none; install a driver for Vulkan, Metal or DirectX 12; \
             without a GPU, Mesa's llvmpipe runs on the processor (Debian, Ubuntu: apt-get install \
             mesa-vulkan-drivers libvulkan1)"
        );
    }
}
