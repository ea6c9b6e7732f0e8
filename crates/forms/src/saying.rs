//! Something to be said in the reader's language: the key of a message with what stands in it, which may itself be said.

use std::{borrow::Cow, fmt::Write, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use serde::{Deserialize, Serialize};

/// The messages of one language: from a key with its arguments to the text.
pub type Format<'f> = dyn Fn(&str, &[(&str, String)]) -> String + 'f;

/// A message with its arguments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saying {
    key: Cow<'static, str>,
    args: Vec<(Cow<'static, str>, Arg)>,
}

/// What stands in a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arg {
    /// As it is: names, ids, numbers.
    Text(String),
    /// Something that is said too.
    Said(Saying),
    /// Several such things, of which one is meant.
    AnyOf(Vec<Saying>),
    /// Several such things together.
    AllOf(Vec<Saying>),
}

impl Saying {
    pub(crate) fn new(key: &'static str, args: Vec<(&'static str, Arg)>) -> Self {
        Self { key: key.into(), args: args.into_iter().map(|(name, arg)| (name.into(), arg)).collect() }
    }

    /// The code of the message.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The message in the words of `format`, which knows the messages of one language by key and arguments.
    pub fn in_words(&self, format: &Format<'_>) -> String {
        let args: Vec<(&str, String)> = self.args.iter().map(|(name, arg)| (&**name, arg.in_words(format))).collect();
        format(&self.key, &args)
    }

    /// The message in English, for the command line and for logs.
    pub fn in_english(&self) -> String {
        self.in_words(&english)
    }
}

impl Arg {
    fn in_words(&self, format: &Format<'_>) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Said(saying) => saying.in_words(format),
            Self::AnyOf(sayings) => joined(sayings, "forms-problem-or", format),
            Self::AllOf(sayings) => joined(sayings, "forms-problem-and", format),
        }
    }
}

fn joined(sayings: &[Saying], word: &str, format: &Format<'_>) -> String {
    let mut text = String::new();
    for (index, saying) in sayings.iter().enumerate() {
        if index > 0 {
            // Writing into a String cannot fail.
            let _ = write!(text, " {} ", format(word, &[]));
        }
        text.push_str(&saying.in_words(format));
    }
    text
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Text(number.to_string())
    }
}

impl From<Saying> for Arg {
    fn from(saying: Saying) -> Self {
        Self::Said(saying)
    }
}

/// The English messages of problems. A fault in them is found by a test; here it costs its message alone.
static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
    let mut bundle = FluentBundle::new_concurrent(vec!["en".parse().unwrap_or_default()]);
    bundle.set_use_isolating(false);
    let read = FluentResource::try_new(include_str!("../locales/problems.en.ftl").to_owned());
    bundle.add_resource_overriding(read.unwrap_or_else(|(resource, _)| resource));
    bundle
});

fn english(key: &str, args: &[(&str, String)]) -> String {
    let mut values = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        values.set(*name, value.as_str());
    }
    let pattern = ENGLISH.get_message(key).and_then(|message| message.value());
    let mut faults = Vec::new();
    let text = pattern.map(|pattern| ENGLISH.format_pattern(pattern, Some(&values), &mut faults).into_owned());
    text.unwrap_or_else(|| key.to_owned())
}
