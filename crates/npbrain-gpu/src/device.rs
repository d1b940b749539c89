use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use npbrain_core::{Error, Result};
use wgpu::util::DeviceExt;

use crate::gpu::NAME;

/// A device with its queue: buffers, programs and what went wrong.
///
/// Nothing is asked of it beyond WebGPU's default limits.
pub(crate) struct Device {
    device: wgpu::Device,
    pub(crate) queue: wgpu::Queue,
    /// The name of the adapter.
    pub(crate) adapter: String,
    /// Whether it is the processor that stands for a GPU.
    pub(crate) software: bool,
    /// Why the device is lost, if it is.
    lost: Arc<Mutex<Option<String>>>,
    /// Programs by their text.
    programs: HashMap<String, Compiled>,
}

/// A program that is compiled, and what its buffers are.
#[derive(Clone)]
struct Compiled {
    pipeline: wgpu::ComputePipeline,
    layout: wgpu::BindGroupLayout,
}

/// A program with its buffers, ready to be dispatched.
#[derive(Clone)]
pub(crate) struct Program {
    pub(crate) pipeline: wgpu::ComputePipeline,
    pub(crate) buffers: wgpu::BindGroup,
    /// How many workgroups it takes.
    pub(crate) groups: [u32; 2],
}

/// A buffer that a program uses, from binding 1 on; binding 0 is the clock.
pub(crate) enum Binding<'a> {
    /// It is read only.
    Read(&'a wgpu::Buffer),
    /// It is also written.
    Write(&'a wgpu::Buffer),
    /// A few numbers that are the same for all.
    Uniform(&'a wgpu::Buffer),
}

/// How many invocations a workgroup has.
pub(crate) const GROUP: usize = 64;

/// How far the numbers of the steps lie apart in the clock's buffer: WebGPU's
/// default alignment.
pub(crate) const TICK: u64 = 256;

impl Device {
    pub(crate) fn open(adapter: &wgpu::Adapter) -> Result<Self> {
        let info = adapter.get_info();
        let wanted = wgpu::DeviceDescriptor {
            label: Some("npbrain"),
            required_features: wgpu::Features::empty(),
            required_limits: wgpu::Limits::default(),
            ..Default::default()
        };
        let opened = pollster::block_on(adapter.request_device(&wanted));
        let (device, queue) = opened.map_err(|error| Error::Unsupported {
            backend: NAME,
            object: format!("a network on {}", info.name),
            reason: format!("the adapter gives no device: {error}"),
        })?;
        let lost = Arc::new(Mutex::new(None));
        let note = |lost: &Arc<Mutex<Option<String>>>, reason: String| {
            let mut lost = lost.lock().unwrap_or_else(PoisonError::into_inner);
            // What came first is the cause.
            lost.get_or_insert(reason);
        };
        let on_loss = lost.clone();
        device.set_device_lost_callback(move |_, reason| note(&on_loss, reason));
        let on_error = lost.clone();
        device.on_uncaptured_error(Arc::new(move |error: wgpu::Error| {
            note(&on_error, error.to_string());
        }));
        Ok(Device {
            device,
            queue,
            adapter: info.name,
            software: info.device_type == wgpu::DeviceType::Cpu,
            lost,
            programs: HashMap::new(),
        })
    }

    /// Why the device is lost, if it is.
    pub(crate) fn lost(&self) -> Option<String> {
        self.lost.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Gives the device up.
    pub(crate) fn destroy(&self) {
        self.device.destroy();
        // The callback comes with the next poll, or not at all.
        let mut lost = self.lost.lock().unwrap_or_else(PoisonError::into_inner);
        lost.get_or_insert_with(|| "it was given up".into());
    }

    /// Refuses what does not fit into one binding: 128 MiB by default.
    pub(crate) fn check_size(&self, object: &str, what: &'static str, bytes: u64) -> Result<()> {
        let limits = wgpu::Limits::default();
        let limit = limits.max_storage_buffer_binding_size.min(limits.max_buffer_size);
        match bytes <= limit {
            true => Ok(()),
            false => Err(Error::TooLargeForDevice {
                object: object.into(),
                what,
                needed: bytes,
                limit,
                adapter: self.adapter.clone(),
            }),
        }
    }

    /// How many workgroups share a delivery at most. A GPU has room for thousands; a
    /// processor only pays for starting them.
    pub(crate) fn most_groups(&self) -> usize {
        if self.software { 8 } else { 2048 }
    }

    /// A buffer with these words in it.
    pub(crate) fn buffer<T: bytemuck::Pod>(&self, label: &str, content: &[T]) -> wgpu::Buffer {
        // Bindings must not be empty.
        let empty = [0_u8; 4];
        let bytes = bytemuck::cast_slice(content);
        self.device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
            label: Some(label),
            contents: if bytes.is_empty() { &empty } else { bytes },
            usage: wgpu::BufferUsages::STORAGE
                | wgpu::BufferUsages::COPY_SRC
                | wgpu::BufferUsages::COPY_DST,
        })
    }

    /// A buffer of zeros.
    pub(crate) fn zeros(&self, label: &str, words: usize) -> wgpu::Buffer {
        self.device.create_buffer(&wgpu::BufferDescriptor {
            label: Some(label),
            size: 4 * words.max(1) as u64,
            usage: wgpu::BufferUsages::STORAGE
                | wgpu::BufferUsages::COPY_SRC
                | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        })
    }

    /// A buffer of `bytes` bytes that programs see as numbers that are the same for all.
    pub(crate) fn uniform(&self, label: &str, bytes: u64) -> wgpu::Buffer {
        self.device.create_buffer(&wgpu::BufferDescriptor {
            label: Some(label),
            size: bytes.next_multiple_of(16),
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        })
    }

    /// A buffer of `bytes` bytes that the host reads.
    fn staging(&self, bytes: u64) -> wgpu::Buffer {
        self.device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("to the host"),
            size: bytes.max(4),
            usage: wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        })
    }

    pub(crate) fn encoder(&self) -> wgpu::CommandEncoder {
        self.device.create_command_encoder(&wgpu::CommandEncoderDescriptor { label: None })
    }

    /// Waits until what was submitted is done, all of it or up to `until`.
    pub(crate) fn wait(&self, until: Option<wgpu::SubmissionIndex>) {
        let waited =
            self.device.poll(wgpu::PollType::Wait { submission_index: until, timeout: None });
        if let Err(error) = waited {
            let mut lost = self.lost.lock().unwrap_or_else(PoisonError::into_inner);
            lost.get_or_insert(error.to_string());
        }
    }

    /// The words of parts of buffers, as they are once all that was submitted,
    /// `encoder` last, is done; `None` if the device is lost.
    pub(crate) fn fetch(
        &self,
        mut encoder: wgpu::CommandEncoder,
        parts: &[(&wgpu::Buffer, Range<u64>)],
    ) -> Option<Vec<u32>> {
        let bytes = parts.iter().map(|(_, words)| 4 * (words.end - words.start)).sum();
        let staging = self.staging(bytes);
        let mut at = 0;
        for (buffer, words) in parts {
            let length = 4 * (words.end - words.start);
            encoder.copy_buffer_to_buffer(buffer, 4 * words.start, &staging, at, length);
            at += length;
        }
        self.queue.submit([encoder.finish()]);
        if bytes == 0 {
            self.wait(None);
            return self.lost().is_none().then(Vec::new);
        }
        staging.map_async(wgpu::MapMode::Read, .., |_| {});
        self.wait(None);
        if self.lost().is_some() {
            return None;
        }
        let view = staging.get_mapped_range(..).ok()?;
        // The view need not lie where words do.
        let words = view.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let words = words.collect();
        drop(view);
        staging.unmap();
        Some(words)
    }

    /// All words of a buffer.
    pub(crate) fn read(&self, buffer: &wgpu::Buffer) -> Option<Vec<u32>> {
        self.fetch(self.encoder(), &[(buffer, 0..buffer.size() / 4)])
    }

    /// The program `text`, whose entry point is `main`, with these buffers; the
    /// clock comes first.
    pub(crate) fn program(
        &mut self,
        label: &str,
        text: &str,
        clock: &wgpu::Buffer,
        bindings: &[Binding<'_>],
        groups: [u32; 2],
    ) -> Program {
        let Compiled { pipeline, layout } = match self.programs.get(text) {
            Some(compiled) => compiled.clone(),
            None => {
                let compiled = self.compile(label, text, bindings);
                self.programs.insert(text.into(), compiled.clone());
                compiled
            }
        };
        let whole = |k: usize, buffer| wgpu::BindGroupEntry {
            binding: k as u32 + 1,
            resource: wgpu::Buffer::as_entire_binding(buffer),
        };
        let tick =
            wgpu::BufferBinding { buffer: clock, offset: 0, size: wgpu::BufferSize::new(16) };
        let tick =
            wgpu::BindGroupEntry { binding: 0, resource: wgpu::BindingResource::Buffer(tick) };
        let entries: Vec<_> = std::iter::once(tick)
            .chain(bindings.iter().enumerate().map(|(k, binding)| match binding {
                Binding::Read(buffer) | Binding::Write(buffer) | Binding::Uniform(buffer) => {
                    whole(k, buffer)
                }
            }))
            .collect();
        let buffers = self.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some(label),
            layout: &layout,
            entries: &entries,
        });
        Program { pipeline, buffers, groups }
    }

    fn compile(&self, label: &str, text: &str, bindings: &[Binding<'_>]) -> Compiled {
        let entry = |binding: usize, ty, has_dynamic_offset| wgpu::BindGroupLayoutEntry {
            binding: binding as u32,
            visibility: wgpu::ShaderStages::COMPUTE,
            ty: wgpu::BindingType::Buffer { ty, has_dynamic_offset, min_binding_size: None },
            count: None,
        };
        let storage = |read_only| wgpu::BufferBindingType::Storage { read_only };
        let mut entries = vec![entry(0, wgpu::BufferBindingType::Uniform, true)];
        entries.extend(bindings.iter().zip(1..).map(|(binding, k)| match binding {
            Binding::Read(_) => entry(k, storage(true), false),
            Binding::Write(_) => entry(k, storage(false), false),
            Binding::Uniform(_) => entry(k, wgpu::BufferBindingType::Uniform, false),
        }));
        let layout = self.device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some(label),
            entries: &entries,
        });
        let pipeline_layout = self.device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some(label),
            bind_group_layouts: &[Some(&layout)],
            immediate_size: 0,
        });
        let module = self.device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some(label),
            source: wgpu::ShaderSource::Wgsl(text.into()),
        });
        let pipeline = self.device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
            label: Some(label),
            layout: Some(&pipeline_layout),
            module: &module,
            entry_point: Some("main"),
            compilation_options: Default::default(),
            cache: None,
        });
        Compiled { pipeline, layout }
    }
}

/// The workgroups for so many invocations: at most 65,535 in one dimension.
pub(crate) fn groups(invocations: usize) -> [u32; 2] {
    const MOST: usize = 65_535;
    let all = invocations.div_ceil(GROUP).max(1);
    [all.min(MOST) as u32, all.div_ceil(MOST) as u32]
}
