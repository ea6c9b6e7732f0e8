//! The index: which words stand where, and how much each says.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::Lang;

use super::{
    Entry, Found, Piece,
    layout::other_layout,
    typing::nearly_equal,
    words::{Cutter, Word, pieces, plain},
};

/// How much a word says by where it stands.
const TITLE: f32 = 3.0;
const KEYWORD: f32 = 3.0;
const ABOUT: f32 = 1.0;
const MORE: f32 = 0.4;

/// How much a match is worth by how it fits.
const EXACT: f32 = 1.0;
const BEGINNING: f32 = 0.8;
const TYPING_ERROR: f32 = 0.5;

/// The whole query is a title or a keyword, word for word.
const WHOLE: f32 = 6.0;

/// The longest query that is looked at, in characters and in words.
const LONGEST: usize = 200;
const MOST_WORDS: usize = 12;

/// What can be found, by word.
#[derive(Default)]
pub(crate) struct Index {
    entries: Vec<Entry>,
    /// Where each stem stands: entry and how much it says there.
    stems: HashMap<String, Vec<(usize, f32)>>,
    /// Every word as written, in order, with its stem.
    written: BTreeMap<String, String>,
    /// Titles and keywords as sequences of stems.
    phrases: HashMap<String, BTreeSet<usize>>,
    cutter: Cutter,
}

/// What a query came to: entries with their worth, best first, and the share of words that the best one has.
struct Ranked {
    hits: Vec<(usize, f32)>,
    covered: f32,
}

impl Index {
    pub(crate) fn new(entries: Vec<Entry>) -> Self {
        let mut index = Self::default();
        for (place, entry) in entries.iter().enumerate() {
            let mut weights: HashMap<String, f32> = HashMap::new();
            for lang in Lang::ALL {
                index.add(entry.title.in_lang(lang), TITLE, &mut weights);
                index.add(entry.about.in_lang(lang), ABOUT, &mut weights);
                index.add_phrase(entry.title.in_lang(lang), place);
            }
            for keyword in &entry.keywords {
                index.add(keyword, KEYWORD, &mut weights);
                index.add_phrase(keyword, place);
            }
            for text in &entry.more {
                index.add(text, MORE, &mut weights);
            }
            for (stem, weight) in weights {
                index.stems.entry(stem).or_default().push((place, weight));
            }
        }
        index.entries = entries;
        index
    }

    fn add(&mut self, text: &str, weight: f32, weights: &mut HashMap<String, f32>) {
        for word in self.cutter.words(text) {
            let known = weights.entry(word.stem.clone()).or_default();
            *known = known.max(weight);
            self.written.insert(word.written, word.stem);
        }
    }

    fn add_phrase(&mut self, text: &str, place: usize) {
        let phrase = phrase(&self.cutter.words(text));
        self.phrases.entry(phrase).or_default().insert(place);
    }

    /// What fits best, best first. The query is also read in the other keyboard layout when that fits better.
    pub(crate) fn search(&self, query: &str, lang: Lang, limit: usize) -> Vec<Found> {
        let query: String = query.chars().take(LONGEST).collect();
        let mut words = self.cutter.words(&query);
        let mut ranked = self.rank(&words);
        if ranked.covered < 1.0
            && let Some(swapped) = other_layout(&query)
        {
            let other_words = self.cutter.words(&swapped);
            let other = self.rank(&other_words);
            if other.covered > ranked.covered {
                (words, ranked) = (other_words, other);
            }
        }
        let stems = self.meant(&words);
        let found = ranked.hits.iter().take(limit).filter_map(|(place, _)| self.entries.get(*place));
        found.map(|entry| self.found(entry, &stems, lang)).collect()
    }

    fn rank(&self, words: &[Word]) -> Ranked {
        let words = words.get(..words.len().min(MOST_WORDS)).unwrap_or_default();
        let mut worth: HashMap<usize, (f32, usize)> = HashMap::new();
        for (place, word) in words.iter().enumerate() {
            for (entry, value) in self.of_word(word, place + 1 == words.len()) {
                let known = worth.entry(entry).or_default();
                known.0 += value;
                known.1 += 1;
            }
        }
        let whole = self.phrases.get(&phrase(words));
        let share = |count: usize| to_float(count) / to_float(words.len().max(1));
        let mut hits: Vec<(usize, f32)> = worth
            .iter()
            .map(|(entry, (value, count))| {
                let bonus = if whole.is_some_and(|whole| whole.contains(entry)) { WHOLE } else { 0.0 };
                (*entry, value * share(*count) * share(*count) + bonus)
            })
            .collect();
        let rank = |entry: usize| self.entries.get(entry).map(|entry| (entry.kind, entry.rank, &entry.title.ru));
        hits.sort_by(|left, right| right.1.total_cmp(&left.1).then_with(|| rank(left.0).cmp(&rank(right.0))));
        let best = hits.first().map_or(0.0, |hit| hit.1);
        hits.retain(|hit| hit.1 >= best * 0.15);
        let covered = worth.values().map(|(_, count)| share(*count)).fold(0.0, f32::max);
        Ranked { hits, covered }
    }

    /// The entries that have a word, with what it is worth in each: the best of all ways in which it fits.
    fn of_word(&self, word: &Word, is_last: bool) -> HashMap<usize, f32> {
        let mut worth: HashMap<usize, f32> = HashMap::new();
        for (stem, fit) in self.fitting(word, is_last) {
            let Some(places) = self.stems.get(stem) else { continue };
            // A word that stands everywhere says little.
            let rarity = (1.0 + to_float(self.entries.len()) / to_float(places.len())).ln();
            for (entry, weight) in places {
                let known = worth.entry(*entry).or_default();
                *known = known.max(fit * weight * rarity);
            }
        }
        worth
    }

    /// The stems that a word can mean. Typing errors are forgiven only where nothing fits better.
    fn fitting<'i>(&'i self, word: &'i Word, is_last: bool) -> Vec<(&'i str, f32)> {
        let mut fitting = Vec::new();
        if self.stems.contains_key(&word.stem) {
            fitting.push((word.stem.as_str(), EXACT));
        }
        let length = word.written.chars().count();
        if is_last || length >= 4 {
            let beginning = self.written.range(word.written.clone()..);
            let beginning = beginning.take_while(|(written, _)| written.starts_with(&word.written));
            fitting.extend(beginning.map(|(_, stem)| (stem.as_str(), BEGINNING)));
        }
        if fitting.is_empty() && length >= 4 {
            let near = self.written.iter().filter(|(written, stem)| {
                nearly_equal(written, &word.written)
                    || nearly_equal(stem, &word.stem)
                    || (is_last && nearly_begins(written, &word.written, length))
            });
            fitting.extend(near.map(|(_, stem)| (stem.as_str(), TYPING_ERROR)));
        }
        fitting
    }

    /// Every stem that the words of a query can mean, for marking.
    fn meant(&self, words: &[Word]) -> BTreeSet<&str> {
        let count = words.len();
        let of_word = |(place, word)| self.fitting(word, place + 1 == count);
        let stems: Vec<(usize, &Word)> = words.iter().enumerate().collect();
        stems
            .into_iter()
            .flat_map(of_word)
            .filter_map(|(stem, _)| self.stems.get_key_value(stem))
            .map(|(stem, _)| stem.as_str())
            .collect()
    }

    fn found(&self, entry: &Entry, stems: &BTreeSet<&str>, lang: Lang) -> Found {
        let mut snippet: Vec<Piece> = Vec::new();
        for (piece, is_word) in pieces(entry.about.in_lang(lang)) {
            let hit = is_word && stems.contains(self.cutter.stem(&plain(piece)).as_str());
            match snippet.last_mut() {
                Some(last) if last.hit == hit => last.text.push_str(piece),
                _ => snippet.push(Piece { text: piece.to_owned(), hit }),
            }
        }
        Found { kind: entry.kind, code: entry.code.clone(), title: entry.title.in_lang(lang).to_owned(), snippet }
    }
}

/// Whether a word begins like another, but for one typing error: for a word that is still being typed.
fn nearly_begins(written: &str, beginning: &str, length: usize) -> bool {
    length >= 5 && {
        let start: String = written.chars().take(length).collect();
        nearly_equal(&start, beginning)
    }
}

fn phrase(words: &[Word]) -> String {
    words.iter().map(|word| word.stem.as_str()).collect::<Vec<&str>>().join(" ")
}

#[expect(clippy::cast_precision_loss, reason = "counts of words and entries are far below 2^24")]
fn to_float(count: usize) -> f32 {
    count as f32
}
