//! What a description consists of, as forms show it: pages and questions, rules, checks, the lines of the service's page, and
//! what stands beside the form; which fields each has, and how a field is typed.

mod entries;
mod kinds;
mod lists;

pub(crate) use kinds::{KINDS, kind_label, kind_word, kinds_in, prefills};
pub(crate) use lists::{home_of, is_list, is_optional, last_name, of_list, place};

/// What a field is chosen from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// These words; the keys of what they are called begin so.
    Words(&'static str, &'static [&'static str]),
    Agencies,
    Categories,
    Regions,
    /// The questions of the page that the part stands on.
    Questions,
    /// The questions of all pages.
    Asked,
    /// Those of them that ask for an insurance number.
    Snils,
}

/// How a field is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Typed {
    /// No field: what comes next is about this.
    Section,
    /// A name in conditions or addresses; left empty it is made of the title.
    Name,
    One(Source),
    Several(Source),
    /// A path of the profile.
    Prefill,
    /// A text in both languages.
    Pair,
    /// The same, of several lines.
    LongPair,
    /// A text in one language, or of none.
    Line,
    /// Several words in both languages, with commas between them.
    Keywords,
    /// This word, or nothing.
    Flag(&'static str),
    /// A whole number.
    Count,
    /// A condition, or a value that may be computed.
    Formula,
    /// A day of every year.
    YearDay,
    /// Whether something is there at all; no field of the description.
    Whether(&'static Whether),
    /// A sum, and other sums under conditions.
    Amount,
    /// What is chosen from.
    Options,
}

/// What may be there or not, with the fields that say what it is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Whether {
    /// The field that is there then.
    pub(crate) field: &'static str,
    /// The beginnings of the names of its fields in the form.
    pub(crate) fields: &'static [&'static str],
    /// The words that are sent when it is not there and when it is, with the keys of what they are called.
    pub(crate) words: [(&'static str, &'static str); 2],
}

impl Whether {
    /// Whether the form says that it is there.
    pub(crate) fn is_wished(&self, chosen: &str) -> bool {
        chosen == self.words[1].0
    }
}

/// When a field has to be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    Never,
    Always,
    /// When something of this group is there.
    With(&'static str),
}

/// A field of a part.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Its name in the language.
    pub(crate) name: &'static str,
    /// The key of what it is called.
    pub(crate) label: &'static str,
    /// The key of its hint; "" for none.
    pub(crate) hint: &'static str,
    pub(crate) typed: Typed,
    pub(crate) need: Need,
    /// What it means when it is not written.
    pub(crate) absent: &'static str,
    /// The types of questions that have it; empty: all.
    kinds: &'static [&'static str],
}

/// A part of a description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// What the service is: kind, level, agency, times.
    Main,
    /// What it costs.
    Cost,
    /// Who else must agree.
    SecondParty,
    /// What comes of it.
    Result,
    Page,
    /// A question of this type.
    Question(String),
    /// Who may apply.
    Rule,
    /// What must hold between the answers of a page.
    Check,
    /// What must hold of one answer.
    OwnCheck,
    Computed,
    Refusal,
    /// A document to have, or a step to take.
    Item,
    Answer,
    Law,
}

impl Part {
    /// The fields that it has.
    pub(crate) fn entries(&self) -> Vec<&'static Entry> {
        let all = match self {
            Self::Main => entries::MAIN,
            Self::Cost => entries::COST,
            Self::SecondParty => entries::SECOND_PARTY,
            Self::Result => entries::RESULT,
            Self::Page => entries::PAGE,
            Self::Question(kind) => return entries::of_question(kind),
            Self::Rule => entries::RULE,
            Self::Check => entries::CHECK,
            Self::OwnCheck => entries::OWN_CHECK,
            Self::Computed => entries::COMPUTED,
            Self::Refusal => entries::REFUSAL,
            Self::Item => entries::ITEM,
            Self::Answer => entries::ANSWER,
            Self::Law => entries::LAW,
        };
        all.iter().collect()
    }

    /// The fields that a question of another type may have, and one of this type may not.
    pub(crate) fn foreign(&self) -> Vec<&'static str> {
        let Self::Question(kind) = self else { return Vec::new() };
        let own = self.entries();
        let is_own = |entry: &&Entry| own.iter().any(|own| own.name == entry.name);
        let foreign = entries::QUESTION.iter().filter(|entry| !is_own(entry)).map(|entry| entry.name);
        if kind == "group" { foreign.collect() } else { foreign.chain(["questions"]).collect() }
    }

    /// The sign between the words of a name that is made for it.
    pub(crate) fn between(&self) -> char {
        if matches!(self, Self::Page | Self::Refusal) { '-' } else { '_' }
    }

    /// The keys of the headings of its form, new and there, and of the button that removes it.
    pub(crate) fn keys(&self) -> [&'static str; 3] {
        match self {
            Self::Main => ["editor-main", "editor-main", ""],
            Self::Cost => ["editor-cost", "editor-cost", ""],
            Self::SecondParty => ["editor-party", "editor-party", ""],
            Self::Result => ["editor-document", "editor-document", ""],
            Self::Page => ["editor-page-new", "editor-page-change", "editor-page-remove"],
            Self::Question(_) => ["editor-question-new", "editor-question-change", "editor-question-remove"],
            Self::Rule => ["editor-rule-new", "editor-rule-change", "editor-rule-remove"],
            Self::Check | Self::OwnCheck => ["editor-check-new", "editor-check-change", "editor-check-remove"],
            Self::Computed => ["editor-computed-new", "editor-computed-change", "editor-computed-remove"],
            Self::Refusal => ["editor-refusal-new", "editor-refusal-change", "editor-refusal-remove"],
            Self::Item => ["editor-item-new", "editor-item-change", "editor-item-remove"],
            Self::Answer => ["editor-answer-new", "editor-answer-change", "editor-answer-remove"],
            Self::Law => ["editor-law-new", "editor-law-change", "editor-law-remove"],
        }
    }

    /// The page of the editor that lists it, or that it is.
    pub(crate) fn home(&self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Cost => "cost",
            Self::SecondParty => "second-party",
            Self::Result => "document",
            Self::Page | Self::Question(_) => "questions",
            Self::Rule => "rules",
            Self::Check | Self::OwnCheck | Self::Computed => "checks",
            Self::Refusal => "decision",
            Self::Item | Self::Answer | Self::Law => "lists",
        }
    }
}
