//! Every word that stands anywhere, and which of them a typed word can mean.

use std::collections::HashMap;

use super::{
    typing::{errors, errors_at_beginning, letters},
    words::{Cutter, Word},
};

/// How much a match is worth by how it fits.
const EXACT: f32 = 1.0;
const BEGINNING: f32 = 0.8;
const ONE_ERROR: f32 = 0.5;
const TWO_ERRORS: f32 = 0.3;

/// Shorter words mean nothing certain with an error in them, or with two.
const SHORTEST_WITH_ONE: usize = 4;
const SHORTEST_WITH_TWO: usize = 7;

/// A stem by its place in the index.
pub(super) type StemId = u32;

/// A word as it stands somewhere.
struct Form {
    written: Box<str>,
    letters: Box<[char]>,
    bits: u64,
    stem: StemId,
}

/// Every word, in order.
#[derive(Default)]
pub(super) struct Vocabulary {
    forms: Vec<Form>,
    stems: HashMap<String, StemId>,
    /// The stem of each word as it is written: cutting it again for every page of results would take longer than the search.
    written: HashMap<String, StemId>,
}

impl Vocabulary {
    /// The place of a word's stem; the word is known from now on. [`Vocabulary::put_in_order`] comes before any search.
    pub(super) fn add(&mut self, written: &str, cutter: &Cutter) -> StemId {
        if let Some(stem) = self.written.get(written) {
            return *stem;
        }
        let word = cutter.word(written);
        let next = StemId::try_from(self.stems.len()).unwrap_or(StemId::MAX);
        let stem = *self.stems.entry(word.stem.clone()).or_insert(next);
        for form in [&word.written, &word.stem] {
            let characters: Box<[char]> = form.chars().collect();
            let bits = letters(&characters);
            self.forms.push(Form { written: form.as_str().into(), letters: characters, bits, stem });
        }
        self.written.insert(word.written, stem);
        stem
    }

    pub(super) fn put_in_order(&mut self) {
        self.forms.sort_by(|left, right| left.written.cmp(&right.written).then(left.stem.cmp(&right.stem)));
        self.forms.dedup_by(|left, right| left.written == right.written && left.stem == right.stem);
        self.forms.shrink_to_fit();
    }

    fn stem(&self, stem: &str) -> Option<StemId> {
        self.stems.get(stem).copied()
    }

    /// The stem of a word that stands somewhere, in small letters.
    pub(super) fn stem_of(&self, written: &str) -> Option<StemId> {
        self.written.get(written).copied()
    }

    /// The stems that a word can mean, each once, with how well it fits. The last word of a query may still be in the making;
    /// typing errors are forgiven only where nothing fits without.
    pub(super) fn fitting(&self, word: &Word, is_last: bool) -> Vec<(StemId, f32)> {
        let mut fitting = self.fitting_as_typed(word, is_last);
        let length = word.written.chars().count();
        if fitting.is_empty() && length >= SHORTEST_WITH_ONE {
            fitting = self.near(word, is_last, 1, ONE_ERROR);
            if fitting.is_empty() && length >= SHORTEST_WITH_TWO {
                fitting = self.near(word, is_last, 2, TWO_ERRORS);
            }
        }
        // The best of all ways in which it fits.
        fitting.sort_by(|left, right| left.0.cmp(&right.0).then(right.1.total_cmp(&left.1)));
        fitting.dedup_by_key(|(stem, _)| *stem);
        fitting
    }

    /// As [`Vocabulary::fitting`], without typing errors.
    pub(super) fn fitting_as_typed(&self, word: &Word, is_last: bool) -> Vec<(StemId, f32)> {
        let mut fitting: Vec<(StemId, f32)> = self.stem(&word.stem).map(|stem| (stem, EXACT)).into_iter().collect();
        if is_last || word.written.chars().count() >= SHORTEST_WITH_ONE {
            let written = word.written.as_str();
            let start = self.forms.partition_point(|form| *form.written < *written);
            let beginning = self.forms.iter().skip(start).take_while(|form| form.written.starts_with(written));
            fitting.extend(beginning.map(|form| (form.stem, BEGINNING)));
        }
        fitting
    }

    fn near(&self, word: &Word, is_last: bool, most: usize, worth: f32) -> Vec<(StemId, f32)> {
        let typed: Vec<char> = word.written.chars().collect();
        let stem: Vec<char> = word.stem.chars().collect();
        let (typed_bits, stem_bits) = (letters(&typed), letters(&stem));
        // An error changes at most two letters of the set: one goes, one comes.
        let differ = |left: u64, right: u64| (left ^ right).count_ones() as usize <= 2 * most;
        let is_near = |form: &&Form| {
            (differ(form.bits, typed_bits) && errors(&typed, &form.letters, most).is_some())
                || (differ(form.bits, stem_bits) && errors(&stem, &form.letters, most).is_some())
                || (is_last
                    && typed.len() > SHORTEST_WITH_ONE
                    && (typed_bits & !form.bits).count_ones() as usize <= most
                    && errors_at_beginning(&typed, &form.letters, most).is_some())
        };
        self.forms.iter().filter(is_near).map(|form| (form.stem, worth)).collect()
    }
}
