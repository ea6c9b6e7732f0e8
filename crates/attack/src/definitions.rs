//! Service definitions: `service.yaml` and examples, as whoever writes a service might send them.

use base::Lang;
use forms::{Answers, Definition};

use crate::scene;

/// Reads a definition; what could be read is written, read again, and used.
pub fn enter(bytes: &[u8]) {
    let Ok(yaml) = std::str::from_utf8(bytes) else { return };
    let _ = forms::parse_example(yaml);
    match forms::parse(yaml) {
        Ok(definition) => {
            reads_as_it_was_written(&definition);
            can_be_used(&definition);
        }
        Err(problems) => assert!(!problems.is_empty(), "refused without a reason"),
    }
}

fn reads_as_it_was_written(definition: &Definition) {
    // JSON is YAML.
    let written = serde_json::to_string(definition);
    assert!(written.is_ok(), "a definition cannot be written");
    let again = forms::parse(&written.unwrap_or_default());
    assert_eq!(again.as_ref(), Ok(definition), "read, written and read again it is another");
}

/// A definition without problems can be asked everything before anybody has answered anything.
fn can_be_used(definition: &Definition) {
    let (facts, nothing) = (scene::facts(), Answers::new());
    assert!(forms::prune(definition, &nothing, &facts).is_empty(), "an answer out of nothing");
    forms::missing(definition, &nothing, &facts);
    forms::fee(definition, &nothing, &facts);
    forms::deadlines(definition, &nothing, &facts);
    forms::eligibility(definition, &nothing, &facts);
    for lang in Lang::ALL {
        forms::summary(definition, &nothing, &facts, lang);
        for page in forms::applicable_pages(definition, &nothing, &facts) {
            forms::ask(definition, page, &nothing, &facts, lang, None);
        }
    }
}
