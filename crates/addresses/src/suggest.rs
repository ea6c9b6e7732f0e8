//! What one may mean, as one types: streets and places first, then houses of the street.

use std::cmp::Reverse;

use db::Tx;

use crate::{
    directory::{House, Object, name_words},
    query::{Query, meanings},
    store::search,
};

/// Streets whose houses are looked at.
const STREETS: usize = 8;
/// Objects that are looked at for one meaning.
const CANDIDATES: i64 = 100;
/// Houses of one street that are looked at.
const HOUSES: i64 = 60;
/// A longer line is no address.
const LONGEST: usize = 300;

/// An address of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Its id in the directory.
    pub id: String,
    /// «Тверская область, г. Тверь, ул. Садовая, д. 5».
    pub line: String,
    /// Its postal code.
    pub postal_code: Option<String>,
    /// It ends in a house: what is left to type is the flat.
    pub whole: bool,
}

/// What fits what was typed so far, best first.
pub async fn suggest(tx: &mut Tx, text: &str, limit: usize) -> db::Result<Vec<Suggestion>> {
    let mut streets_alone = Vec::new();
    for query in meanings(&shortened(text)) {
        let objects = find(tx, &query).await?;
        let Some(house) = &query.house else {
            let mut found: Vec<Suggestion> =
                objects.iter().take(limit).map(|object| of_object(object, &query)).collect();
            if let [only] = objects.as_slice() {
                found.extend(houses(tx, only, "", &query).await?);
            }
            found.truncate(limit);
            if !found.is_empty() {
                return Ok(found);
            }
            continue;
        };
        let mut found = Vec::new();
        for object in objects.iter().take(STREETS) {
            found.extend(houses(tx, object, house, &query).await?);
        }
        if !found.is_empty() {
            found.truncate(limit);
            return Ok(found);
        }
        if streets_alone.is_empty() {
            streets_alone = objects.iter().take(limit).map(|object| of_object(object, &query)).collect();
        }
    }
    Ok(streets_alone)
}

pub(crate) fn shortened(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// Objects that have every word of the query, the likeliest first.
pub(crate) async fn find(tx: &mut Tx, query: &Query) -> db::Result<Vec<Object>> {
    let mut found = by_words(tx, &query.sought()).await?;
    if found.is_empty() && !query.kinds.is_empty() {
        found = by_words(tx, &query.without_kinds()).await?;
    }
    found.sort_by_cached_key(|object| rank(object, query));
    found.dedup_by_key(|object| object.id);
    Ok(found)
}

async fn by_words(tx: &mut Tx, words: &[&str]) -> db::Result<Vec<Object>> {
    if let [word] = words {
        let mut found = search::named(tx, 0, word, CANDIDATES / 2).await?;
        found.extend(search::named(tx, 1, word, CANDIDATES / 2).await?);
        return Ok(found);
    }
    let mut counted = Vec::new();
    for word in words {
        let count = search::count(tx, word).await?;
        if count == 0 {
            return Ok(Vec::new());
        }
        counted.push((count, *word));
    }
    counted.sort_unstable();
    let words: Vec<&str> = counted.into_iter().map(|(_, word)| word).collect();
    match words.split_first() {
        Some((rare, others)) => search::having(tx, rare, others, CANDIDATES).await,
        None => Ok(Vec::new()),
    }
}

/// Words of the own name that were typed in full, then begun; coarser before finer; shorter before longer.
fn rank(object: &Object, query: &Query) -> (Reverse<usize>, Reverse<usize>, i64, usize, String, i64) {
    let own = name_words(&object.name);
    let typed = || query.words.iter();
    let full = typed().filter(|word| own.contains(word)).count();
    let begun = typed().filter(|word| own.iter().any(|own| own.starts_with(word.as_str()))).count();
    (Reverse(full), Reverse(begun), object.level, object.name.chars().count(), object.line.clone(), object.id)
}

fn of_object(object: &Object, query: &Query) -> Suggestion {
    let line = match &query.house {
        Some(_) => query.with_flat(&format!("{}, д. {}", object.line, query.house_label)),
        None => object.line.clone(),
    };
    Suggestion { id: object.guid.to_string(), line, postal_code: object.postal_code.clone(), whole: false }
}

async fn houses(tx: &mut Tx, street: &Object, number: &str, query: &Query) -> db::Result<Vec<Suggestion>> {
    let mut houses = search::houses(tx, street.id, number, HOUSES).await?;
    houses.sort_by_cached_key(|house| nearness(house, number));
    let suggestion = |house: House| Suggestion {
        id: house.guid.to_string(),
        line: query.with_flat(&format!("{}, {}", street.line, house.label)),
        postal_code: house.postal_code.or_else(|| street.postal_code.clone()),
        whole: true,
    };
    Ok(houses.into_iter().map(suggestion).collect())
}

/// «12» before «12а» and «12к1», these before «120»; numbers in the order of counting.
fn nearness(house: &House, number: &str) -> (u8, u64, Vec<u8>) {
    let rest = house.number.get(number.len()..).unwrap_or_default();
    let class = match rest.first() {
        None => 0,
        Some(next) if !next.is_ascii_digit() => 1,
        Some(_) => 2,
    };
    let digits: String = house.house.chars().take_while(char::is_ascii_digit).take(9).collect();
    (class, digits.parse().unwrap_or(u64::MAX), house.number.clone())
}
