//! Keeping what was typed, and accepting the answers of a page.

use std::collections::BTreeSet;

use base::Cx;
use db::{Result, Tx};
use documents::FileId;
use forms::{Answers, Definition, Facts, Wrong, WrongCode};

use super::notes::{Notes, Window};
use crate::{life_cycle::State, model::Application, opened::Opened, store, typed::Typed};

/// Why a page was not saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveRefusal {
    /// The application is not a draft any more.
    NotDraft,
    /// The form has no such page, or it does not apply.
    NoSuchPage,
    /// What is wrong, field by field.
    Wrong(Vec<Wrong>),
    /// The draft was changed in another window at this very moment; nothing may stay, the caller drops the transaction.
    Changed,
}

/// Accepts the answers of a page; answers that no longer apply are dropped.
pub async fn save_page(
    tx: &mut Tx,
    cx: &Cx,
    draft: &Opened,
    (page, window): (&str, &Window),
    input: &forms::Input,
) -> Result<Result<(Application, Answers), SaveRefusal>> {
    if draft.application.state() != State::Draft {
        return Ok(Err(SaveRefusal::NotDraft));
    }
    let answers = match forms::accept(draft.definition(), page, input, &draft.answers, draft.facts()) {
        Ok(answers) => answers,
        Err(wrong) if wrong.iter().any(|wrong| wrong.code == WrongCode::NoSuchPage) => {
            return Ok(Err(SaveRefusal::NoSuchPage));
        }
        Err(wrong) => return Ok(Err(SaveRefusal::Wrong(wrong))),
    };
    let mut after = draft.application.changed(cx.now());
    after.page = Some(page.to_owned());
    // Whoever goes on has read what a newer edition changed.
    let notes = Notes { writers: draft.notes.writers.with(page, window), renewed: None };
    let far = progress(draft.definition(), &answers, draft.facts());
    let [mut of_answers, mut of_notes] = tx.hands();
    let (stored, ()) = tokio::try_join!(
        store::applications::update_answers(&mut of_answers, cx, &draft.application, &after, &answers),
        store::drafts::keep(&mut of_notes, cx, &after, &notes, far),
    )?;
    if !stored {
        return Ok(Err(SaveRefusal::Changed));
    }
    hold_files(tx, cx, draft, &answers).await?;
    Ok(Ok((after, answers)))
}

/// How many of the pages that apply are answered.
pub fn progress(definition: &Definition, answers: &Answers, facts: &Facts) -> (usize, usize) {
    let pages = forms::applicable_pages(definition, answers, facts).len();
    (pages.saturating_sub(forms::missing(definition, answers, facts).len()), pages)
}

/// Files that stand in the answers stay, even when they are taken off the shelf; those taken out may go.
pub(super) async fn hold_files(tx: &mut Tx, cx: &Cx, draft: &Opened, answers: &Answers) -> Result<()> {
    let (account, reference) = (draft.application.account, draft.application.reference());
    let now = file_ids(answers);
    for gone in file_ids(&draft.answers).difference(&now) {
        documents::release(tx, cx, account, *gone, &reference).await?;
    }
    for id in now {
        documents::hold(tx, account, id, &reference).await?;
    }
    Ok(())
}

fn file_ids(answers: &Answers) -> BTreeSet<FileId> {
    answers.files().iter().filter_map(|(_, file)| file.id.parse().ok()).collect()
}

/// Keeps what was typed on a page without accepting it: nothing is lost when the citizen leaves.
pub async fn keep(
    tx: &mut Tx,
    cx: &Cx,
    draft: &Opened,
    window: &Window,
    typed: &Typed,
) -> Result<Result<(), SaveRefusal>> {
    if draft.application.state() != State::Draft {
        return Ok(Err(SaveRefusal::NotDraft));
    }
    let mut after = draft.application.changed(cx.now());
    after.page = Some(typed.page.clone());
    let writers = draft.notes.writers.with(&typed.page, window);
    let notes = Notes { writers, renewed: draft.notes.renewed.clone() };
    let far = progress(draft.definition(), &draft.answers, draft.facts());
    let [mut of_typed, mut of_notes] = tx.hands();
    let (stored, ()) = tokio::try_join!(
        store::applications::update_typed(&mut of_typed, cx, &draft.application, &after, typed),
        store::drafts::keep(&mut of_notes, cx, &after, &notes, far),
    )?;
    Ok(if stored { Ok(()) } else { Err(SaveRefusal::Changed) })
}
