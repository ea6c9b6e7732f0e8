//! Conditions and formulas: CEL text, read, checked for its type, and evaluated under its limit of steps.

use std::sync::OnceLock;

use base::Lang;
use forms::{Answers, Definition, Expression, FileRef, Input};

use crate::scene;

/// Reads the text as an expression and puts it wherever a definition can have one.
pub fn enter(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let expression = Expression::new(text);
    assert_eq!(expression.source(), text, "the text of an expression changed");
    let mut definition = everything().clone();
    if let Some(fee) = &mut definition.fee {
        fee.amount = expression.clone();
    }
    definition.deadlines.review = expression.clone();
    for computed in &mut definition.computed {
        computed.value = expression.clone();
    }
    for rule in &mut definition.eligibility {
        rule.require = expression.clone();
    }
    for page in definition.pages.iter_mut().skip(1) {
        page.when = Some(expression.clone());
        for question in &mut page.questions {
            for inner in &mut question.questions {
                inner.when = Some(expression.clone());
            }
        }
    }
    // What the check refuses is evaluated all the same: the limits must not depend on it.
    forms::check(&definition);
    let facts = scene::facts();
    for answers in [&Answers::new(), filled()] {
        let said = |definition| {
            let fee = forms::fee(definition, answers, &facts);
            let days = forms::deadlines(definition, answers, &facts);
            (fee, days, forms::eligibility(definition, answers, &facts).len())
        };
        assert_eq!(said(&definition), said(&definition), "the same was asked and something else answered");
        let kept = forms::prune(&definition, answers, &facts);
        assert_eq!(forms::prune(&definition, &kept, &facts), kept, "pruning twice prunes more");
        forms::summary(&definition, &kept, &facts, Lang::Ru);
    }
}

fn everything() -> &'static Definition {
    static READ: OnceLock<Definition> = OnceLock::new();
    READ.get_or_init(|| {
        let read = forms::parse(scene::EVERYTHING);
        assert!(read.is_ok(), "the test's own service has problems");
        read.unwrap_or_else(|_| scene::services().first().cloned().unwrap_or_else(|| std::process::abort()))
    })
}

const TYPED: [(&str, &str); 24] = [
    ("family_name", "Ветрова"),
    ("copies", "2"),
    ("income", "1 500,50 ₽"),
    ("changed_on", "27.03.2015"),
    ("urgent", "no"),
    ("ways", "visit"),
    ("phone", "8 (900) 123-45-67"),
    ("email", "vera@example.org"),
    ("snils", "123-456-789 64"),
    ("passport", "45 00 123456"),
    ("purpose", "work"),
    ("children.0.child.family_name", "Ветров"),
    ("children.0.child.given_name", "Лев"),
    ("children.0.child.born_on", "01.02.2020"),
    ("children.0.twin", "no"),
    ("children.1.child.family_name", "Ветрова"),
    ("children.1.child.given_name", "Яна"),
    ("children.1.child.born_on", "01.02.2012"),
    ("children.1.twin", "no"),
    ("children.2.child.family_name", "Ветров"),
    ("children.2.child.given_name", "Ян"),
    ("children.2.child.born_on", "01.02.2013"),
    ("children.2.twin", "no"),
    ("inn", ""),
];

/// Every question of the test's service answered.
fn filled() -> &'static Answers {
    static FILLED: OnceLock<Answers> = OnceLock::new();
    FILLED.get_or_init(|| {
        let mut input: Input = TYPED.into_iter().collect();
        for index in 0..3 {
            let proof = FileRef { id: format!("proof-{index}"), name: "birth.pdf".to_owned() };
            input.set_files(&format!("children.{index}.proof"), vec![proof]);
        }
        let mut answers = Answers::new();
        for page in ["about-you", "numbers", "children"] {
            let taken = forms::accept(everything(), page, &input, &answers, &scene::facts());
            assert!(taken.is_ok(), "{page}: {taken:?}");
            answers = taken.unwrap_or_default();
        }
        answers
    })
}
