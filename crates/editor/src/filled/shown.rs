//! A part that is there in the fields of its form.

use web::Fields;

use super::{Amount, MOST_OPTIONS};
use crate::{
    part::{Part, Typed},
    patch::Tree,
};

/// Shows a part in the fields of its form.
pub(crate) fn show(part: &Part, known: &Tree, fields: &mut Fields) {
    for entry in part.entries() {
        let name = entry.name;
        let text = |path: &str| known.text(path).map(str::to_owned);
        match entry.typed {
            Typed::Section => {}
            Typed::Whether(whether) => {
                let [absent, there] = whether.words;
                fields.set(name, if known.at(whether.field).is_some() { there.0 } else { absent.0 });
            }
            Typed::Pair | Typed::LongPair => {
                for path in ["ru", "en"].map(|lang| format!("{name}.{lang}")) {
                    put(fields, &path, text(&path));
                }
            }
            Typed::Keywords => {
                for path in ["ru", "en"].map(|lang| format!("{name}.{lang}")) {
                    let words: Vec<String> = words(known, &path);
                    fields.set(path, words.join(", "));
                }
            }
            Typed::Several(_) => {
                let chosen = words(known, name);
                let absent = (chosen.is_empty() && !entry.absent.is_empty()).then(|| entry.absent.to_owned());
                chosen.into_iter().chain(absent).for_each(|word| fields.push(name, word));
            }
            Typed::Options => {
                for index in 0..known.count(name) {
                    for field in ["id", "title.ru", "title.en"] {
                        let path = format!("{name}[{index}].{field}");
                        put(fields, &path, text(&path));
                    }
                }
            }
            Typed::Amount => Amount::of(&text(name).unwrap_or_default()).show(fields, name),
            Typed::YearDay => put(fields, name, text(name).map(|day| turned(&day, '-', '.'))),
            _ => put(fields, name, text(name).or((!entry.absent.is_empty()).then(|| entry.absent.to_owned()))),
        }
    }
}

fn put(fields: &mut Fields, name: &str, text: Option<String>) {
    if let Some(text) = text {
        fields.set(name, text);
    }
}

/// The words of a list.
pub(super) fn words(known: &Tree, path: &str) -> Vec<String> {
    (0..known.count(path)).filter_map(|index| known.text(&format!("{path}[{index}]")).map(str::to_owned)).collect()
}

/// `08-15` as `15.08`, and back.
pub(super) fn turned(day: &str, from: char, to: char) -> String {
    day.split_once(from).map_or_else(|| day.to_owned(), |(first, second)| format!("{second}{to}{first}"))
}

/// Lets an option change places with the next one, in the fields of the form.
pub(crate) fn switch_options(fields: &mut Fields, first: usize) {
    if first + 1 >= MOST_OPTIONS {
        return;
    }
    for field in ["id", "title.ru", "title.en"] {
        let (one, other) = (format!("options[{first}].{field}"), format!("options[{}].{field}", first + 1));
        let (above, below) = (fields.value(&one).to_owned(), fields.value(&other).to_owned());
        fields.set(one, below);
        fields.set(other, above);
    }
}
