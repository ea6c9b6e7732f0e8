//! Forms of any length, made up for measuring: pages of five questions of five types, with conditions that reach back and a
//! check on each page.

use std::{fmt::Write, path::Path};

use anyhow::Result;

/// How many questions stand on a page.
const ON_A_PAGE: usize = 5;

/// A form and its answers.
pub struct Form {
    /// The code of its service.
    pub code: String,
    /// Its pages with the fields that are sent.
    pub pages: Vec<(String, Vec<(String, String)>)>,
    definition: String,
}

impl Form {
    /// One with so many questions.
    pub fn of(questions: usize) -> Self {
        let code = format!("form-of-{questions}");
        let mut definition = head(&code, questions);
        let mut pages = Vec::new();
        for (number, from) in (0..questions).step_by(ON_A_PAGE).enumerate() {
            let page = format!("page-{}", number + 1);
            // Writing into a String cannot fail.
            let _ = write!(
                definition,
                "  - id: {page}\n    title: {{ru: Страница {page}, en: Page {page}}}\n    questions:\n"
            );
            let until = (from + ON_A_PAGE).min(questions);
            let fields = (from..until).flat_map(|question| {
                definition.push_str(&described(number, question - from));
                answered(number, question - from)
            });
            pages.push((page, fields.collect()));
        }
        Self { code, pages, definition }
    }

    /// Writes it as a folder of a service below this folder.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let folder = folder.join(&self.code);
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("service.yaml"), &self.definition)?;
        std::fs::write(folder.join("result.typ"), "#show: sheet\n\n#strong(applicant-name)\n")?;
        Ok(())
    }

    /// A page in the middle of the answers: the last one with all its questions.
    pub fn last_whole_page(&self) -> usize {
        self.pages.iter().rposition(|(_, fields)| fields.len() >= ON_A_PAGE).unwrap_or_default()
    }
}

fn head(code: &str, questions: usize) -> String {
    format!(
        "code: {code}\n\
         title: {{ru: Анкета из {questions} вопросов, en: A form of {questions} questions}}\n\
         short: {{ru: Для измерений., en: For measuring.}}\n\
         about: {{ru: Для измерений., en: For measuring.}}\n\
         who: {{ru: Все., en: Everybody.}}\n\
         kind: certificate\nlevel: standard\nagency: tax-service\ncategories: [taxes]\n\
         price: {{ru: Бесплатно, en: Free of charge}}\ntime: {{ru: 5 рабочих дней, en: 5 working days}}\n\
         refusals:\n  - code: wrong\n    title: {{ru: Ошибка, en: A mistake}}\n    advice: {{ru: Исправьте., en: Mend it.}}\n\
         steps:\n  - title: {{ru: Ответьте, en: Answer}}\n\
         result:\n  title: {{ru: Справка, en: Certificate}}\n  about: {{ru: Справка., en: A certificate.}}\n  template: result.typ\n\
         deadlines: {{review: 5, answer: 5}}\npages:\n"
    )
}

/// The description of a question by its page and its place there.
fn described(page: usize, place: usize) -> String {
    let title = format!("        title: {{ru: Вопрос {page}-{place}, en: Question {page}-{place}}}\n");
    let what = match place {
        0 => {
            "        type: choice\n        options:\n          - {id: one, title: {ru: Раз, en: One}}\n          \
              - {id: two, title: {ru: Два, en: Two}}\n"
        }
        1 => "        type: yes_no\n",
        2 => "        type: number\n        min: 1\n        max: 1000\n",
        3 => "        type: text\n        max_length: 100\n",
        _ => "        type: date\n        max: today\n",
    };
    let mut text = format!("      - id: q_{page}_{place}\n{what}{title}");
    // It depends on the page before, and through it on all of them.
    if page > 0 && place == 3 {
        let before = page - 1;
        let _ = writeln!(text, "        when: 'q_{before}_1 && q_{before}_0 == \"one\" && q_{before}_2 > 1'");
    }
    if place == 2 {
        let _ = write!(
            text,
            "        checks:\n          - require: q_{page}_2 != 13\n            message: {{ru: Не тринадцать., en: Not thirteen.}}\n"
        );
    }
    text
}

/// What is sent for it.
fn answered(page: usize, place: usize) -> Vec<(String, String)> {
    let value = match place {
        0 => "one",
        1 => "yes",
        2 => "12",
        3 => "Ответ из нескольких слов",
        _ => "10.12.2016",
    };
    vec![(format!("q_{page}_{place}"), value.to_owned())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_has_the_questions_that_were_asked_for() {
        let form = Form::of(61);
        assert_eq!(form.pages.iter().map(|(_, fields)| fields.len()).sum::<usize>(), 61);
        assert_eq!((form.pages.len(), form.last_whole_page()), (13, 11));
        assert_eq!(Form::of(5).last_whole_page(), 0);
    }
}
