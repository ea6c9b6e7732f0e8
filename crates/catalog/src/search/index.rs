//! The index: which words stand where, and how much each says.

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
};

use base::Lang;

use super::{
    Entry, Found, FoundKind, Results, Suggested, Wanted,
    filter::{Names, Traits},
    layout, snippet, transliteration,
    vocabulary::{StemId, Vocabulary},
    words::{self, Cutter, Word},
};

/// How much a word says by where it stands.
const TITLE: f32 = 3.0;
const KEYWORD: f32 = 3.0;
const ABOUT: f32 = 1.0;
const MORE: f32 = 0.4;

/// The whole query is a title or a keyword, word for word.
const WHOLE: f32 = 6.0;
/// Whoever searches wants a service rather than a page about several.
const SERVICE: f32 = 1.15;
/// What is worth less than this share of the best is not what was meant.
const LEAST_SHARE: f32 = 0.15;

/// Words of fewer letters are looked for in titles and keywords alone.
const SHORT: usize = 3;

/// The longest query that is looked at, in characters and in words.
const LONGEST: usize = 200;
const MOST_WORDS: usize = 12;

/// What can be found, by word.
#[derive(Default)]
pub(crate) struct Index {
    entries: Vec<Entry>,
    vocabulary: Vocabulary,
    /// Where each stem stands: entry and how much it says there.
    places: Vec<Vec<(usize, f32)>>,
    /// Titles and keywords as sequences of stems.
    phrases: HashMap<String, BTreeSet<usize>>,
    /// Every entry by its place among the popular, for a query without words.
    in_order: Vec<usize>,
    /// The place of each entry in that order, for entries of the same worth.
    order: Vec<usize>,
    /// What the entries are filtered by, in their order; what is no service has nothing.
    traits: Vec<Option<Traits>>,
    names: Names,
    cutter: Cutter,
}

/// What a query came to.
#[derive(Default)]
struct Ranked {
    /// Entries with their worth, in no order.
    hits: Vec<(usize, f32)>,
    /// The share of the words that the best entry has.
    covered: f32,
    /// The stems that the words can mean.
    stems: BTreeSet<StemId>,
}

impl Index {
    pub(crate) fn new(entries: Vec<Entry>) -> Self {
        let mut index = Self::default();
        for (place, entry) in entries.iter().enumerate() {
            index.add(place, entry);
        }
        index.vocabulary.put_in_order();
        // What says most stands first: short beginnings look no further.
        index.places.iter_mut().for_each(|places| places.sort_by(|left, right| right.1.total_cmp(&left.1)));
        let Self { names, traits, .. } = &mut index;
        traits.extend(entries.iter().map(|entry| entry.offered.as_ref().map(|offered| names.traits(offered))));
        let mut in_order: Vec<usize> = (0..entries.len()).collect();
        // Services before the rest, popular ones before others.
        let first = |place: &usize| entries.get(*place).map(|entry| (entry.kind, entry.rank, entry.title.ru.as_str()));
        in_order.sort_by(|left, right| first(left).cmp(&first(right)));
        let mut order = vec![0; entries.len()];
        for (place, entry) in in_order.iter().enumerate() {
            if let Some(known) = order.get_mut(*entry) {
                *known = place;
            }
        }
        Self { entries, in_order, order, ..index }
    }

    fn add(&mut self, place: usize, entry: &Entry) {
        let mut weights: HashMap<StemId, f32> = HashMap::new();
        for lang in Lang::ALL {
            self.weigh(entry.title.in_lang(lang), TITLE, &mut weights);
            self.weigh(entry.about.in_lang(lang), ABOUT, &mut weights);
            self.add_phrase(entry.title.in_lang(lang), place);
            for text in &entry.more {
                self.weigh(text.in_lang(lang), MORE, &mut weights);
            }
        }
        for keyword in &entry.keywords {
            self.weigh(keyword, KEYWORD, &mut weights);
            self.add_phrase(keyword, place);
        }
        for (stem, weight) in weights {
            let stem = stem as usize;
            if self.places.len() <= stem {
                self.places.resize_with(stem + 1, Vec::new);
            }
            if let Some(places) = self.places.get_mut(stem) {
                places.push((place, weight));
            }
        }
    }

    fn weigh(&mut self, text: &str, weight: f32, weights: &mut HashMap<StemId, f32>) {
        for word in words::telling(text) {
            let known = weights.entry(self.vocabulary.add(&word, &self.cutter)).or_default();
            *known = known.max(weight);
        }
    }

    fn add_phrase(&mut self, text: &str, place: usize) {
        let phrase = phrase(&self.cutter.words(text));
        self.phrases.entry(phrase).or_default().insert(place);
    }

    /// What fits best, best first.
    pub(crate) fn search(&self, query: &str, lang: Lang, limit: usize) -> Vec<Found> {
        let mut ranked = self.read(query);
        self.best_first(&mut ranked.hits, limit);
        self.shown(&ranked, lang, 0, limit)
    }

    /// What one may mean while one types: as [`Index::search`], by title alone.
    pub(crate) fn suggest(&self, query: &str, lang: Lang, limit: usize) -> Vec<Suggested> {
        let mut ranked = self.read(query);
        self.best_first(&mut ranked.hits, limit);
        let entries = ranked.hits.iter().take(limit).filter_map(|(place, _)| self.entries.get(*place));
        let suggested = entries.map(|entry| Suggested {
            kind: entry.kind,
            code: entry.code.clone(),
            title: entry.title.in_lang(lang).to_owned(),
        });
        suggested.collect()
    }

    /// A page of what fits a query and a filter, with how many there would be with every other choice of the filter.
    pub(crate) fn look(&self, wanted: &Wanted<'_>, lang: Lang) -> Results {
        let words = !wanted.text.trim().is_empty();
        let mut ranked = if words { self.read(wanted.text) } else { self.everything() };
        let mut counter = self.names.counter(&wanted.filter);
        ranked.hits.retain(|(place, _)| counter.count(self.traits.get(*place).and_then(Option::as_ref)));
        let facets = counter.facets();
        let total = ranked.hits.len();
        if words {
            self.best_first(&mut ranked.hits, wanted.from + wanted.limit);
        }
        Results { found: self.shown(&ranked, lang, wanted.from, wanted.limit), total, facets }
    }

    /// Every service, popular ones first.
    fn everything(&self) -> Ranked {
        let services = self.in_order.iter().filter(|place| self.entries.get(**place).is_some_and(Entry::is_service));
        Ranked { hits: services.map(|place| (*place, 0.0)).collect(), ..Ranked::default() }
    }

    /// Ranks a query; it is also read in the other keyboard layout, whole or word by word, and as Russian in Latin letters, when
    /// that fits better.
    fn read(&self, query: &str) -> Ranked {
        let query: String = query.chars().take(LONGEST).collect();
        let mut best = self.rank(&self.cutter.words(&query));
        let is_known = |text: &str| {
            let words = self.cutter.words(text);
            !words.is_empty() && words.iter().all(|word| !self.vocabulary.fitting_as_typed(word, false).is_empty())
        };
        let russian = transliteration::to_russian(&query, is_known);
        // «brak» is nearer to «брак», letter by letter, than to "break" with a letter forgotten.
        if let Some(russian) = russian.as_deref().filter(|russian| is_known(russian)) {
            return self.rank(&self.cutter.words(russian));
        }
        if best.covered >= 1.0 {
            return best;
        }
        let others = [layout::other(&query), layout::other_of_some(&query, is_known), russian];
        for other in others.into_iter().flatten() {
            if best.covered >= 1.0 {
                break;
            }
            // Letters that become signs between words were meant as letters.
            if words::count(&other) > words::count(&query) {
                continue;
            }
            let ranked = self.rank(&self.cutter.words(&other));
            if ranked.covered > best.covered {
                best = ranked;
            }
        }
        best
    }

    fn rank(&self, words: &[Word]) -> Ranked {
        let words = words.get(..words.len().min(MOST_WORDS)).unwrap_or_default();
        let share = |count: u16| f32::from(count) / to_float(words.len().max(1));
        let mut ranked = Ranked::default();
        // By entry: what the word at hand is worth there, what all are together, and how many of them it has.
        let mut worth = vec![(0.0_f32, 0.0_f32, 0_u16); self.entries.len()];
        let mut touched: Vec<usize> = Vec::new();
        for (index, word) in words.iter().enumerate() {
            let mut having: Vec<usize> = Vec::new();
            for (stem, fit) in self.vocabulary.fitting(word, index + 1 == words.len()) {
                ranked.stems.insert(stem);
                let Some(places) = self.places.get(stem as usize) else { continue };
                let least = if word.written.chars().count() < SHORT { KEYWORD } else { 0.0 };
                // A word that stands everywhere says little.
                let value = fit * (1.0 + to_float(self.entries.len()) / to_float(places.len())).ln();
                for (place, weight) in places.iter().take_while(|(_, weight)| *weight >= least) {
                    let Some(known) = worth.get_mut(*place) else { continue };
                    if known.0 == 0.0 {
                        having.push(*place);
                    }
                    known.0 = known.0.max(value * weight);
                }
            }
            for place in having {
                let Some(known) = worth.get_mut(place) else { continue };
                if known.2 == 0 {
                    touched.push(place);
                }
                *known = (0.0, known.1 + known.0, known.2 + 1);
            }
        }
        let whole = self.phrases.get(&phrase(words));
        let (mut highest, mut most) = (0.0_f32, 0);
        for place in touched {
            let Some((_, value, count)) = worth.get(place).copied() else { continue };
            let entry = || self.entries.get(place);
            let bonus = match whole.filter(|whole| whole.contains(&place)).and_then(|_| entry()) {
                // Whoever types the name of an agency means it, though its services have the name among their words.
                Some(entry) if entry.kind == FoundKind::Agency => WHOLE * 2.0,
                Some(_) => WHOLE,
                None => 0.0,
            };
            let is_service = self.traits.get(place).is_some_and(Option::is_some);
            let value = (value * share(count) * share(count) + bonus) * if is_service { SERVICE } else { 1.0 };
            (highest, most) = (highest.max(value), most.max(count));
            ranked.hits.push((place, value));
        }
        ranked.hits.retain(|(_, value)| *value >= highest * LEAST_SHARE);
        ranked.covered = share(most);
        ranked
    }

    /// Puts the first so many in order; the rest stay behind them in none.
    fn best_first(&self, hits: &mut [(usize, f32)], count: usize) {
        let order = |left: &(usize, f32), right: &(usize, f32)| {
            right.1.total_cmp(&left.1).then_with(|| self.order.get(left.0).cmp(&self.order.get(right.0)))
        };
        let count = count.min(hits.len());
        if count > 0 && count < hits.len() {
            hits.select_nth_unstable_by(count - 1, order);
        }
        if let Some(first) = hits.get_mut(..count) {
            first.sort_by(order);
        }
    }

    fn shown(&self, ranked: &Ranked, lang: Lang, from: usize, limit: usize) -> Vec<Found> {
        let is_meant = |word: &str| self.vocabulary.stem_of(word).is_some_and(|stem| ranked.stems.contains(&stem));
        // The same words come again and again.
        let known: RefCell<HashMap<&str, bool>> = RefCell::default();
        let is_hit = |written| {
            let answer = known.borrow().get(written).copied();
            answer.unwrap_or_else(|| {
                let word = words::plain(written);
                let hit = is_meant(&word) && !words::is_empty_word(&word);
                known.borrow_mut().insert(written, hit);
                hit
            })
        };
        let entries = ranked.hits.iter().skip(from).take(limit).filter_map(|(place, _)| self.entries.get(*place));
        let found = entries.map(|entry| Found {
            kind: entry.kind,
            code: entry.code.clone(),
            title: entry.title.in_lang(lang).to_owned(),
            marked: snippet::marked(entry.title.in_lang(lang), &is_hit),
            snippet: snippet::of(entry, lang, &is_hit),
        });
        found.collect()
    }
}

fn phrase(words: &[Word]) -> String {
    words.iter().map(|word| word.stem.as_str()).collect::<Vec<&str>>().join(" ")
}

#[expect(clippy::cast_precision_loss, reason = "counts of words and entries are far below 2^24")]
fn to_float(count: usize) -> f32 {
    count as f32
}
