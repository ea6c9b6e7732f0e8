//! Taking corrected answers in.

use base::{Cx, Lang, Money};
use db::{Result, Tx};
use documents::FileId;
use forms::{Answers, FeeDue, Input, Text, Wrong};

use crate::{
    life_cycle::citizen,
    model::{Application, Corrected, Said},
    opened::Opened,
    store,
    worked_out::WorkedOut,
};

/// Why corrected answers were not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CorrectRefusal {
    /// What is wrong, field by field.
    Wrong(Vec<Wrong>),
    /// They would change what was not returned: other questions, the duty, whether one may apply at all.
    LeadsElsewhere,
    /// Neither an answer is another nor anything is said.
    Unchanged,
    /// Nothing is asked any more.
    NotNow,
}

/// Takes the answers to these questions and sends the application back to the agency, with what was changed in words.
pub async fn correct(
    tx: &mut Tx,
    cx: &Cx,
    asked: &Opened,
    (ids, input): (&[String], &Input),
    text: &str,
) -> Result<std::result::Result<Application, CorrectRefusal>> {
    let (definition, facts) = (asked.definition(), asked.facts());
    let answers = match forms::correct(definition, ids, input, &asked.answers, facts) {
        Ok(answers) => answers,
        Err(wrong) => {
            let ours =
                |wrong: &Wrong| wrong.path.split('.').next().is_some_and(|id| ids.iter().any(|known| known == id));
            let refusal =
                if wrong.iter().all(ours) { CorrectRefusal::Wrong(wrong) } else { CorrectRefusal::LeadsElsewhere };
            return Ok(Err(refusal));
        }
    };
    if leads_elsewhere(asked, &answers) {
        return Ok(Err(CorrectRefusal::LeadsElsewhere));
    }
    let corrected = differences(asked, &answers);
    if corrected.is_empty() && text.is_empty() {
        return Ok(Err(CorrectRefusal::Unchanged));
    }
    let said = Said { corrected, ..Said::text(text) };
    let Some(answered) = citizen::send_answer(tx, cx, &asked.application, &said).await? else {
        return Ok(Err(CorrectRefusal::NotNow));
    };
    let worked_out = WorkedOut::of(definition, &answers, facts);
    if !store::applications::correct(tx, cx, &answered, &answers, &worked_out).await? {
        return Ok(Err(CorrectRefusal::NotNow));
    }
    // Those that were there before stay held: the officer has read them.
    for (_, file) in answers.files() {
        if let Ok(file) = file.id.parse::<FileId>() {
            documents::hold(tx, answered.account, file, &answered.reference()).await?;
        }
    }
    Ok(Ok(answered))
}

fn leads_elsewhere(asked: &Opened, answers: &Answers) -> bool {
    let (definition, facts) = (asked.definition(), asked.facts());
    let same_fee = match forms::fee(definition, answers, facts) {
        FeeDue::Due(sum) => sum == asked.application.fee,
        FeeDue::Nothing => asked.application.fee == Money::ZERO,
        FeeDue::Unknown => false,
    };
    let party = |answers| forms::second_party(definition, answers, facts);
    let needs = |answers| forms::needs_second_party(definition, answers, facts);
    let same_party = party(answers) == party(&asked.answers) && needs(answers) == needs(&asked.answers);
    !same_fee || !same_party || !forms::eligibility(definition, answers, facts).is_empty()
}

/// Every answer that is another now, those that no longer apply with them.
fn differences(asked: &Opened, answers: &Answers) -> Vec<Corrected> {
    let questions = asked.definition().pages.iter().flat_map(|page| &page.questions);
    let changed = questions.filter(|question| asked.answers.get(&question.id) != answers.get(&question.id));
    changed
        .map(|question| Corrected {
            title: question.title.clone(),
            before: in_words(asked, &asked.answers, &question.id),
            after: in_words(asked, answers, &question.id),
        })
        .collect()
}

/// An answer as both sides read it among the others.
fn in_words(asked: &Opened, answers: &Answers, id: &str) -> Text {
    let is_item = |path: &str| path.strip_prefix(id).is_some_and(|rest| rest.starts_with('.'));
    let words = |lang: Lang| {
        let sections = forms::summary(asked.definition(), answers, asked.facts(), lang);
        let rows = sections.into_iter().flat_map(|section| section.rows);
        let rows = rows.filter(|row| row.path == id || is_item(&row.path));
        rows.map(|row| row.lines.join(", ")).collect::<Vec<_>>().join("; ")
    };
    Text { ru: words(Lang::Ru), en: words(Lang::En) }
}
