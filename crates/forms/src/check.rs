//! What must be true of a definition before anyone may use it.

use crate::{Definition, Problem};

/// Everything wrong with a definition; empty when it can be published.
pub fn check(definition: &Definition) -> Vec<Problem> {
    let _ = definition;
    Vec::new()
}
