//! Which files of the register are read, and in which order.

use std::collections::BTreeSet;

use super::{ImportError, Source, steps::Step};

/// A file to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Planned {
    pub(super) file: String,
    pub(super) size: u64,
    pub(super) step: Step,
}

/// Every file that is understood: all objects first, then houses, then what lies in what, then codes.
pub(super) fn plan(source: &Source) -> Result<Vec<Planned>, ImportError> {
    let files = source.files()?;
    // Where a region has both hierarchies the administrative one counts: it is what people write on envelopes.
    let administrative: BTreeSet<&str> =
        files.iter().filter(|(file, _)| of(file, "AS_ADM_HIERARCHY_")).map(|(file, _)| folder(file)).collect();
    let step = |file: &str| {
        let found = Step::of(base_name(file))?;
        let second = of(file, "AS_MUN_HIERARCHY_") && administrative.contains(folder(file));
        (!second).then_some(found)
    };
    let mut planned: Vec<Planned> = files
        .iter()
        .filter_map(|(file, size)| Some(Planned { file: file.clone(), size: *size, step: step(file)? }))
        .collect();
    planned.sort_by(|one, other| (one.step, &one.file).cmp(&(other.step, &other.file)));
    if planned.is_empty() { Err(ImportError::Nothing(source.name())) } else { Ok(planned) }
}

fn of(file: &str, kind: &str) -> bool {
    base_name(file).to_ascii_uppercase().starts_with(kind)
}

fn base_name(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

fn folder(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}
