//! Answers: forms of the project's services filled with anything, in any order, and stored answers of any shape.

use arbitrary::{Result, Unstructured};
use base::{Date, Lang, Money};
use forms::{Address, Answers, Definition, Facts, FileRef, Input, Kind, Person, Question, Value};

use crate::scene;

/// Texts that get further than random ones.
const WORDS: [&str; 24] = [
    "",
    " ",
    "0",
    "-1",
    "1",
    "2",
    "9223372036854775807",
    "-9223372036854775808",
    "1 500,50 ₽",
    "27.03.1990",
    "31.02.2015",
    "9999-12-31",
    "-9999-01-01",
    "yes",
    "no",
    "Ветрова",
    "vera@example.org",
    "+7 900 123-45-67",
    "123-456-789 64",
    "45 00 123456",
    "7707089101",
    "г. Москва, ул. Ленина, д. 1",
    "\u{202e}\u{0}",
    "a\r\nb\rc\td",
];

/// The first byte chooses the service, the rest says what is typed and stored.
pub fn enter(bytes: &[u8]) {
    // Too few bytes for another step end the story.
    let _ = play(&mut Unstructured::new(bytes));
}

fn play(source: &mut Unstructured<'_>) -> Result<()> {
    let definition = source.choose(scene::services())?;
    let facts = scene::facts();
    let mut answers = Answers::new();
    for _ in 0..6 {
        match source.int_in_range(0..=9)? {
            0 => answers = stored(source, definition, &facts)?,
            1 => {
                let _ = forms::decide(definition, &typed(source, &definition.decision)?, &facts);
            }
            _ => answers = one_page(source, definition, &facts, answers)?,
        }
        holds(definition, &answers, &facts);
    }
    Ok(())
}

/// Sends one page and answers with what is stored afterwards.
fn one_page(source: &mut Unstructured<'_>, definition: &Definition, facts: &Facts, before: Answers) -> Result<Answers> {
    let page = source.choose(&definition.pages)?;
    let input = typed(source, &page.questions)?;
    for lang in Lang::ALL {
        forms::ask(definition, page, &before, facts, lang, Some(&input));
    }
    match forms::accept(definition, &page.id, &input, &before, facts) {
        Ok(taken) => {
            let again = forms::accept(definition, &page.id, &input, &taken, facts);
            assert_eq!(again.as_ref(), Ok(&taken), "taking the same page twice changes something");
            Ok(taken)
        }
        Err(wrong) => {
            assert!(!wrong.is_empty(), "refused without a reason");
            for wrong in &wrong {
                let first = wrong.path.split('.').next().unwrap_or_default();
                let known = first.is_empty() || page.questions.iter().any(|question| question.id == first);
                assert!(known, "an error at `{}`, which is not on the page", wrong.path);
                wrong.args(Lang::Ru);
            }
            Ok(before)
        }
    }
}

/// Answers as they might lie in the database, of another edition or damaged.
fn stored(source: &mut Unstructured<'_>, definition: &Definition, facts: &Facts) -> Result<Answers> {
    let mut answers = Answers::new();
    for question in definition.pages.iter().flat_map(|page| &page.questions) {
        if source.ratio(1, 2)? {
            answers.set(&question.id, value(source, question, 2)?);
        }
    }
    Ok(forms::prune(definition, &answers, facts))
}

/// Whatever was typed, what is stored is in order.
fn holds(definition: &Definition, answers: &Answers, facts: &Facts) {
    assert_eq!(&forms::prune(definition, answers, facts), answers, "something that does not apply is kept");
    let pages = forms::applicable_pages(definition, answers, facts);
    for page in definition.pages.iter().filter(|page| !pages.contains(page)) {
        for question in &page.questions {
            assert_eq!(answers.get(&question.id), None, "an answer on a page that does not apply");
        }
    }
    let written = serde_json::to_vec(answers).unwrap_or_default();
    assert_eq!(
        serde_json::from_slice::<Answers>(&written).ok().as_ref(),
        Some(answers),
        "answers do not survive storage"
    );
    for (page, wrong) in forms::missing(definition, answers, facts) {
        assert!(!wrong.is_empty() && pages.contains(&page), "a page lacks nothing, or does not apply");
    }
    forms::fee(definition, answers, facts);
    forms::deadlines(definition, answers, facts);
    forms::eligibility(definition, answers, facts);
    for lang in Lang::ALL {
        forms::result_data(definition, answers, facts, lang);
        for section in forms::summary(definition, answers, facts, lang) {
            assert!(!section.rows.is_empty(), "a section without rows");
        }
    }
}

fn text(source: &mut Unstructured<'_>, question: &Question) -> Result<String> {
    Ok(match source.int_in_range(0..=3)? {
        0 if !question.options.is_empty() => source.choose(&question.options)?.id.clone(),
        3 => source.arbitrary::<&str>()?.to_owned(),
        _ => (*source.choose(&WORDS)?).to_owned(),
    })
}

fn typed(source: &mut Unstructured<'_>, questions: &[Question]) -> Result<Input> {
    let mut input = Input::new();
    for question in questions {
        if question.kind == Kind::Group {
            for _ in 0..source.int_in_range(0..=4)? {
                let index = source.int_in_range(0..=12)?;
                for inner in &question.questions {
                    field(source, &mut input, inner, &format!("{}.{index}.{}", question.id, inner.id))?;
                }
            }
        }
        field(source, &mut input, question, &question.id)?;
    }
    if source.ratio(1, 8)? {
        input.add(source.arbitrary::<&str>()?, source.arbitrary::<&str>()?);
    }
    Ok(input)
}

fn field(source: &mut Unstructured<'_>, input: &mut Input, question: &Question, path: &str) -> Result<()> {
    if source.ratio(1, 10)? {
        return Ok(());
    }
    match question.kind {
        Kind::File => input.set_files(path, files(source)?),
        Kind::Person => {
            for part in ["family_name", "given_name", "patronymic", "born_on"] {
                input.add(&format!("{path}.{part}"), &text(source, question)?);
            }
        }
        Kind::Address => {
            input.add(path, &text(source, question)?);
            input.add(&format!("{path}.postal_code"), &text(source, question)?);
        }
        _ => {
            for _ in 0..source.int_in_range(1..=2)? {
                input.add(path, &text(source, question)?);
            }
        }
    }
    Ok(())
}

fn files(source: &mut Unstructured<'_>) -> Result<Vec<FileRef>> {
    let count = source.int_in_range(0..=12)?;
    Ok((0..count).map(|place| FileRef { id: place.to_string(), name: "скан.pdf".to_owned() }).collect())
}

/// Any value, as a rule one of the question's kind.
fn value(source: &mut Unstructured<'_>, question: &Question, depth: u8) -> Result<Value> {
    let day = |source: &mut Unstructured<'_>| -> Result<Date> {
        let (year, month, day) =
            (source.int_in_range(-9999..=9999)?, source.int_in_range(1..=12)?, source.int_in_range(1..=28)?);
        Ok(Date::constant(year, month, day))
    };
    let kind = if source.ratio(3, 4)? { question.kind } else { Kind::Text };
    Ok(match kind {
        Kind::YesNo => Value::Flag(source.arbitrary()?),
        Kind::Number => Value::Number(source.arbitrary()?),
        Kind::Money => Value::Money(Money::kopecks(source.arbitrary()?)),
        Kind::Date => Value::Day(day(source)?),
        Kind::Choices => Value::Choices(vec![text(source, question)?, text(source, question)?]),
        Kind::File => Value::Files(files(source)?),
        Kind::Address => Value::Address(Address { text: text(source, question)?, ..Address::default() }),
        Kind::Person => Value::Person(Person { born_on: Some(day(source)?), ..Person::default() }),
        Kind::Group if depth > 0 => {
            let mut items = Vec::new();
            for _ in 0..source.int_in_range(0..=5)? {
                let mut item = Answers::new();
                for inner in &question.questions {
                    item.set(&inner.id, value(source, inner, depth - 1)?);
                }
                items.push(item);
            }
            Value::Group(items)
        }
        _ => Value::Text(text(source, question)?),
    })
}
