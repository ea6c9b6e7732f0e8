//! How the questions of a page look when nobody applies: for whoever describes services. It is what citizens see, by the
//! same code.

mod tried;

use forms::{Answers, Definition, Facts, Prefill};
use web::{Html, Page};

pub use tried::{Tried, tried};

use crate::questions::{self, Questions};

/// The questions of a page of the form as a citizen with these answers sees them.
///
/// # Errors
/// When the markup cannot be made.
pub fn questions(
    page: &Page,
    definition: &Definition,
    form_page: &forms::Page,
    answers: &Answers,
    facts: &Facts,
) -> web::Result<Html> {
    let asked = forms::ask(definition, form_page, answers, facts, page.lang, None);
    let fields = questions::fields(&asked, &[], page);
    let heading = form_page.title.in_lang(page.lang);
    Ok(Questions::render_all(page, &fields, &asked, &[], heading)?)
}

/// The questions that an officer is asked when approving.
///
/// # Errors
/// When the markup cannot be made.
pub fn decision(page: &Page, definition: &Definition) -> web::Result<Html> {
    let facts = Facts { today: page.today(), profile: Prefill::new() };
    let asked = forms::ask_all(&definition.decision, &facts, page.lang, None);
    let fields = questions::fields(&asked, &[], page);
    Ok(Questions::render_all(page, &fields, &asked, &[], "")?)
}
