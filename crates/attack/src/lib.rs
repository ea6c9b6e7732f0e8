//! Bytes thrown at everything that reads what strangers send, and what must hold whatever comes.
//!
//! Each module is one target with one entry: it takes any bytes, hands them to the product as a stranger would, and
//! asserts more than "no panic": what was read can be written and read again, taking twice changes nothing, nothing
//! that does not apply is kept. Owns no reader itself. Nobody names this crate but its own tests, which replay the kept
//! inputs and their mutations, and the programs in `fuzz/`, which search for new ones. Start with [`TARGETS`].

pub mod answers;
pub mod conditions;
pub mod definitions;
pub mod files;
pub mod registries;
pub mod requests;
pub mod scene;
pub mod searches;
pub mod signatures;
pub mod smpp;
pub mod typed;
pub mod webhooks;

/// Something that reads what strangers send.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name, and that of its folder of inputs.
    pub name: &'static str,
    /// Takes any bytes; panics when something does not hold.
    pub enter: fn(&[u8]),
    /// How many mutations `make test` tries: as many as fit into a second or two.
    pub mutations: u32,
    /// How many bytes one input may make us allocate over all, beside [`Target::each`] for each of its own: a bound of
    /// work and memory that does not depend on the machine.
    pub allowance: u64,
    /// Bytes that may be allocated for each byte of the input.
    pub each: u64,
}

const fn target(name: &'static str, enter: fn(&[u8]), mutations: u32, allowance: u64, each: u64) -> Target {
    Target { name, enter, mutations, allowance, each }
}

const KB: u64 = 1024;
const MB: u64 = 1024 * KB;

/// Everything that is attacked.
pub const TARGETS: &[Target] = &[
    target("definitions", definitions::enter, 50, 16 * MB, 24 * KB),
    target("conditions", conditions::enter, 500, 96 * MB, 64 * KB),
    target("answers", answers::enter, 400, 16 * MB, 24 * KB),
    target("files", files::enter, 5_000, MB, 64),
    target("signatures", signatures::enter, 1_500, MB, KB),
    target("smpp", smpp::enter, 10_000, MB, KB),
    target("webhooks", webhooks::enter, 10_000, MB, KB),
    target("registries", registries::enter, 10_000, MB, KB),
    target("requests", requests::enter, 1_000, 4 * MB, 4 * KB),
    target("searches", searches::enter, 300, 64 * MB, 16 * KB),
    target("typed", typed::enter, 10_000, MB, KB),
];
