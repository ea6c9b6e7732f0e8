//! A form that could be sent, made of an example of its service.

use std::sync::Arc;

use base::{Date, Money};
use catalog::Edition;
use forms::{Answers, DeadlineDays, Fee, FeeDue};
use identity::Profile;

use crate::{
    applicant::Applicant,
    model::{Begun, Ground},
};

/// An edition with answers that fit it, and what follows from them.
#[derive(Debug, Clone)]
pub struct Specimen {
    edition: Arc<Edition>,
    answers: Answers,
    sealed: Vec<u8>,
    first_page: Vec<u8>,
    pages: Vec<String>,
    today: Date,
    pub(super) fee: Money,
    pub(super) days: DeadlineDays,
    pub(super) ground: Option<Ground>,
}

impl Specimen {
    /// Of an example in YAML; none when it could not be sent, or needs files or a second party.
    pub fn of(edition: Arc<Edition>, example: &str) -> Option<Self> {
        let definition = &edition.definition;
        let (answers, facts) = forms::answered(definition, &forms::parse_example(example).ok()?)?;
        // One who needs somebody else to agree would wait for a person who is not made up.
        if !answers.files().is_empty() || forms::needs_second_party(definition, &answers, &facts) {
            return None;
        }
        let fee = match forms::fee(definition, &answers, &facts) {
            FeeDue::Due(sum) => sum,
            FeeDue::Nothing => Money::ZERO,
            FeeDue::Unknown => return None,
        };
        let pages = forms::applicable_pages(definition, &answers, &facts);
        let mut begun = Answers::new();
        for question in pages.first().map(|page| &page.questions).into_iter().flatten() {
            if let Some(answer) = answers.get(&question.id) {
                begun.set(&question.id, answer.clone());
            }
        }
        let ground = definition.refusals.first();
        Some(Self {
            sealed: serde_json::to_vec(&answers).ok()?,
            first_page: serde_json::to_vec(&begun).ok()?,
            pages: pages.iter().map(|page| page.id.clone()).collect(),
            today: facts.today,
            fee,
            days: forms::deadlines(definition, &answers, &facts),
            ground: ground.map(|refusal| Ground {
                code: refusal.code.clone(),
                title: refusal.title.clone(),
                advice: refusal.advice.clone(),
            }),
            answers,
            edition,
        })
    }

    /// Whether this person could have sent it too: what a service asks may depend on who applies.
    pub fn suits(&self, profile: &Profile) -> bool {
        let (definition, facts) = (&self.edition.definition, Applicant::of(profile, self.today).facts());
        let fee = match forms::fee(definition, &self.answers, &facts) {
            FeeDue::Due(sum) => Some(sum),
            FeeDue::Nothing => Some(Money::ZERO),
            FeeDue::Unknown => None,
        };
        fee == Some(self.fee)
            && forms::prune(definition, &self.answers, &facts) == self.answers
            && forms::missing(definition, &self.answers, &facts).is_empty()
            && forms::eligibility(definition, &self.answers, &facts).is_empty()
    }

    /// The code of the agency that decides.
    pub fn agency(&self) -> &str {
        &self.edition.definition.agency
    }

    /// Whether a duty is to be paid.
    pub fn has_fee(&self) -> bool {
        self.fee > Money::ZERO
    }

    /// How much room a form takes whose first page is filled in.
    pub fn begun_size(&self) -> usize {
        let title = &self.edition.definition.title;
        self.first_page.len() + title.ru.len() + title.en.len()
    }

    pub(super) fn fee_rule(&self) -> Option<&Fee> {
        self.edition.definition.fee.as_ref()
    }

    pub(super) fn begun(&self) -> Begun<'_> {
        let definition = &self.edition.definition;
        Begun {
            service: &definition.code,
            hash: &self.edition.hash,
            agency: &definition.agency,
            title: &definition.title,
            corrects: None,
        }
    }

    /// The day on which the answers were given: days among them are right as of then.
    pub(super) fn today(&self) -> Date {
        self.today
    }

    /// All answers, as JSON.
    pub(super) fn answers(&self) -> &[u8] {
        &self.sealed
    }

    /// The answers of the first page, as JSON.
    pub(super) fn first_page(&self) -> &[u8] {
        &self.first_page
    }

    /// The pages that apply, in order.
    pub(super) fn pages(&self) -> &[String] {
        &self.pages
    }
}
