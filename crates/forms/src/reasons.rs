//! Why a service worked out what it did: each rule that had a say, how it turned out, and the values that decided.

use base::Lang;
use serde::{Deserialize, Serialize};

use crate::{
    Answers, Definition, Expression, Facts, FeeDue, Prefill, deadlines, fee,
    logic::{
        scope::{Scope, by_name},
        tree::Node,
    },
    summary::{plain, show},
};

/// A rule of a service after some answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Which rule.
    pub rule: ReasonOf,
    /// What it decided by, in the order in which the rule names it.
    pub because: Vec<Because>,
}

/// Which rule it is, and how it turned out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonOf {
    /// A condition for applying: what it is about, and whether it holds; none when that cannot be told.
    Eligibility(String, Option<bool>),
    /// The duty, in words; none when there is none.
    Fee(Option<String>),
    /// The working days of the review.
    Review(u32),
}

/// A value that a rule looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// The title of a question or of a computed value, and the answer in words.
    Answer(String, String),
    /// The path of the profile, and what it said.
    Profile(String, String),
    /// The day on which it was worked out.
    Today(String),
}

/// Every rule with its outcome: conditions first, then the duty and the review where they depend on the answers.
pub fn reasons(definition: &Definition, answers: &Answers, facts: &Facts, lang: Lang) -> Vec<Reason> {
    let computed = by_name(&definition.computed);
    let scope = Scope::new(facts, answers, &computed);
    let reader = Reader { definition, answers, facts, scope: &scope, lang };
    let mut reasons: Vec<Reason> = definition
        .eligibility
        .iter()
        .map(|rule| Reason {
            rule: ReasonOf::Eligibility(rule.explain.in_lang(lang).to_owned(), rule.require.holds(&scope)),
            because: reader.because(&rule.require),
        })
        .collect();
    if let Some(duty) = &definition.fee {
        let sum = match fee(definition, answers, facts) {
            FeeDue::Due(sum) => Some(sum.show(lang)),
            FeeDue::Nothing | FeeDue::Unknown => None,
        };
        reasons.push(Reason { rule: ReasonOf::Fee(sum), because: reader.because(&duty.amount) });
    }
    let because = reader.because(&definition.deadlines.review);
    reasons.push(Reason { rule: ReasonOf::Review(deadlines(definition, answers, facts).review), because });
    // What is the same for everybody explains nothing.
    reasons.retain(|reason| matches!(reason.rule, ReasonOf::Eligibility(..)) || !reason.because.is_empty());
    reasons
}

struct Reader<'a> {
    definition: &'a Definition,
    answers: &'a Answers,
    facts: &'a Facts,
    scope: &'a Scope<'a>,
    lang: Lang,
}

impl<'a> Reader<'a> {
    fn because(&self, of: &'a Expression) -> Vec<Because> {
        let mut found = Vec::new();
        // A computed value without a name of its own is explained by what it is made of; circles were refused.
        let mut open: Vec<&'a Node> = of.tree().into_iter().collect();
        let mut seen: Vec<&'a str> = Vec::new();
        while let Some(node) = open.pop() {
            match node {
                Node::Name(name) if !seen.contains(&name.as_str()) => {
                    seen.push(name);
                    match self.named(name) {
                        Some(because) => found.push(because),
                        None => open.extend(self.scope.computed(name).and_then(|computed| computed.value.tree())),
                    }
                }
                Node::Field(of, field) if matches!(&**of, Node::Name(name) if name == "profile") => {
                    found.extend(self.profile(field).filter(|because| !found.contains(because)));
                }
                Node::Field(of, _) => open.push(of),
                Node::List(nodes) | Node::Call(_, nodes) => open.extend(nodes.iter().rev()),
                Node::Each { list, body, .. } => open.extend([&**body, &**list]),
                Node::Flag(_) | Node::Number(_) | Node::Text(_) | Node::Name(_) => {}
            }
        }
        found
    }

    fn named(&self, name: &str) -> Option<Because> {
        if name == "today" {
            return Some(Because::Today(base::long_date(self.facts.today, self.lang)));
        }
        if let Some(computed) = self.scope.computed(name) {
            let title = computed.title.as_ref()?;
            let value = computed.value.simple(self.scope)?;
            return Some(Because::Answer(title.in_lang(self.lang).to_owned(), plain(&value, self.lang).join(", ")));
        }
        let mut questions = self.definition.pages.iter().flat_map(|page| &page.questions);
        let question = questions.find(|question| question.id == name)?;
        let value = self.answers.get(name)?;
        let shown = show(question, value, self.lang).join(", ");
        Some(Because::Answer(question.title.in_lang(self.lang).to_owned(), shown))
    }

    fn profile(&self, field: &str) -> Option<Because> {
        let path = format!("profile.{field}");
        let items = self.facts.profile.list(&path);
        if Prefill::list_kind(&path).is_some() {
            return Some(Because::Profile(path, items.len().to_string()));
        }
        let value = plain(self.facts.profile.get(&path)?, self.lang).join(", ");
        Some(Because::Profile(path, value))
    }
}
