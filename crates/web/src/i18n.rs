//! Words of every slice in both languages, merged once at the start; most messages are plain text and are answered from a
//! table without any formatting.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
    fmt::Display,
    sync::Arc,
};

use base::Lang;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};

/// The Fluent sources of one crate, complete in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Locales {
    /// Russian messages.
    pub ru: &'static str,
    /// English messages.
    pub en: &'static str,
}

/// The sources cannot be merged; each line says what is wrong and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("translations are not in order:\n{}", .0.join("\n"))]
pub struct BadWords(pub Vec<String>);

/// All messages of the program.
pub struct Words {
    ru: Vocabulary,
    en: Vocabulary,
}

struct Vocabulary {
    /// Messages without arguments, ready to be shown.
    fixed: HashMap<String, Box<str>>,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// Merges the sources of the crates.
    ///
    /// # Errors
    /// [`BadWords`] for a syntax error, a key that is declared twice, or one that is missing in a language.
    pub fn new(locales: &[Locales]) -> Result<Arc<Self>, BadWords> {
        let mut problems = Vec::new();
        let (ru, ru_keys) = Vocabulary::new(Lang::Ru, locales.iter().map(|locale| locale.ru), &mut problems);
        let (en, en_keys) = Vocabulary::new(Lang::En, locales.iter().map(|locale| locale.en), &mut problems);
        problems.extend(ru_keys.difference(&en_keys).map(|key| format!("en: `{key}` is missing")));
        problems.extend(en_keys.difference(&ru_keys).map(|key| format!("ru: `{key}` is missing")));
        if problems.is_empty() { Ok(Arc::new(Self { ru, en })) } else { Err(BadWords(problems)) }
    }

    /// The message without arguments, or the key itself when there is none: a text that is already in the reader's
    /// language passes through unchanged.
    pub fn text(&self, lang: Lang, key: impl AsRef<str>) -> Cow<'_, str> {
        let key = key.as_ref();
        if let Some(text) = self.of(lang).fixed.get(key) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(self.of(lang).format(key, None).unwrap_or_else(|| key.to_owned()))
    }

    /// The message with its arguments; whole numbers choose the plural form.
    pub fn format<K: AsRef<str>, V: Display>(&self, lang: Lang, key: impl AsRef<str>, args: &[(K, V)]) -> String {
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            values.set(name.as_ref(), argument(&value.to_string()));
        }
        let key = key.as_ref();
        self.of(lang).format(key, Some(&values)).unwrap_or_else(|| key.to_owned())
    }

    /// Whether there is such a message.
    pub fn has(&self, key: &str) -> bool {
        self.ru.fixed.contains_key(key) || self.ru.bundle.has_message(key)
    }

    fn of(&self, lang: Lang) -> &Vocabulary {
        match lang {
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        }
    }
}

impl Vocabulary {
    fn new(
        lang: Lang,
        sources: impl Iterator<Item = &'static str>,
        problems: &mut Vec<String>,
    ) -> (Self, BTreeSet<&'static str>) {
        let locale = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Marks around arguments would travel into SMS texts, attributes and the clipboard.
        bundle.set_use_isolating(false);
        let mut keys = BTreeSet::new();
        for source in sources {
            for key in declared_keys(source) {
                if !keys.insert(key) {
                    problems.push(format!("{lang}: `{key}` is declared twice"));
                }
            }
            let source = base::text::bound(source);
            let resource = FluentResource::try_new(source.clone()).unwrap_or_else(|(resource, errors)| {
                problems.extend(
                    errors.iter().map(|error| format!("{lang}: {error} in `{}`", place(&source, error.pos.start))),
                );
                resource
            });
            bundle.add_resource_overriding(resource);
        }
        let mut fixed = HashMap::new();
        for key in &keys {
            if let Some(text) = format_in(&bundle, key, None) {
                fixed.insert((*key).to_owned(), text.into_boxed_str());
            }
        }
        (Self { fixed, bundle }, keys)
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        if let Some(text) = self.fixed.get(key) {
            return Some(text.to_string());
        }
        let text = format_in(&self.bundle, key, args);
        if text.is_none() && is_key(key) && key.contains('-') {
            tracing::warn!(key, "no such message, or an argument is missing");
        }
        text
    }
}

/// The text of the message, if there is one and none of its arguments is missing.
fn format_in(bundle: &FluentBundle<FluentResource>, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, args, &mut errors).into_owned();
    errors.is_empty().then_some(text)
}

/// Only a plain whole number is a number: codes such as "007" or "2611-0048-31" stay as they are.
fn argument(text: &str) -> FluentValue<'static> {
    let is_number =
        text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    match text.parse::<i64>() {
        Ok(number) if is_number => FluentValue::from(number),
        _ => FluentValue::from(text.to_owned()),
    }
}

/// Keys of messages (not terms) that the source declares: Fluent begins each in the first column.
fn declared_keys(source: &'static str) -> impl Iterator<Item = &'static str> {
    source.lines().filter_map(|line| {
        let (key, _) = line.split_once('=')?;
        let key = key.trim_end();
        (is_key(key) && line.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(key)
    })
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn place(source: &str, at: usize) -> &str {
    source.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RU: &str = "hello = Здравствуйте\ncount = { $n ->\n    [one] { $n } дело\n    [few] { $n } дела\n   *[other] { $n } дел\n }\nto = Кому: { $name }\n";
    const EN: &str =
        "hello = Hello\ncount = { $n ->\n    [one] { $n } case\n   *[other] { $n } cases\n }\nto = To: { $name }\n";

    #[test]
    fn formats_in_both_languages_with_plurals() {
        let words = Words::new(&[Locales { ru: RU, en: EN }]).unwrap();
        assert_eq!(words.text(Lang::Ru, "hello"), "Здравствуйте");
        assert!(matches!(words.text(Lang::En, "hello"), Cow::Borrowed("Hello")));
        assert_eq!(words.format(Lang::Ru, "count", &[("n", 1)]), "1 дело");
        assert_eq!(words.format(Lang::Ru, "count", &[("n", "22")]), "22 дела");
        assert_eq!(words.format(Lang::En, "count", &[("n", 5)]), "5 cases");
        assert_eq!(words.format(Lang::Ru, "to", &[("name", "007")]), "Кому: 007");
        assert_eq!(words.text(Lang::Ru, "Готовый текст"), "Готовый текст");
    }

    #[test]
    fn refuses_doubles_gaps_and_bad_syntax() {
        let problems = |locales: &[Locales]| Words::new(locales).err().map(|bad| bad.0).unwrap_or_default();
        assert!(problems(&[Locales { ru: "a = 1", en: "a = 1" }]).is_empty());
        let twice = Locales { ru: "a = 1", en: "a = 1" };
        assert_eq!(problems(&[twice, twice]).len(), 2);
        assert_eq!(problems(&[Locales { ru: "a = 1\nb = 2", en: "a = 1" }]), ["en: `b` is missing"]);
        assert!(!problems(&[Locales { ru: "a = { ", en: "a = 1" }]).is_empty());
    }

    #[test]
    fn own_words_are_complete() {
        assert_eq!(Words::new(&[crate::LOCALES]).err(), None);
    }
}
