//! What a typed line may mean: which words are names, which number is the house.

use base::address::{Piece, read};

/// The most words that are looked for; of more, the longest.
const MOST_WORDS: usize = 5;

/// One meaning of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Query {
    /// Words of names, the longest first.
    pub(crate) words: Vec<String>,
    /// Kinds of streets: wanted at first, let go when nothing is found («проезд» for «проспект»).
    pub(crate) kinds: Vec<&'static str>,
    /// The house with its buildings as the directory looks for it: `12ак2`.
    pub(crate) house: Option<String>,
    /// As it is written: «12а, к. 2».
    pub(crate) house_label: String,
    pub(crate) flat: Option<String>,
    pub(crate) postal_code: Option<String>,
}

impl Query {
    /// The words that are looked for, the kinds among them.
    pub(crate) fn sought(&self) -> Vec<&str> {
        let words = self.words.iter().map(String::as_str);
        words.chain(self.kinds.iter().copied()).take(MOST_WORDS).collect()
    }

    /// The same without the kinds.
    pub(crate) fn without_kinds(&self) -> Vec<&str> {
        self.words.iter().map(String::as_str).take(MOST_WORDS).collect()
    }

    /// The flat as it is added to a line.
    pub(crate) fn with_flat(&self, line: &str) -> String {
        self.flat.as_ref().map_or_else(|| line.to_owned(), |flat| format!("{line}, кв. {flat}"))
    }
}

/// The meanings of a line, the likeliest first. None when nothing is in it that could be looked for.
pub(crate) fn meanings(line: &str) -> Vec<Query> {
    let pieces = read(line);
    let last_name = pieces.iter().rposition(|piece| matches!(piece, Piece::Name(_)));
    let numbers = |early: bool| {
        let fits = move |(place, piece): (usize, &Piece)| match piece {
            Piece::Number(number) if last_name.is_some_and(|last| place < last) == early => Some(number.clone()),
            _ => None,
        };
        pieces.iter().enumerate().filter_map(fits).collect::<Vec<String>>()
    };
    let (early, late) = (numbers(true), numbers(false));
    let names: Vec<String> =
        pick(&pieces, |piece| if let Piece::Name(name) = piece { Some(name.clone()) } else { None });
    let said = pieces.iter().any(|piece| matches!(piece, Piece::House(_)));
    let mut found = Vec::new();
    let mut add = |words: Vec<String>, numbers: &[String]| {
        let query = of(&pieces, words, numbers);
        if !query.words.is_empty() && !found.contains(&query) {
            found.push(query);
        }
    };
    // «Набережная 3»: a name that is a kind elsewhere.
    if names.is_empty() {
        add(pick(&pieces, |piece| telling(piece).map(str::to_owned)), &late);
    }
    // «8 Марта 12»: numbers before the last name belong to it.
    add([early.clone(), names.clone()].concat(), &late);
    // «12 Садовая Тверь»: the house stands before.
    if !said && !early.is_empty() && late.is_empty() {
        add(names.clone(), &early);
    }
    // «улица 1905»: the number is the name.
    if !late.is_empty() {
        let (first, rest) = late.split_at(1);
        add([names, early, first.to_vec()].concat(), rest);
    }
    if found.is_empty() {
        let kinds = pick(&pieces, |piece| if let Piece::Kind(kind) = piece { Some((*kind).to_owned()) } else { None });
        let mut query = of(&pieces, kinds, &late);
        query.kinds.clear();
        found.extend(Some(query).filter(|query| !query.words.is_empty()));
    }
    found
}

fn of(pieces: &[Piece], mut words: Vec<String>, numbers: &[String]) -> Query {
    let mut numbers = numbers.iter().cloned();
    let said = pick(pieces, |piece| if let Piece::House(number) = piece { Some(number.clone()) } else { None });
    let house = said.into_iter().next().or_else(|| numbers.next());
    let flat = pick(pieces, |piece| if let Piece::Flat(number) = piece { Some(number.clone()) } else { None });
    let flat = flat.into_iter().next().or_else(|| numbers.next());
    let buildings = pick(pieces, |piece| if let Piece::Building(short) = piece { Some(short.clone()) } else { None });
    let label = house.iter().cloned().chain(buildings.iter().map(|short| building(short)));
    let house_label = label.collect::<Vec<_>>().join(", ");
    let house = house.map(|house| format!("{house}{}", buildings.concat()));
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.dedup();
    let mut kinds = pick(pieces, telling);
    kinds.retain(|kind| !words.iter().any(|word| word == kind));
    let postal_code = pick(pieces, |piece| if let Piece::PostalCode(code) = piece { Some(code.clone()) } else { None });
    Query { words, kinds, house, house_label, flat, postal_code: postal_code.into_iter().next() }
}

fn building(short: &str) -> String {
    let mut signs = short.chars();
    let word = match signs.next() {
        Some('к') => "к.",
        Some('с') => "стр.",
        _ => "лит.",
    };
    format!("{word} {}", signs.as_str())
}

/// Kinds that tell streets of one name apart, or are names themselves («Набережная улица»).
fn telling(piece: &Piece) -> Option<&'static str> {
    const TELLING: [&str; 11] = [
        "проспект",
        "проезд",
        "переулок",
        "площадь",
        "набережная",
        "шоссе",
        "бульвар",
        "аллея",
        "тупик",
        "линия",
        "спуск",
    ];
    match piece {
        Piece::Kind(kind) => Some(*kind).filter(|kind| TELLING.contains(kind)),
        _ => None,
    }
}

fn pick<T>(pieces: &[Piece], of: impl Fn(&Piece) -> Option<T>) -> Vec<T> {
    pieces.iter().filter_map(of).collect()
}
