//! A typed line against the directory: the one entry that it means, several that it may mean, or none.

use base::{Address, Uuid, text};
use db::Tx;

use crate::{
    directory::{House, Object, STREETS, address, name_words},
    query::{Query, meanings},
    store::search,
    suggest::{find, shortened},
};

/// The most entries that are offered.
const OFFERED: usize = 8;
/// Streets whose houses are looked at.
const LOOKED_AT: usize = 20;
/// The deepest that an object may lie.
const DEEPEST: usize = 12;

/// What a line means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// One entry: the line as it was typed, with the parts of the directory.
    Known(Address),
    /// Several entries.
    Several(Vec<Choice>),
    /// None: the line with the parts that it names by itself.
    Unknown(Address),
}

/// An entry that a line may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its id in the directory.
    pub id: String,
    /// Its line, with house and flat as they were typed.
    pub line: String,
}

/// An entry with what it lies in, outermost first.
struct Entry {
    chain: Vec<Object>,
    house: Option<House>,
}

/// Looks for what a line means.
pub async fn look_up(tx: &mut Tx, line: &str) -> db::Result<Lookup> {
    let line = text::line(&shortened(line));
    for query in meanings(&line) {
        let mut entries = entries(tx, &query).await?;
        if let Some(code) = &query.postal_code
            && entries.iter().any(|entry| entry.address().postal_code.as_ref() == Some(code))
        {
            entries.retain(|entry| entry.address().postal_code.as_ref() == Some(code));
        }
        match entries.as_slice() {
            [] => {}
            [only] if only.says(&query) => return Ok(Lookup::Known(only.as_typed(&line, &query))),
            entries => {
                let choice = |entry: &Entry| {
                    let found = entry.in_full(&query);
                    Choice { id: found.directory_id.unwrap_or_default(), line: found.text }
                };
                return Ok(Lookup::Several(entries.iter().take(OFFERED).map(choice).collect()));
            }
        }
    }
    Ok(Lookup::Unknown(Address::written(&line)))
}

/// The entry of this id as the address of somebody who typed `line`: the line becomes that of the directory, with house
/// and flat as they were typed. None when there is no such entry.
pub async fn choose(tx: &mut Tx, id: &str, line: &str) -> db::Result<Option<Address>> {
    let Some(entry) = entry(tx, id).await? else { return Ok(None) };
    let meanings = meanings(&text::line(&shortened(line)));
    let query = meanings.iter().find(|query| entry.means(query)).or(meanings.first());
    Ok(Some(match query {
        Some(query) => entry.in_full(query),
        None => entry.address(),
    }))
}

/// The entry of this id as the address that is meant by `line`, which stays as it is. None when there is no such entry or
/// the line says something else: whoever changed the text after choosing means what is written.
pub async fn confirm(tx: &mut Tx, id: &str, line: &str) -> db::Result<Option<Address>> {
    let line = text::line(&shortened(line));
    let Some(entry) = entry(tx, id).await? else { return Ok(None) };
    let found = meanings(&line).into_iter().find(|query| entry.means(query));
    Ok(found.map(|query| entry.as_typed(&line, &query)))
}

impl Entry {
    fn address(&self) -> Address {
        address(&self.chain, self.house.as_ref())
    }

    fn last(&self) -> Option<&Object> {
        self.chain.last()
    }

    /// Whether the query names this entry: its own name, and its house where it is one.
    fn means(&self, query: &Query) -> bool {
        let named = self.last().is_some_and(|object| is_named(object, query));
        named
            && self.house.as_ref().is_none_or(|house| query.house.as_deref().map(str::as_bytes) == Some(&house.number))
    }

    /// Whether a line that means this entry alone needs no question: it does not leave a building open.
    fn says(&self, query: &Query) -> bool {
        self.house.is_none() || self.means(query)
    }

    /// The address with the line as it was typed.
    fn as_typed(&self, line: &str, query: &Query) -> Address {
        let mut found = self.with_numbers(query);
        line.clone_into(&mut found.text);
        if query.postal_code.is_some() {
            found.postal_code.clone_from(&query.postal_code);
        }
        found
    }

    /// The address with the line of the directory, house and flat as they were typed.
    fn in_full(&self, query: &Query) -> Address {
        let mut found = self.with_numbers(query);
        if self.house.is_none() && query.house.is_some() {
            found.text = format!("{}, д. {}", found.text, query.house_label);
        }
        found.text = query.with_flat(&found.text);
        found
    }

    fn with_numbers(&self, query: &Query) -> Address {
        let mut found = self.address();
        found.parts.flat.clone_from(&query.flat);
        if self.house.is_none() && query.house.is_some() {
            let (house, building) = query.house_label.split_once(", ").unwrap_or((&query.house_label, ""));
            found.parts.house = Some(house.to_owned());
            found.parts.building = Some(building.to_owned()).filter(|building| !building.is_empty());
        }
        found
    }
}

/// Whether every word of the object's own name was typed, and nothing that it does not lie in.
fn is_named(object: &Object, query: &Query) -> bool {
    let line = name_words(&object.line);
    let own = name_words(&object.name);
    query.words.iter().all(|word| line.contains(word))
        && own.iter().all(|word| query.words.contains(word) || is_kind(word))
}

/// «Набережная улица»: a name that is read as a kind.
fn is_kind(word: &str) -> bool {
    base::address::read(word)
        .iter()
        .all(|piece| !matches!(piece, base::address::Piece::Name(_) | base::address::Piece::Number(_)))
}

/// The entries that a query means exactly.
async fn entries(tx: &mut Tx, query: &Query) -> db::Result<Vec<Entry>> {
    let mut objects = find(tx, query).await?;
    objects.retain(|object| is_named(object, query));
    // «Тверь, Садовая»: the street is meant, not the town that it lies in.
    if objects.iter().any(|object| object.level >= STREETS) {
        objects.retain(|object| object.level >= STREETS);
    }
    objects.truncate(LOOKED_AT);
    let mut exact = Vec::new();
    let mut near = Vec::new();
    if let Some(number) = &query.house {
        for object in &objects {
            let houses = search::houses(tx, object.id, number, 40).await?;
            for house in houses {
                let rest = house.number.get(number.len()..).unwrap_or_default();
                let into = if rest.is_empty() { &mut exact } else { &mut near };
                // «12» may be «12к1», and is not «120».
                if rest.first().is_none_or(|next| !next.is_ascii_digit()) {
                    into.push((object.clone(), Some(house)));
                }
            }
        }
    }
    let found = match (exact.is_empty(), near.is_empty()) {
        (false, _) => exact,
        (true, false) => near,
        (true, true) => objects.into_iter().map(|object| (object, None)).collect(),
    };
    let mut entries = Vec::new();
    for (object, house) in found.into_iter().take(OFFERED + 1) {
        entries.push(Entry { chain: chain(tx, object).await?, house });
    }
    Ok(entries)
}

/// The entry of an id: a house or an object.
async fn entry(tx: &mut Tx, id: &str) -> db::Result<Option<Entry>> {
    let Ok(guid) = id.trim().parse::<Uuid>() else { return Ok(None) };
    if let Some(house) = search::house_of(tx, guid).await? {
        let Some(object) = search::object(tx, house.parent).await? else { return Ok(None) };
        return Ok(Some(Entry { chain: chain(tx, object).await?, house: Some(house) }));
    }
    let Some(object) = search::object_of(tx, guid).await? else { return Ok(None) };
    Ok(Some(Entry { chain: chain(tx, object).await?, house: None }))
}

/// The object with all that it lies in, outermost first.
async fn chain(tx: &mut Tx, object: Object) -> db::Result<Vec<Object>> {
    let mut chain = vec![object];
    while let Some(parent) = chain.last().map(|object| object.parent).filter(|parent| *parent != 0)
        && chain.len() < DEEPEST
        && !chain.iter().any(|object| object.id == parent)
    {
        let Some(above) = search::object(tx, parent).await? else { break };
        chain.push(above);
    }
    chain.reverse();
    Ok(chain)
}
