//! What a page asks, ready for a template: titles in one language, what was typed, options, items of groups.

mod known;

use base::{Lang, short_date};

use crate::{
    Answers, Definition, Facts, FileRef, Input, Kind, Page, Question, Value,
    accept::{Taken, named},
    logic::{
        scope::{Scope, by_name},
        tree::{Function, Node},
    },
    parts::{Part, as_asked, parts, stored},
    prune::{applies, of_kind, prune},
};

/// One question as it is to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The name of its field.
    pub path: String,
    /// Its type.
    pub kind: Kind,
    /// The question or label.
    pub title: String,
    /// The hint; "" when there is none.
    pub hint: String,
    /// May be left unanswered.
    pub optional: bool,
    /// Several lines.
    pub multiline: bool,
    /// What stands in the field (the first line of an address).
    pub value: String,
    /// Further fields of an address or a person.
    pub parts: Vec<AskedPart>,
    /// What the address directory calls the address; "" when it does not stand there.
    pub directory_id: String,
    /// What can be chosen.
    pub options: Vec<AskedOption>,
    /// Children or vehicles of the household, or entries of the address directory, that can be chosen instead of typing;
    /// the field is `<path>.known`, and the last option, `other`, stands for typing.
    pub known: Vec<AskedOption>,
    /// The files added so far.
    pub files: Vec<FileRef>,
    /// The items of a group.
    pub items: Vec<AskedItem>,
    /// What an item of the group is called; "" when it is no group.
    pub item: String,
    /// The fewest items or files.
    pub fewest: usize,
    /// The most items or files.
    pub most: usize,
    /// Only a photograph.
    pub picture: bool,
}

/// A further field of an address or a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedPart {
    /// The name of the field: `address.postal_code`.
    pub path: String,
    /// The key of its label: `forms-part-postal-code`.
    pub label_key: &'static str,
    /// What stands in it.
    pub value: String,
    /// May be left empty.
    pub optional: bool,
}

/// An option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedOption {
    /// What is sent: "yes", "no" or the option's id.
    pub value: String,
    /// What is read.
    pub title: String,
    /// More about it; "" when there is nothing.
    pub hint: String,
    /// It is chosen.
    pub selected: bool,
    /// Questions that apply when it is chosen.
    pub reveals: Vec<Asked>,
}

/// An item of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedItem {
    /// Its number in field names, counted from 0.
    pub index: usize,
    /// «Прежнее имя 1».
    pub title: String,
    /// What is asked of it.
    pub asked: Vec<Asked>,
}

/// The questions of a page as they are to be shown: with what was just typed (`input`), else with what is stored, else
/// with what the profile knows.
///
/// A question that depends on one option of another question of the page stands inside that option
/// ([`AskedOption::reveals`]); other questions stand here when they apply.
pub fn ask(
    definition: &Definition,
    page: &Page,
    answers: &Answers,
    facts: &Facts,
    lang: Lang,
    input: Option<&Input>,
) -> Vec<Asked> {
    ask_these(definition, &page.questions, answers, facts, lang, input)
}

/// Single questions of what was sent, wherever they stand, to be corrected: with what was just typed, else as answered.
pub fn ask_again(
    definition: &Definition,
    ids: &[String],
    answers: &Answers,
    facts: &Facts,
    lang: Lang,
    input: Option<&Input>,
) -> Vec<Asked> {
    ask_these(definition, &named(definition, ids), answers, facts, lang, input)
}

fn ask_these(
    definition: &Definition,
    questions: &[Question],
    answers: &Answers,
    facts: &Facts,
    lang: Lang,
    input: Option<&Input>,
) -> Vec<Asked> {
    let computed = by_name(&definition.computed);
    let stored = prune(definition, answers, facts);
    let current = match input {
        Some(input) => Taken::read(questions, input, stored.clone(), facts, &computed).answers,
        None => stored,
    };
    let scope = Scope::new(facts, &current, &computed);
    Asking { facts, lang, input }.questions(questions, "", &current, &scope)
}

/// Any questions as they are to be shown, for instance those of [`Definition::decision`].
pub fn ask_all(questions: &[Question], facts: &Facts, lang: Lang, input: Option<&Input>) -> Vec<Asked> {
    let (computed, none) = (std::collections::BTreeMap::new(), Answers::new());
    let current = match input {
        Some(input) => Taken::read(questions, input, Answers::new(), facts, &computed).answers,
        None => none,
    };
    let scope = Scope::new(facts, &current, &computed);
    Asking { facts, lang, input }.questions(questions, "", &current, &scope)
}

struct Asking<'a> {
    facts: &'a Facts,
    lang: Lang,
    input: Option<&'a Input>,
}

impl Asking<'_> {
    fn questions(&self, questions: &[Question], prefix: &str, answers: &Answers, scope: &Scope<'_>) -> Vec<Asked> {
        let shown = |question: &&Question| revealed_by(question, questions).is_none();
        let applying = questions.iter().filter(shown).filter(|question| applies(question.when.as_ref(), scope));
        applying.map(|question| self.question(question, questions, prefix, answers, scope)).collect()
    }

    fn question(
        &self,
        question: &Question,
        beside: &[Question],
        prefix: &str,
        answers: &Answers,
        scope: &Scope<'_>,
    ) -> Asked {
        let path = format!("{prefix}{}", question.id);
        let prefilled = question.prefill.as_ref().filter(|_| self.input.is_none());
        let known = prefilled.and_then(|path| self.facts.profile.get(path));
        let value = answers.get(&question.id).or(known);
        let typed = self.input.map(|input| input.text(&path).to_owned());
        let stored = || value.map(typed_text).unwrap_or_default();
        Asked {
            kind: question.kind,
            title: question.title.in_lang(self.lang).to_owned(),
            hint: question.hint.as_ref().map_or("", |hint| hint.in_lang(self.lang)).to_owned(),
            optional: question.optional,
            multiline: question.multiline,
            value: typed.unwrap_or_else(stored),
            parts: self.parts(question, &path, value),
            directory_id: self.directory_id(&path, value),
            known: self.known(question, &path, value),
            options: self.options(question, beside, prefix, answers, scope, value),
            files: value.map(|value| value.as_files().to_vec()).unwrap_or_default(),
            items: if question.kind == Kind::Group { self.items(question, &path, value, scope) } else { Vec::new() },
            item: question.item.as_ref().map_or("", |item| item.in_lang(self.lang)).to_owned(),
            fewest: question.fewest(),
            most: question.most(),
            picture: question.picture,
            path,
        }
    }

    fn parts(&self, question: &Question, path: &str, value: Option<&Value>) -> Vec<AskedPart> {
        let part = |name: &str, label_key: &'static str, stored: String, optional: bool| {
            let path = format!("{path}.{name}");
            let value = self.input.map_or(stored, |input| input.text(&path).to_owned());
            AskedPart { path, label_key, value, optional }
        };
        let stands = |part: &'static Part| (part.name, part.label_key, stored(value, part.name), part.optional);
        parts(question).map(stands).map(|(name, key, stored, optional)| part(name, key, stored, optional)).collect()
    }

    fn options(
        &self,
        question: &Question,
        beside: &[Question],
        prefix: &str,
        answers: &Answers,
        scope: &Scope<'_>,
        value: Option<&Value>,
    ) -> Vec<AskedOption> {
        let offered: Vec<(&str, &str, &str)> = match question.kind {
            Kind::YesNo => ["yes", "no"].map(|id| (id, yes_no(id == "yes", self.lang), "")).to_vec(),
            Kind::Choice | Kind::Choices => {
                let each = question.options.iter().map(|option| {
                    let hint = option.hint.as_ref().map_or("", |hint| hint.in_lang(self.lang));
                    (option.id.as_str(), option.title.in_lang(self.lang), hint)
                });
                each.collect()
            }
            _ => Vec::new(),
        };
        let option = |(id, title, hint): (&str, &str, &str)| AskedOption {
            value: id.to_owned(),
            title: title.to_owned(),
            hint: hint.to_owned(),
            selected: is_chosen(value, id),
            reveals: self.revealed(question, id, beside, prefix, answers, scope),
        };
        offered.into_iter().map(option).collect()
    }

    fn revealed(
        &self,
        parent: &Question,
        option: &str,
        beside: &[Question],
        prefix: &str,
        answers: &Answers,
        scope: &Scope<'_>,
    ) -> Vec<Asked> {
        let inside = |question: &&Question| revealed_by(question, beside) == Some((&parent.id, option));
        beside.iter().filter(inside).map(|question| self.question(question, beside, prefix, answers, scope)).collect()
    }

    /// An item for each of the household, in a group that is filled with it and was not answered yet.
    fn prefilled_items(&self, group: &Question, value: Option<&Value>) -> Vec<Answers> {
        let list = group.prefill.as_ref().filter(|_| self.input.is_none() && value.is_none());
        let known = list.map_or(&[][..], |path| self.facts.profile.list(path));
        let of = |known: &Value| {
            let inner = group.questions.iter().find(|inner| of_kind(inner.kind, known))?;
            Some([(inner.id.clone(), as_asked(inner, known))].into_iter().collect())
        };
        known.iter().filter_map(of).take(group.most()).collect()
    }

    fn items(&self, group: &Question, path: &str, value: Option<&Value>, scope: &Scope<'_>) -> Vec<AskedItem> {
        let prefilled = self.prefilled_items(group, value);
        let stored: &[Answers] = match value {
            Some(Value::Group(items)) => items,
            _ => &prefilled,
        };
        let mut indexes = match self.input {
            Some(input) => input.indexes(path),
            None => (0..stored.len()).collect(),
        };
        while indexes.len() < group.fewest().max(usize::from(!group.optional)) {
            indexes.push(indexes.last().map_or(0, |last| last + 1));
        }
        let none = Answers::new();
        let name = group.item.as_ref().map_or("", |item| item.in_lang(self.lang));
        let item = |(position, index): (usize, usize)| {
            let answers = stored.get(position).unwrap_or(&none);
            let prefix = format!("{path}.{index}.");
            AskedItem {
                index,
                title: format!("{name} {}", position + 1),
                asked: self.questions(&group.questions, &prefix, answers, &scope.inside(answers)),
            }
        };
        indexes.into_iter().enumerate().map(item).collect()
    }
}

/// «Да», «Нет».
pub(crate) fn yes_no(yes: bool, lang: Lang) -> &'static str {
    match (yes, lang) {
        (true, Lang::Ru) => "Да",
        (false, Lang::Ru) => "Нет",
        (true, Lang::En) => "Yes",
        (false, Lang::En) => "No",
    }
}

fn is_chosen(value: Option<&Value>, id: &str) -> bool {
    match value {
        Some(Value::Flag(flag)) => *flag == (id == "yes"),
        Some(Value::Text(chosen)) => chosen == id,
        Some(Value::Choices(chosen)) => chosen.iter().any(|chosen| chosen == id),
        _ => false,
    }
}

/// Which option of which question beside it this question depends on, when that is all it depends on.
fn revealed_by<'q>(question: &'q Question, beside: &'q [Question]) -> Option<(&'q String, &'q str)> {
    let (name, wanted) = match question.when.as_ref()?.tree()? {
        Node::Name(name) => (name, "yes"),
        Node::Call(Function::Not, of) => match of.as_slice() {
            [Node::Name(name)] => (name, "no"),
            _ => return None,
        },
        Node::Call(Function::Equal, of) => match of.as_slice() {
            [Node::Name(name), Node::Flag(flag)] => (name, if *flag { "yes" } else { "no" }),
            [Node::Name(name), Node::Text(option)] => (name, option.as_str()),
            _ => return None,
        },
        _ => return None,
    };
    let parent = beside.iter().find(|other| other.id == *name)?;
    matches!(parent.kind, Kind::YesNo | Kind::Choice).then_some((&parent.id, wanted))
}

/// An answer as it would be typed.
pub(crate) fn typed_text(value: &Value) -> String {
    match value {
        Value::Flag(flag) => (if *flag { "yes" } else { "no" }).to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Money(sum) => {
            let (roubles, kopecks) = (sum.in_kopecks() / 100, sum.in_kopecks() % 100);
            if kopecks == 0 { roubles.to_string() } else { format!("{roubles},{kopecks:02}") }
        }
        Value::Day(day) => short_date(*day),
        Value::Text(text) => text.clone(),
        Value::Address(address) => address.text.clone(),
        Value::Choices(_)
        | Value::Person(_)
        | Value::Child(_)
        | Value::Vehicle(_)
        | Value::Files(_)
        | Value::Group(_) => String::new(),
    }
}
