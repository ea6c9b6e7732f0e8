//! How two texts of a service differ: line by line, and question by question.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use base::Lang;
use catalog::ServiceFiles;
use forms::{Definition, Question};
use similar::{Algorithm, ChangeTag, TextDiff};

/// A line of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// '+' it was added, '-' it was removed, ' ' it stands in both, '…' lines in both are left out.
    pub(crate) sign: char,
    /// Its number in the later text, or in the former when it was removed.
    pub(crate) number: usize,
    pub(crate) text: String,
}

/// How many lines around a change are shown.
const AROUND: usize = 3;
/// How long two texts are compared; what is not done by then is told as another text.
const PATIENCE: Duration = Duration::from_millis(300);

/// How a text differs from the former one, with a few lines around each change; empty when they are equal.
pub(crate) fn lines(former: &str, later: &str) -> Vec<Line> {
    let diff = TextDiff::configure().algorithm(Algorithm::Myers).timeout(PATIENCE).diff_lines(former, later);
    let mut found = Vec::new();
    for (index, group) in diff.grouped_ops(AROUND).iter().enumerate() {
        if index > 0 {
            found.push(Line { sign: '…', number: 0, text: String::new() });
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let (sign, place) = match change.tag() {
                ChangeTag::Insert => ('+', change.new_index()),
                ChangeTag::Delete => ('-', change.old_index()),
                ChangeTag::Equal => (' ', change.new_index()),
            };
            let text = change.value().trim_end_matches(['\n', '\r']).to_owned();
            found.push(Line { sign, number: place.map_or(0, |place| place + 1), text });
        }
    }
    found
}

/// The files that differ, with their lines.
pub(crate) fn files(former: &ServiceFiles, later: &ServiceFiles) -> Vec<(String, Vec<Line>)> {
    let paths: BTreeSet<&str> = former.iter().chain(later.iter()).map(|(path, _)| path).collect();
    let differing = paths.into_iter().filter_map(|path| {
        let lines = lines(former.get(path).unwrap_or_default(), later.get(path).unwrap_or_default());
        (!lines.is_empty()).then(|| (path.to_owned(), lines))
    });
    differing.collect()
}

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Added,
    Removed,
    Changed,
}

/// The questions that were added, removed or changed: fate, id and title.
pub(crate) fn questions(former: &Definition, later: &Definition, lang: Lang) -> Vec<(Fate, String, String)> {
    let (before, after) = (by_id(former), by_id(later));
    let told = |fate, question: &Question| (fate, question.id.clone(), question.title.in_lang(lang).to_owned());
    let mut found = Vec::new();
    for (id, (page, question)) in &after {
        match before.get(id) {
            None => found.push(told(Fate::Added, question)),
            Some(known) if *known != (*page, *question) => found.push(told(Fate::Changed, question)),
            Some(_) => {}
        }
    }
    for (id, (_, question)) in &before {
        if !after.contains_key(id) {
            found.push(told(Fate::Removed, question));
        }
    }
    found
}

/// Every question by its id, with the page that it stands on.
fn by_id(definition: &Definition) -> BTreeMap<&str, (&str, &Question)> {
    let pages = definition.pages.iter();
    pages
        .flat_map(|page| page.questions.iter().map(|question| (question.id.as_str(), (page.id.as_str(), question))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_say_what_changed_and_where() {
        let former = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n";
        let later = former.replace("b\n", "B\n").replace("k\n", "k\nl\n");
        let told: Vec<String> =
            lines(former, &later).iter().map(|line| format!("{}{}", line.sign, line.text)).collect();
        assert_eq!(told, [" a", "-b", "+B", " c", " d", " e", "…", " i", " j", " k", "+l"]);
        assert_eq!(lines(former, former), []);
    }
}
