//! A page of the form for whoever tries it out: nothing is kept and nothing attached.

use forms::{Answers, Asked, Definition, Facts, Input, Kind, Wrong};
use web::{Fields, Html, Page};

use crate::questions::{self, Questions};

/// What somebody who tries the form out sees of a page.
pub struct Tried {
    /// The questions.
    pub questions: Html,
    /// What stands in the fields, and what is wrong with it.
    pub fields: Fields,
}

/// The questions of a page of the form with what was typed there and what of it is refused. Files are not attached but
/// named, with semicolons between the names: `file_hint` is the key of what says so.
///
/// # Errors
/// When the markup cannot be made.
pub fn tried(
    page: &Page,
    (definition, form_page): (&Definition, &forms::Page),
    (answers, facts): (&Answers, &Facts),
    (input, wrong): (Option<&Input>, &[Wrong]),
    file_hint: &str,
) -> web::Result<Tried> {
    let mut asked = forms::ask(definition, form_page, answers, facts, page.lang, input);
    name_files(&mut asked, file_hint);
    let fields = questions::fields(&asked, wrong, page);
    let heading = form_page.title.in_lang(page.lang);
    let questions = Questions::render_all(page, &fields, &asked, &[], heading)?;
    Ok(Tried { questions, fields })
}

fn name_files(asked: &mut [Asked], hint: &str) {
    for question in asked {
        if question.kind == Kind::File {
            let names: Vec<&str> = question.files.iter().map(|file| file.name.as_str()).collect();
            question.value = names.join("; ");
            question.kind = Kind::Text;
            hint.clone_into(&mut question.hint);
        }
        question.options.iter_mut().for_each(|option| name_files(&mut option.reveals, hint));
        question.items.iter_mut().for_each(|item| name_files(&mut item.asked, hint));
    }
}
