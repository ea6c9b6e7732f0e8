//! Fee, eligibility and deadlines: what the service computes from answers.

use std::collections::BTreeMap;

use base::national::Snils;

use crate::{
    Answers, Definition, Expression, Facts, FeeDue, Rule, Value,
    logic::scope::{Scope, by_name},
    prune::{applies, of_kind, prune},
};

/// The state duty as far as it can be told after these answers.
pub fn fee(definition: &Definition, answers: &Answers, facts: &Facts) -> FeeDue {
    let Some(fee) = &definition.fee else { return FeeDue::Nothing };
    let computed = by_name(&definition.computed);
    match fee.amount.money(&Scope::new(facts, answers, &computed)) {
        Some(sum) if sum.in_kopecks() <= 0 => FeeDue::Nothing,
        Some(sum) => FeeDue::Due(sum),
        None => FeeDue::Unknown,
    }
}

/// A rule that the applicant does not meet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unmet<'d> {
    /// The rule, with its explanation and advice.
    pub rule: &'d Rule,
}

/// The rules that certainly are not met, in order.
pub fn eligibility<'d>(definition: &'d Definition, answers: &Answers, facts: &Facts) -> Vec<Unmet<'d>> {
    ruled(definition, answers, facts, Some(false)).map(|rule| Unmet { rule }).collect()
}

/// The rules of which it is not known yet whether they are met.
pub fn open_rules<'d>(definition: &'d Definition, answers: &Answers, facts: &Facts) -> Vec<&'d Rule> {
    ruled(definition, answers, facts, None).collect()
}

fn ruled<'d>(
    definition: &'d Definition,
    answers: &Answers,
    facts: &Facts,
    wanted: Option<bool>,
) -> impl Iterator<Item = &'d Rule> {
    let computed = by_name(&definition.computed);
    let scope = Scope::new(facts, answers, &computed);
    let held: Vec<Option<bool>> = definition.eligibility.iter().map(|rule| rule.require.holds(&scope)).collect();
    definition.eligibility.iter().zip(held).filter(move |(_, held)| *held == wanted).map(|(rule, _)| rule)
}

/// The times of a service, in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeadlineDays {
    /// For the agency to decide.
    pub review: u32,
    /// For the citizen to answer a question.
    pub answer: u32,
    /// For the citizen to pay.
    pub payment: u32,
    /// For the second party to agree.
    pub agreement: u32,
}

/// The times of the service after these answers. What cannot be told counts as the usual 30, 10, 15 and 5 days.
pub fn deadlines(definition: &Definition, answers: &Answers, facts: &Facts) -> DeadlineDays {
    let computed = by_name(&definition.computed);
    let scope = Scope::new(facts, answers, &computed);
    let days = |expression: &Expression, usual: u32| {
        expression.number(&scope).and_then(|days| u32::try_from(days).ok()).map_or(usual, |days| days.clamp(1, 1_000))
    };
    let deadlines = &definition.deadlines;
    DeadlineDays {
        review: days(&deadlines.review, 30),
        answer: days(&deadlines.answer, 10),
        payment: days(&deadlines.payment, 15),
        agreement: days(&deadlines.agreement, 5),
    }
}

/// The answers with everything filled in that the profile knows and that was not answered.
///
/// Pages show the same by themselves ([`crate::ask`]); this is for whoever needs it at once.
pub fn prefill(definition: &Definition, answers: &Answers, facts: &Facts) -> Answers {
    let mut filled = answers.clone();
    for question in definition.pages.iter().flat_map(|page| &page.questions) {
        let known = question.prefill.as_ref().and_then(|path| facts.profile.get(path));
        if let Some(value) = known
            && filled.get(&question.id).is_none()
            && of_kind(question.kind, value)
        {
            filled.set(&question.id, value.clone());
        }
    }
    prune(definition, &filled, facts)
}

/// Whether somebody else must agree after these answers, whoever that is.
pub fn needs_second_party(definition: &Definition, answers: &Answers, facts: &Facts) -> bool {
    let computed = by_name(&definition.computed);
    let party = definition.second_party.as_ref();
    party.is_some_and(|party| applies(party.when.as_ref(), &Scope::new(facts, answers, &computed)))
}

/// Whose agreement the application needs beside the applicant's; none when it needs none, or when that is not known yet.
pub fn second_party(definition: &Definition, answers: &Answers, facts: &Facts) -> Option<Snils> {
    let party = definition.second_party.as_ref()?;
    let computed = by_name(&definition.computed);
    if !applies(party.when.as_ref(), &Scope::new(facts, answers, &computed)) {
        return None;
    }
    answers.get(&party.snils)?.as_text()?.parse().ok()
}

/// The computed values that are known after these answers, by name: sealed with what is sent.
pub fn worked_out(definition: &Definition, answers: &Answers, facts: &Facts) -> BTreeMap<String, Value> {
    let names = by_name(&definition.computed);
    let scope = Scope::new(facts, answers, &names);
    let known = names.values().filter_map(|computed| Some((computed.id.clone(), computed.value.simple(&scope)?)));
    known.collect()
}
