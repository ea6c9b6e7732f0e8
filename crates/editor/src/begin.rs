//! How a new service begins: from a template, or as a copy of one that is there.

use std::collections::BTreeMap;

use catalog::{DEFINITION, RESULT, ServiceFiles};

use crate::patch::{Unpatched, put_texts};

const TEMPLATE: &str = include_str!("begin/service.yaml");
const TEMPLATE_RESULT: &str = include_str!("begin/result.typ");

/// A small service that can be published as it is, once its agency and categories are those of the portal. It has no
/// examples: whoever changes its questions would have to change them too.
pub(crate) fn template() -> ServiceFiles {
    let mut files = ServiceFiles::default();
    for (path, text) in [(DEFINITION, TEMPLATE), (RESULT, TEMPLATE_RESULT)] {
        files.set(path, text);
    }
    files
}

/// The same files as those of a new service, with its own code and titles.
pub(crate) fn named(mut files: ServiceFiles, values: &BTreeMap<String, String>) -> Result<ServiceFiles, Unpatched> {
    let text = put_texts(files.definition(), values)?;
    files.set(DEFINITION, text);
    Ok(files)
}
