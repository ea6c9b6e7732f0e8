//! What one document may cost. The parent adds a limit on the time that passes.

use rlimit::Resource;

/// Address space in bytes: a page of text needs some 300 MB of it in a debug build, most of it reserved, not used.
const ADDRESS_SPACE: u64 = 1536 * 1024 * 1024;
/// Processor seconds, with room for a debug build on a busy machine.
const PROCESSOR_SECONDS: u64 = 30;
/// The longest PDF in bytes.
const FILE_SIZE: u64 = 32 * 1024 * 1024;
/// Open files: the three standard streams and what the language's runtime needs.
const OPEN_FILES: u64 = 16;

/// Binds this process to its limits for good and keeps all work on the calling thread.
pub fn apply() -> Result<(), Vec<String>> {
    let limits = [
        (Resource::AS, ADDRESS_SPACE),
        (Resource::CPU, PROCESSOR_SECONDS),
        (Resource::NOFILE, OPEN_FILES),
        // For whoever redirects the PDF into a file; a pipe is not touched by it.
        (Resource::FSIZE, FILE_SIZE),
        // A crash must not leave personal data on the disk.
        (Resource::CORE, 0),
    ];
    for (resource, wanted) in limits {
        // The parent may have set a tighter one.
        let allowed = resource.get_hard().map_or(wanted, |hard| hard.min(wanted));
        resource.set(allowed, allowed).map_err(|fault| vec![format!("limit {}: {fault}", resource.as_name())])?;
    }
    // Every further thread would reserve a stack and an arena of its own out of the address space.
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread()
        .build_global()
        .map_err(|fault| vec![format!("threads: {fault}")])
}
